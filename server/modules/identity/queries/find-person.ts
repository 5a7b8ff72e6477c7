/** One person with everything an administrator may change, and who else administers the county. */
import type { OtherAdministrators } from '#domain/identity/person-rules.ts'
import { type AdministrationPost, administrationPosts, type Post } from '#domain/identity/post.ts'
import { IdentityProblem } from '#domain/identity/problems.ts'
import type { Database } from '#platform/database/database.ts'

export type Person = {
  readonly id: string
  readonly username: string
  readonly name: string
  readonly organisationId: string | null
  readonly posts: readonly Post[]
  readonly areaCodes: readonly string[]
  /** Posts and areas that wait to be granted. */
  readonly appliedPosts: readonly Post[] | null
  readonly appliedAreaCodes: readonly string[] | null
  /** As the row keeps it: sealed. */
  readonly keptPhone: string | null
  readonly passwordHash: string
  readonly isDemonstration: boolean
  readonly disabledAt: Date | null
  readonly version: number
}

/** The person of `id` in the county, disabled or not; throws when there is none. */
export async function getPerson(db: Database, adcode: string, id: string): Promise<Person> {
  const [row] = await db.rows<Person>(
    `select p.id, p.username, p.name, p.organisation_id as "organisationId", p.phone as "keptPhone", p.password_hash as "passwordHash",
       p.is_demonstration as "isDemonstration", p.disabled_at as "disabledAt", p.version,
       p.applied_posts as "appliedPosts", p.applied_area_codes as "appliedAreaCodes",
       coalesce((select array_agg(h.post order by h.post) from identity.post_holdings h
         where h.adcode = p.adcode and h.person_id = p.id and h.ended_at is null), '{}') as posts,
       coalesce((select array_agg(d.area_code order by d.area_code) from identity.duty_areas d
         where d.adcode = p.adcode and d.person_id = p.id and d.ended_at is null), '{}') as "areaCodes"
     from identity.people p where p.adcode = $1 and p.id = $2`,
    [adcode, id],
  )
  if (!row) throw IdentityProblem.personUnknown({ id })
  return row
}

/** The hashes of the last `count` passwords of a person before the present one. */
export const listUsedPasswords = async (
  db: Database,
  adcode: string,
  personId: string,
  count: number,
): Promise<string[]> =>
  (
    await db.rows<{ hash: string }>(
      `select password_hash as hash from identity.password_history where adcode = $1 and person_id = $2
       order by replaced_at desc limit $3`,
      [adcode, personId, count],
    )
  ).map((it) => it.hash)

/** What of a person other modules may know, disabled or not; throws when there is none. */
export async function getPersonRights(
  db: Database,
  adcode: string,
  id: string,
): Promise<Pick<Person, 'name' | 'organisationId' | 'posts'>> {
  const { name, organisationId, posts } = await getPerson(db, adcode, id)
  return { name, organisationId, posts }
}

/** Who holds an administration of the county, with the version of their row. */
export type Administrator = {
  readonly id: string
  readonly version: number
  readonly post: AdministrationPost
}

/** The enabled administrators of the county but the one of `exceptId`. */
export const findOtherAdministrators = (
  db: Database,
  adcode: string,
  exceptId: string,
): Promise<Administrator[]> =>
  db.rows<Administrator>(
    `select p.id, p.version, h.post from identity.people p
     join identity.post_holdings h on h.adcode = p.adcode and h.person_id = p.id
     where p.adcode = $1 and p.id <> $2 and p.disabled_at is null and h.post = any($3) and h.ended_at is null
     order by p.id`,
    [adcode, exceptId, administrationPosts],
  )

/** How many of `administrators` hold each administration. */
export const countAdministrators = (administrators: readonly Administrator[]): OtherAdministrators => {
  const count = (post: AdministrationPost) => administrators.filter((it) => it.post === post).length
  return {
    sysadmin: count('sysadmin'),
    security_admin: count('security_admin'),
    audit_admin: count('audit_admin'),
  }
}
