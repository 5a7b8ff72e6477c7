/** What of people only the program may read. */
import type { SealedColumn } from '#platform/sealing/sealed-column.ts'

export const personPhone: SealedColumn = { table: 'identity.people', column: 'phone' }

export const factorSecret: SealedColumn = {
  table: 'identity.second_factors',
  column: 'secret_sealed',
  key: 'person_id',
}
