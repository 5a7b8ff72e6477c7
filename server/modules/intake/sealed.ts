/** What of a report only the program may read: who told it, and the words that hold numbers of people. */
import { phoneDigits } from '#domain/personal-data.ts'
import type { SealedColumn } from '#platform/sealing/sealed-column.ts'

export const callerName: SealedColumn = { table: 'intake.reports', column: 'caller_name' }

export const callerPhone: SealedColumn = {
  table: 'intake.reports',
  column: 'caller_phone',
  hash: { column: 'caller_key', of: (phone) => phoneDigits(phone) || null },
}

export const exactWords: SealedColumn = { table: 'intake.reports', column: 'exact_words' }

export const sealedInReports: readonly SealedColumn[] = [callerName, callerPhone, exactWords]
