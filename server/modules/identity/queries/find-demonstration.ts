/** Whether a county is a demonstration county, how far its seeding came, and who may sign in to it how. */
import type { Post } from '#domain/identity/post.ts'
import type { Database } from '#platform/database/database.ts'
import { demonstrationPassword } from '../demonstration-password.ts'
import { listAccounts } from './list-accounts.ts'

export type Demonstration = {
  readonly finishedSteps: ReadonlySet<string>
  /** The password that the demonstration account of this user name has. */
  passwordOf(username: string): string
}

/** The demonstration that the county is; undefined for a county of real records. */
export async function findDemonstration(db: Database, adcode: string): Promise<Demonstration | undefined> {
  const [seed] = await db.rows<{ secret: string; steps: string[] }>(
    `select s.secret, coalesce((select jsonb_agg(t.step) from identity.demonstration_steps t
       where t.adcode = s.adcode), '[]') as steps
     from identity.demonstration_seeds s where s.adcode = $1`,
    [adcode],
  )
  return (
    seed && {
      finishedSteps: new Set(seed.steps),
      passwordOf: (username) => demonstrationPassword(seed.secret, username),
    }
  )
}

export type DemonstrationAccount = { username: string; password: string; post: Post; name: string }

/** The demonstration accounts that may sign in, one line for each post held; none in a county of real records. */
export async function listDemonstrationAccounts(
  db: Database,
  adcode: string,
): Promise<DemonstrationAccount[]> {
  const demonstration = await findDemonstration(db, adcode)
  if (!demonstration) return []
  const accounts = await listAccounts(db, adcode)
  return accounts
    .filter((it) => it.isDemonstration && !it.disabledAt)
    .flatMap(({ username, name, posts }) =>
      posts.map((post) => ({ username, password: demonstration.passwordOf(username), post, name })),
    )
}
