/** The organisations whose roster one may see; those without people and shifts are left out. */
import type { z } from 'zod'
import type { listRosterOrganisationsEndpoint } from '#domain/patrol/contract.ts'
import { findColleagues, findOrganisations } from '#modules/identity/index.ts'
import type { Query } from '#platform/query.ts'
import { mayManage, mayReadRoster } from '../policy.ts'

type Reply = z.input<typeof listRosterOrganisationsEndpoint.reply>

export const listRosterOrganisations: Query<object, Reply> = {
  name: 'roster.list-organisations',
  async run({ db, actor }) {
    const { adcode } = actor
    const [tree, people, shifts] = await Promise.all([
      findOrganisations(db, adcode),
      findColleagues(db, adcode),
      db.rows<{ id: string }>(
        'select distinct organisation_id as id from patrol.shifts where adcode = $1 and ends_on is null',
        [adcode],
      ),
    ])
    const withShifts = new Set(shifts.map((it) => it.id))
    const counts = Map.groupBy(people, (it) => it.organisationId)
    const organisations = tree
      .filter((it) => !it.endedAt && mayReadRoster(actor, it.id, tree))
      .map((it) => ({
        id: it.id,
        name: it.name,
        people: counts.get(it.id)?.length ?? 0,
        mayManage: mayManage(actor, it.id, tree),
        hasShifts: withShifts.has(it.id),
      }))
      .filter((it) => it.people > 0 || it.hasShifts)
      .sort((a, b) => Number(b.hasShifts) - Number(a.hasShifts) || b.people - a.people)
    return { organisations }
  },
}
