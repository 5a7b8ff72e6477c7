/** Accounts as the administrator of an installation sees them: by user name, the disabled ones too. */
import type { Post } from '#domain/identity/post.ts'
import type { Database } from '#platform/database/database.ts'

export type Account = {
  id: string
  username: string
  name: string
  posts: Post[]
  organisation: string | null
  isDemonstration: boolean
  disabledAt: Date | null
}

const statement = `
  select p.id, p.username, p.name, o.name as organisation, p.is_demonstration as "isDemonstration",
    p.disabled_at as "disabledAt",
    coalesce((select jsonb_agg(h.post order by h.post) from identity.post_holdings h
      where h.adcode = p.adcode and h.person_id = p.id and h.ended_at is null), '[]') as posts
  from identity.people p
  left join identity.organisations o on o.adcode = p.adcode and o.id = p.organisation_id
  where p.adcode = $1 and ($2::text is null or p.username = $2)
  order by p.id`

/** All accounts of the county, in the order in which they were made. */
export const listAccounts = (db: Database, adcode: string): Promise<Account[]> =>
  db.rows<Account>(statement, [adcode, null])

/** The account of `username` in the county, disabled or not. */
export const findAccount = async (
  db: Database,
  adcode: string,
  username: string,
): Promise<Account | undefined> => (await db.rows<Account>(statement, [adcode, username]))[0]

/** Every user name of the installation, since they are unique in it and not in a county. */
export const listUsernames = async (db: Database): Promise<string[]> =>
  (await db.rows<{ username: string }>('select username from identity.people')).map((it) => it.username)
