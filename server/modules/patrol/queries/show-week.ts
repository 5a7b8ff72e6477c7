/** The roster of an organisation for a week, with everything that a table of people and days needs. */
import { chinaDayOf } from '#domain/china-time.ts'
import type { LeaveView, WarningView, WeekView } from '#domain/patrol/contract.ts'
import { findRestWarnings, isGap, workOf } from '#domain/patrol/line-checks.ts'
import type { RosterLine } from '#domain/patrol/roster-line.ts'
import { chinaInstant, overlap } from '#domain/patrol/shift.ts'
import { addDays, daysOfWeek, weekOf } from '#domain/patrol/week.ts'
import { findAreas, findResponsibilities } from '#modules/geography/index.ts'
import { type Colleague, findColleagues } from '#modules/identity/index.ts'
import type { Query, QueryContext } from '#platform/query.ts'
import { getReadable } from '../organisation-for.ts'
import { stretchOfDays } from '../plan-lines.ts'
import {
  findLeaves,
  findLines,
  findShifts,
  findSubstitutions,
  findWeekVersion,
  type Leave,
  type Substitution,
} from '../store.ts'
import { findCoverage } from './find-coverage.ts'

type Input = { organisationId: string; onDate?: string | undefined }

/** Leave as whoever makes the roster sees it; to others it has no kind and no reason. */
const toLeaveView = (it: Leave, mayManage: boolean): LeaveView => ({
  id: it.id,
  personId: it.personId,
  from: it.from.toISOString(),
  to: it.to.toISOString(),
  kind: mayManage ? it.kind : null,
  reason: mayManage ? it.reason : null,
  approvedBy: mayManage ? it.approvedBy : null,
})

type Near = {
  readonly days: readonly string[]
  readonly lines: readonly RosterLine[]
  readonly leaves: readonly Leave[]
  readonly substitutions: readonly Substitution[]
}

/** What of the week asks for a second look, from the days of the week alone. */
function warningsOf({ days, lines, leaves, substitutions }: Near, ids: ReadonlySet<string>): WarningView[] {
  const inWeek = (it: { onDate: string; personId: string }): boolean =>
    days.includes(it.onDate) && ids.has(it.personId)
  const rest = findRestWarnings(workOf(lines, substitutions))
  const absent = lines.flatMap((line): WarningView[] => {
    const { personId, onDate } = line
    if (isGap(line, leaves, substitutions)) return [{ kind: 'shift-gap', personId, onDate, value: 0 }]
    const isAway = leaves.some((it) => it.personId === personId && overlap(it, line))
    return isAway ? [{ kind: 'on-leave', personId, onDate, value: 0 }] : []
  })
  return [...rest, ...absent].filter(inWeek)
}

export const showWeek: Query<Input, WeekView> = {
  name: 'roster.show-week',
  async run(context, { organisationId, onDate }) {
    const { db, actor, now } = context
    const { adcode } = actor
    const { organisation, mayManage } = await getReadable({ db, actor, adcode }, organisationId)
    const monday = weekOf(onDate ?? chinaDayOf(now))
    const days = daysOfWeek(monday)
    const span = { from: addDays(monday, -7), to: addDays(monday, 13) }
    const week = { from: monday, to: addDays(monday, 6) }
    const [shifts, near, leaves, substitutions, everybody, version, coverage, grounds] = await Promise.all([
      findShifts(db, adcode, { organisationId }),
      findLines(db, adcode, span),
      findLeaves(db, adcode, stretchOfDays(week)),
      findSubstitutions(db, adcode, stretchOfDays(week)),
      findColleagues(db, adcode),
      findWeekVersion(db, adcode, organisationId, monday),
      findCoverage(db, adcode, days),
      findGrounds(context, chinaDayOf(now)),
    ])
    const lines = near.filter((it) => it.organisationId === organisationId && days.includes(it.onDate))
    const people = await findPeople(context, organisationId, everybody, lines)
    const ids = new Set(people.map((it) => it.id))
    const inWeek = { from: chinaInstant(monday, '00:00'), to: chinaInstant(addDays(monday, 7), '00:00') }
    const used = new Set(lines.map((it) => it.shiftId))
    return {
      organisation: { id: organisation.id, name: organisation.name },
      monday,
      days,
      version,
      mayManage,
      shifts: shifts.filter((it) => it.endsOn === null || used.has(it.id)),
      people,
      lines: lines.map(({ id, personId, onDate: day, shiftId, post, areaCode, gridCode }) => ({
        id,
        personId,
        onDate: day,
        shiftId,
        post,
        areaCode,
        gridCode,
      })),
      leaves: leaves
        .filter((it) => ids.has(it.personId) && overlap(it, inWeek))
        .map((it) => toLeaveView(it, mayManage)),
      substitutions: substitutions
        .filter((it) => (ids.has(it.personId) || ids.has(it.substituteId)) && overlap(it, inWeek))
        .map((it) => ({
          id: it.id,
          personId: it.personId,
          substitute: {
            id: it.substituteId,
            name: everybody.find((one) => one.id === it.substituteId)?.name ?? '—',
          },
          from: it.from.toISOString(),
          to: it.to.toISOString(),
        })),
      warnings: warningsOf({ days, lines: near, leaves, substitutions }, ids),
      grounds,
      coverage: coverage.map((it) => ({ onDate: it.onDate, required: it.required, short: it.short })),
    }
  },
}

async function findGrounds({ db, actor }: QueryContext, onDate: string): Promise<WeekView['grounds']> {
  const [areas, grids] = await Promise.all([
    findAreas(db, actor.adcode, onDate),
    findResponsibilities(db, actor.adcode, onDate, 'collection'),
  ])
  return {
    areas: areas.filter((it) => it.level !== 'county').map(({ code, name }) => ({ code, name })),
    grids: grids.map(({ code, name }) => ({ code, name })),
  }
}

/** The people of the organisation, and whoever has left and still stands in the week. */
async function findPeople(
  { db, actor }: QueryContext,
  organisationId: string,
  everybody: readonly Colleague[],
  lines: readonly RosterLine[],
): Promise<WeekView['people']> {
  const own = everybody.filter(
    (it) => it.organisationId === organisationId && it.posts.some((post) => post !== 'citizen'),
  )
  const known = new Set(own.map((it) => it.id))
  const left = [...new Set(lines.map((it) => it.personId).filter((it) => !known.has(it)))]
  const names = left.length
    ? await db.rows<{ id: string; name: string }>(
        'select id, name from identity.person_facts where adcode = $1 and id = any($2::uuid[]) order by name',
        [actor.adcode, left],
      )
    : []
  return [
    ...own.map(({ id, name, posts, areaCodes }) => ({
      id,
      name,
      posts: [...posts],
      areaCodes: [...areaCodes],
      hasLeft: false,
    })),
    ...names.map((it) => ({ ...it, posts: [], areaCodes: [], hasLeft: true })),
  ]
}
