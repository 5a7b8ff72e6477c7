/** People to choose from: a collector for a check, a handler for a case. A unit sees its own people only. */
import { sql } from 'kysely'
import type { PersonView } from '#domain/identity/contract.ts'
import type { Post } from '#domain/identity/post.ts'
import type { Query } from '#platform/query.ts'
import { seesAllPeople } from '../policy.ts'

type Input = { post?: Post | undefined; organisationId?: string | undefined }

export const listPeople: Query<Input, { people: PersonView[] }> = {
  name: 'person.list',
  run: async ({ db, actor }, { post, organisationId }) => {
    const within = seesAllPeople(actor) ? organisationId : (actor.organisationId ?? undefined)
    const { rows } = await sql<PersonView>`
      select p.id, p.name, p.username, p.organisation_id as "organisationId",
        coalesce((select jsonb_agg(h.post order by h.post) from identity.post_holdings h
          where h.adcode = p.adcode and h.person_id = p.id and h.ended_at is null), '[]') as posts,
        coalesce((select jsonb_agg(d.area_code) from identity.duty_areas d
          where d.adcode = p.adcode and d.person_id = p.id and d.ended_at is null), '[]') as "areaCodes"
      from identity.people p
      where p.adcode = ${actor.adcode} and p.disabled_at is null
        and (${within ?? null}::uuid is null or p.organisation_id = ${within ?? null}::uuid)
        and (${post ?? null}::text is null or exists (select from identity.post_holdings h
          where h.adcode = p.adcode and h.person_id = p.id and h.ended_at is null and h.post = ${post ?? null}::text))
      order by p.name limit 500`.execute(db.read)
    return { people: rows }
  },
}
