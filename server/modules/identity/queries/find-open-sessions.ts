/** The sessions of a person that are still good. */

import type { Database } from '#platform/database/database.ts'
import { AccessProblem } from '#platform/problems.ts'

const isOpen = 'ended_at is null and expires_at > $1'

/** Every open session of a person. */
export const listOwnSessionHashes = (
  db: Database,
  adcode: string,
  personId: string,
  now: Date,
): Promise<{ id: string; tokenHash: string }[]> =>
  db.rows<{ id: string; tokenHash: string }>(
    `select id, token_hash as "tokenHash" from identity.sessions
     where ${isOpen} and adcode = $2 and person_id = $3`,
    [now, adcode, personId],
  )

/** The token hashes of every open session of a person. */
export const listOpenSessions = async (
  db: Database,
  adcode: string,
  personId: string,
  now: Date,
): Promise<string[]> => (await listOwnSessionHashes(db, adcode, personId, now)).map((it) => it.tokenHash)

/** An open session by its token, whoever's it is. */
export type OpenSession = {
  readonly personId: string
  readonly tokenHash: string
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly address: string | null
  readonly userAgent: string | null
  readonly signOnLinkId: string | null
  readonly hasProviderFactor: boolean
}

/** The open session of `tokenHash`. */
export async function findOpenSession(
  db: Database,
  tokenHash: string,
  now: Date,
): Promise<OpenSession | undefined> {
  const [row] = await db.rows<OpenSession>(
    `select token_hash as "tokenHash", person_id as "personId", created_at as "createdAt", expires_at as "expiresAt", address,
       user_agent as "userAgent", sign_on_link_id as "signOnLinkId", has_provider_factor as "hasProviderFactor"
     from identity.sessions where ${isOpen} and token_hash = $2`,
    [now, tokenHash],
  )
  return row
}

/** The open session of `tokenHash`; throws `access.sign-in-needed` where it has just ended. */
export async function getOpenSession(db: Database, tokenHash: string, now: Date): Promise<OpenSession> {
  const session = await findOpenSession(db, tokenHash, now)
  if (!session) throw AccessProblem.signInNeeded({})
  return session
}

/** Whether anybody of a county has ever signed in. */
export const hasAnybodySignedIn = async (db: Database, adcode: string): Promise<boolean> =>
  (await db.rows('select from identity.sessions where adcode = $1 limit 1', [adcode])).length > 0
