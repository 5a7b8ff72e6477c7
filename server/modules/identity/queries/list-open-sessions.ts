/** The sessions of a person that are still good. */
import type { Database } from '#platform/database/database.ts'

/** Their token hashes. */
export const findOpenSessions = async (
  db: Database,
  adcode: string,
  personId: string,
  now: Date,
): Promise<string[]> =>
  (
    await db.rows<{ token_hash: string }>(
      `select token_hash from identity.sessions
       where adcode = $1 and person_id = $2 and ended_at is null and expires_at > $3`,
      [adcode, personId, now],
    )
  ).map((row) => row.token_hash)
