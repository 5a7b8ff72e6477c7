/** Who is on duty now, who is not, and why: everybody whose post has a roster, those on duty first. */
import type { z } from 'zod'
import { chinaDayOf } from '#domain/china-time.ts'
import type { DutyView, showDutyEndpoint } from '#domain/patrol/contract.ts'
import { type Duty, type DutyBook, dutyAt, hasRoster } from '#domain/patrol/duty.ts'
import { describeDuty } from '#domain/patrol/duty-words.ts'
import { findAreas, findResponsibilities } from '#modules/geography/index.ts'
import { type Colleague, findColleagues, findOrganisations } from '#modules/identity/index.ts'
import type { Query } from '#platform/query.ts'
import { getReadable } from '../organisation-for.ts'
import { mayReadRoster } from '../policy.ts'
import { findDutyBook } from './find-duty-book.ts'

type Reply = z.input<typeof showDutyEndpoint.reply>

/** The posts in which somebody is asked about: those with a roster, or the first one where none has. */
function postsOf({ posts }: Colleague, book: DutyBook, at: Date): Colleague['posts'] {
  const working = posts.filter((it) => it !== 'citizen')
  const rostered = working.filter((it) => hasRoster(book, it, at))
  return rostered.length ? rostered : working.slice(0, 1)
}

const lineOf = (duty: Duty) => (duty.isOnDuty && duty.why !== 'no-roster' ? duty.line : undefined)

const untilOf = (duty: Duty): string | null =>
  (duty.why === 'leave' ? duty.until : lineOf(duty)?.to)?.toISOString() ?? null

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
    const duties = seen.flatMap((person) =>
      postsOf(person, book, now).map((post): DutyView => {
        const duty = dutyAt(book, person.id, post, now)
        const line = lineOf(duty)
        const ground = line?.gridCode ?? line?.areaCode
        return {
          personId: person.id,
          name: person.name,
          organisation: units.get(person.organisationId ?? '') ?? null,
          post,
          isOnDuty: duty.isOnDuty,
          why: duty.why,
          said: describeDuty(duty, (id) => names.get(id) ?? '—'),
          until: untilOf(duty),
          ground: ground ? (places.get(ground) ?? ground) : null,
        }
      }),
    )
    const rank = (it: DutyView): number => (it.why === 'no-roster' ? 1 : it.isOnDuty ? 0 : 2)
    return { at: now.toISOString(), duties: duties.sort((a, b) => rank(a) - rank(b)) }
  },
}
