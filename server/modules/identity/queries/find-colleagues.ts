/** The people of a county as workers: posts, organisation and areas of duty, for whoever asks who could do a thing. */
import type { Post } from '#domain/identity/post.ts'
import type { Database } from '#platform/database/database.ts'

export type Colleague = {
  readonly id: string
  readonly name: string
  readonly posts: readonly Post[]
  readonly organisationId: string | null
  readonly areaCodes: readonly string[]
}

/** The enabled people of `adcode`, or of them the one with `id`, by name. */
export const findColleagues = (db: Database, adcode: string, id?: string): Promise<Colleague[]> =>
  db.rows(
    `select p.id, p.name, p.organisation_id as "organisationId",
       coalesce((select array_agg(h.post order by h.post) from identity.post_holdings h
         where h.adcode = p.adcode and h.person_id = p.id and h.ended_at is null), '{}') as posts,
       coalesce((select array_agg(d.area_code) from identity.duty_areas d
         where d.adcode = p.adcode and d.person_id = p.id and d.ended_at is null), '{}') as "areaCodes"
     from identity.people p
     where p.adcode = $1 and p.disabled_at is null and ($2::uuid is null or p.id = $2) order by p.name, p.id`,
    [adcode, id ?? null],
  )
