/** What is needed to decide on a sign-in. */
import type { Database } from '#platform/database/database.ts'

export type SignIn = {
  adcode: string
  id: string
  name: string
  passwordHash: string
  isDemonstration: boolean
}

/** The account of `username`, unless it is disabled. */
export async function findSignIn(db: Database, username: string): Promise<SignIn | undefined> {
  const [row] = await db.rows<{
    adcode: string
    id: string
    name: string
    password_hash: string
    is_demonstration: boolean
  }>(
    'select adcode, id, name, password_hash, is_demonstration from identity.people where username = $1 and disabled_at is null',
    [username],
  )
  return (
    row && {
      adcode: row.adcode,
      id: row.id,
      name: row.name,
      passwordHash: row.password_hash,
      isDemonstration: row.is_demonstration,
    }
  )
}
