/** What is known of failed sign-ins of an account, a device and an address. */
import { hash } from 'node:crypto'
import type { Failures, WaitKind } from '#domain/identity/sign-in-wait.ts'
import type { Database } from '#platform/database/database.ts'

export type KnownFailures = Failures & {
  readonly kind: WaitKind
  readonly key: string
  readonly version: number
}

/** Under what failures are counted. What was typed as a user name may be a password, so only its hash is kept. */
export const accountKey = (username: string): string => hash('sha256', username.toLowerCase(), 'base64url')

/** Under what the failures of a device with an account are counted. */
export const deviceKey = (username: string, deviceHash: string): string =>
  hash('sha256', `${username.toLowerCase()}\n${deviceHash}`, 'base64url')

/** What is counted: kind and key. */
export type Counted = readonly [WaitKind, string]

/** The failures of everything in `counted`. */
export const findSignInFailures = (db: Database, counted: readonly Counted[]): Promise<KnownFailures[]> =>
  db.rows<KnownFailures>(
    `select kind, key, failures as count, last_at as "lastAt", wait_until as "waitUntil", version
     from identity.sign_in_failures
     where (kind, key) in (select * from unnest($1::text[], $2::text[]))`,
    [counted.map(([kind]) => kind), counted.map(([, key]) => key)],
  )
