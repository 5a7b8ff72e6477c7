/** Who is on duty now, who is not, and why: everybody whose post has a roster, those on duty first. */
import type { z } from 'zod'
import { chinaDayOf } from '#domain/china-time.ts'
import type { DutyView, showDutyEndpoint } from '#domain/patrol/contract.ts'
import { findAreas, findResponsibilities } from '#modules/geography/index.ts'
import { findColleagues, findOrganisations } from '#modules/identity/index.ts'
import type { Query } from '#platform/query.ts'
import { viewsOf } from '../duty-views.ts'
import { getReadable } from '../organisation-for.ts'
import { mayReadRoster } from '../policy.ts'
import { findDutyBook } from './find-duty-book.ts'

type Reply = z.input<typeof showDutyEndpoint.reply>

export const showDuty: Query<{ organisationId?: string | undefined }, Reply> = {
  name: 'duty.show',
  async run({ db, actor, now }, { organisationId }) {
    const { adcode } = actor
    if (organisationId) await getReadable({ db, actor, adcode }, organisationId)
    const onDate = chinaDayOf(now)
    const [book, people, tree, areas, grids] = await Promise.all([
      findDutyBook(db, adcode, now),
      findColleagues(db, adcode),
      findOrganisations(db, adcode),
      findAreas(db, adcode, onDate),
      findResponsibilities(db, adcode, onDate, 'collection'),
    ])
    const names = new Map(people.map((it) => [it.id, it.name]))
    const units = new Map(tree.map((it) => [it.id, it.name]))
    const places = new Map([...areas, ...grids].map((it) => [it.code, it.name]))
    const seen = people.filter((it) =>
      organisationId
        ? it.organisationId === organisationId
        : it.organisationId !== null && mayReadRoster(actor, it.organisationId, tree),
    )
    const duties = seen.flatMap((person) => viewsOf(person, book, now, { names, units, places }))
    const rank = (it: DutyView): number => (it.why === 'no-roster' ? 1 : it.isOnDuty ? 0 : 2)
    return { at: now.toISOString(), duties: duties.sort((a, b) => rank(a) - rank(b)) }
  },
}
