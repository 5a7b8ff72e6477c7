/** What of people only the program may read. */
import type { SealedColumn } from '#platform/sealing/sealed-column.ts'

export const personPhone: SealedColumn = { table: 'identity.people', column: 'phone' }

export const factorSecret: SealedColumn = {
  table: 'identity.second_factors',
  column: 'secret_sealed',
  key: 'person_id',
}

export const providerSecret: SealedColumn = {
  table: 'identity.sign_on_providers',
  column: 'client_secret_sealed',
}

/** Whom a provider means; it may be a number of the person. */
export const linkedSubject: SealedColumn = {
  table: 'identity.sign_on_links',
  column: 'subject_sealed',
  hash: { column: 'subject_hash', of: (plain) => plain },
}
