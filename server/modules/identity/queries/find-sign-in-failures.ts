/** What is known of failed sign-ins of an account and of an address. */
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

/** The failures of an account and, where it counts, of an address. */
export const findSignInFailures = (
  db: Database,
  key: string,
  address: string | null,
): Promise<KnownFailures[]> =>
  db.rows<KnownFailures>(
    `select kind, key, failures as count, last_at as "lastAt", wait_until as "waitUntil", version
     from identity.sign_in_failures where (kind = 'account' and key = $1) or (kind = 'address' and key = $2)`,
    [key, address],
  )
