/** What is needed to decide on a sign-in. */
import type { Database } from '#platform/database/database.ts'

export type SignIn = {
  readonly adcode: string
  readonly id: string
  readonly name: string
  readonly username: string
  readonly passwordHash: string
  readonly isDemonstration: boolean
  /** Whether the person has signed in with this device before. */
  readonly isKnownDevice: boolean
  readonly hasSecondFactor: boolean
}

const statement = `select p.adcode, p.id, p.name, p.username, p.password_hash as "passwordHash",
       p.is_demonstration as "isDemonstration",
       exists (select from identity.known_devices d
         where d.adcode = p.adcode and d.person_id = p.id and d.device_hash = $2) as "isKnownDevice",
       exists (select from identity.second_factors f
         where f.adcode = p.adcode and f.person_id = p.id and f.confirmed_at is not null
           and f.ended_at is null) as "hasSecondFactor"
     from identity.people p where p.disabled_at is null`

/** The account of `username`, unless it is disabled. */
export async function findSignIn(
  db: Database,
  username: string,
  deviceHash: string | null,
): Promise<SignIn | undefined> {
  const [row] = await db.rows<SignIn>(`${statement} and p.username = $1`, [username, deviceHash])
  return row
}

/** The account of a person of a county, unless it is disabled. */
export async function findSignInOf(
  db: Database,
  adcode: string,
  personId: string,
  deviceHash: string | null,
): Promise<SignIn | undefined> {
  const [row] = await db.rows<SignIn>(`${statement} and p.id = $1 and p.adcode = $3`, [
    personId,
    deviceHash,
    adcode,
  ])
  return row
}
