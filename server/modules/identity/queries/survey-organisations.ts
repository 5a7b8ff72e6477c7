/** Organisations as their administrator sees them: ended ones too, with version and number of people. */
import type { OrganisationView } from '#domain/identity/organisation-contract.ts'
import { IdentityProblem } from '#domain/identity/problems.ts'
import type { Database } from '#platform/database/database.ts'
import type { Query } from '#platform/query.ts'

type Row = Omit<OrganisationView, 'endedAt'> & { endedAt: Date | null }

const toView = ({ endedAt, ...row }: Row): OrganisationView => ({
  ...row,
  endedAt: endedAt?.toISOString() ?? null,
})

const findViews = async (db: Database, adcode: string, id: string | null): Promise<OrganisationView[]> =>
  (
    await db.rows<Row>(
      `select o.id, o.name, o.short_name as "shortName", o.kind, o.credit_code as "creditCode",
         o.external_code as "externalCode", o.parent_id as "parentId", o.area_codes as "areaCodes", o.aliases,
         o.is_demonstration as "isDemonstration", o.ended_at as "endedAt", o.version,
         (select count(*)::int from identity.people p
           where p.adcode = o.adcode and p.organisation_id = o.id and p.disabled_at is null) as people
       from identity.organisations o where o.adcode = $1 and ($2::uuid is null or o.id = $2) order by o.kind, o.name`,
      [adcode, id],
    )
  ).map(toView)

/** The organisation of `id`; throws when there is none. */
export async function getOrganisation(db: Database, adcode: string, id: string): Promise<OrganisationView> {
  const [found] = await findViews(db, adcode, id)
  if (!found) throw IdentityProblem.organisationUnknown({ id })
  return found
}

export const surveyOrganisations: Query<object, { organisations: OrganisationView[] }> = {
  name: 'organisation.survey',
  run: async ({ db, actor }) => ({ organisations: await findViews(db, actor.adcode, null) }),
}
