/** The second factor of a person, and the codes for its loss. */
import type { Database } from '#platform/database/database.ts'
import { isLinkGood } from '../sign-on/queries/is-link-good.ts'

export type SecondFactor = {
  readonly secretSealed: string
  readonly confirmedAt: Date | null
  readonly endedAt: Date | null
  /** The half minute of the last code that was accepted. */
  readonly lastStep: number
  readonly version: number
}

/** The second factor of a person: begun, confirmed, or ended. */
export async function findSecondFactor(
  db: Database,
  adcode: string,
  personId: string,
): Promise<SecondFactor | undefined> {
  const [row] = await db.rows<SecondFactor>(
    `select secret_sealed as "secretSealed", confirmed_at as "confirmedAt", ended_at as "endedAt",
       last_step as "lastStep", version
     from identity.second_factors where adcode = $1 and person_id = $2`,
    [adcode, personId],
  )
  return row
}

/** Whether codes of it are asked for. */
export const isOn = (factor: SecondFactor | undefined): boolean =>
  factor !== undefined && factor.confirmedAt !== null && factor.endedAt === null

/** The hashes of the codes for its loss that can still be used. */
export const listRecoveryHashes = async (db: Database, adcode: string, personId: string): Promise<string[]> =>
  (
    await db.rows<{ hash: string }>(
      `select code_hash as hash from identity.recovery_codes
       where adcode = $1 and person_id = $2 and used_at is null`,
      [adcode, personId],
    )
  ).map((it) => it.hash)

export type Challenge = {
  readonly adcode: string
  readonly personId: string
  readonly username: string
  /** Set where a provider said who it is. */
  readonly signOnLinkId: string | null
}

/** The person who waits for their code under `tokenHash`; undefined where that is over. */
export async function findChallenge(
  db: Database,
  tokenHash: string,
  now: Date,
): Promise<Challenge | undefined> {
  const [row] = await db.rows<Challenge>(
    `select c.adcode, c.person_id as "personId", p.username, c.sign_on_link_id as "signOnLinkId"
     from identity.sign_in_challenges c
     join identity.people p on p.adcode = c.adcode and p.id = c.person_id
     where c.token_hash = $1 and c.used_at is null and c.expires_at > $2 and p.disabled_at is null
       and p.password_hash = c.password_hash and ${isLinkGood('c')}`,
    [tokenHash, now],
  )
  return row
}
