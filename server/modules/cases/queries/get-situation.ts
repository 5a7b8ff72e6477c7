/**
 * The situation of the county now. Open cases are read in one pass and added up here; the day comes from the log. Every
 * number carries the query of its list, and a test asks each of these lists for its length.
 */
import { stepFigures } from '#domain/cases/case-figure.ts'
import type { CaseFilter } from '#domain/cases/contract.ts'
import { askFigure, askStates, requestOrder, taskStates, waitingStages } from '#domain/cases/situation.ts'
import type { CountedCases, Situation, SituationCase } from '#domain/cases/situation-contract.ts'
import { chinaDayOf } from '#domain/china-time.ts'
import { type DutyBook, dutyAt, hasRoster } from '#domain/patrol/duty.ts'
import type { Query, QueryContext } from '#platform/query.ts'
import { namesOfPeople, organisationsById } from '../case-names.ts'
import { readsEverything } from '../policy.ts'
import { countDay, type DayCounts } from './count-day.ts'
import { countOpen, type OpenCount } from './count-open.ts'
import { findDutyBook } from './find-duty-book.ts'
import { findSpikes } from './find-spikes.ts'
import { listCases } from './list-cases.ts'

/** How many lines of a list the screen has room for. */
const linesShown = 4

export const getSituation: Query<object, Situation> = {
  name: 'case.situation',
  async run(context) {
    const { db, actor, now } = context
    const onDate = chinaDayOf(now)
    const [open, day, spikes, overdue, soon, units, book] = await Promise.all([
      countOpen(context),
      countDay(context, onDate),
      findSpikes(context, onDate),
      listFirst(context, 'red'),
      listFirst(context, 'yellow'),
      organisationsById(db, actor.adcode),
      findDutyBook(db, actor.adcode, now),
    ])
    const holders = open.flatMap((it) => holderOf(it) ?? [])
    // Who walks where is no matter of one area: only who sees the whole county sees its whole team.
    const team = readsEverything(actor) ? onDutyOf(book, now) : []
    const collectors = [...new Set([...holders, ...team])]
    const people = await namesOfPeople(db, actor.adcode, collectors)
    return {
      onDate,
      decide: decisionsOf(open),
      overdue,
      soon,
      spikes,
      flow: flowOf(day, onDate),
      stages: stagesOf(open),
      hours: day.hours,
      units: unitsOf(open, day, onDate, (id) => units.get(id)?.shortName ?? units.get(id)?.name ?? id),
      hasRoster: hasRoster(book, 'collector', now),
      collectors: collectorsOf(
        open,
        collectors,
        (id) => people.get(id) ?? id,
        (id) => dutyAt(book, id, 'collector', now).isOnDuty,
      ),
    }
  },
}

async function listFirst(context: QueryContext, light: 'red' | 'yellow'): Promise<SituationCase[]> {
  const filter: CaseFilter = { queue: 'all', light, sort: 'due', limit: linesShown }
  const { cases } = await listCases.run(context, filter)
  return cases
}

const sum = (open: readonly OpenCount[], of: (it: OpenCount) => number): number =>
  open.reduce((total, it) => total + of(it), 0)
const whole = (it: OpenCount): number => it.total

function decisionsOf(open: readonly OpenCount[]): Situation['decide'] {
  return {
    red: { total: sum(open, (it) => it.red), query: { light: 'red' } },
    yellow: { total: sum(open, (it) => it.yellow), query: { light: 'yellow' } },
    supervisionOpen: { total: sum(open, (it) => it.supervised), query: askFigure('supervision-open') },
    supervisionLate: { total: sum(open, (it) => it.supervised_late), query: askFigure('supervision-late') },
    goingRound: { total: sum(open, (it) => it.rounds), query: askFigure('going-round') },
    requests: requestOrder.map((state) => ({
      state,
      total: sum(
        open.filter((it) => it.state === state),
        whole,
      ),
      query: askStates([state]),
    })),
  }
}

const flowOf = (day: DayCounts, onDate: string): Situation['flow'] => [
  { figure: 'reported', total: day.reported, query: askFigure('reported', { onDate }) },
  ...stepFigures.map((figure) => ({
    figure,
    total: day.steps[figure],
    query: askFigure(figure, { onDate }),
  })),
]

const stagesOf = (open: readonly OpenCount[]): Situation['stages'] =>
  waitingStages.map(({ stage, states }) => {
    const here = open.filter((it) => states.includes(it.state))
    return { stage, total: sum(here, whole), red: sum(here, (it) => it.red), query: askStates(states) }
  })

type Name = (id: string) => string
const worstFirst =
  <Row extends { late: CountedCases; name: string }>(
    size: (row: Row) => number,
  ): ((a: Row, b: Row) => number) =>
  (a, b) =>
    b.late.total - a.late.total || size(b) - size(a) || a.name.localeCompare(b.name, 'zh')

function unitsOf(
  open: readonly OpenCount[],
  day: DayCounts,
  onDate: string,
  nameOf: Name,
): Situation['units'] {
  const ids = new Set([
    ...open.flatMap((it) => (it.with_unit && it.lead_unit_id ? it.lead_unit_id : [])),
    ...day.units.keys(),
  ])
  const rows = [...ids].map((id) => {
    const own = open.filter((it) => it.lead_unit_id === id)
    const { due = 0, inTime = 0 } = day.units.get(id) ?? {}
    const more = { unitId: id }
    return {
      id,
      name: nameOf(id),
      open: { total: sum(own, (it) => it.with_unit), query: askFigure('with-unit', more) },
      late: { total: sum(own, (it) => it.with_unit_late), query: askFigure('with-unit-late', more) },
      due: { total: due, query: askFigure('due', { ...more, onDate }) },
      inTime: { total: inTime, query: askFigure('in-time', { ...more, onDate }) },
    }
  })
  return rows.sort(worstFirst((it) => it.open.total))
}

const holderOf = (it: OpenCount): string | null => (taskStates.includes(it.state) ? it.task_holder_id : null)

/** Who is on duty as a collector, by the roster. */
const onDutyOf = (book: DutyBook, now: Date): string[] =>
  [...book.lines.map((it) => it.personId), ...book.substitutions.map((it) => it.substituteId)].filter(
    (id) => hasRoster(book, 'collector', now) && dutyAt(book, id, 'collector', now).isOnDuty,
  )

function collectorsOf(
  open: readonly OpenCount[],
  ids: readonly string[],
  nameOf: Name,
  isOnDuty: (id: string) => boolean,
): Situation['collectors'] {
  const rows = ids.map((id) => {
    const own = open.filter((it) => holderOf(it) === id)
    const query = askStates(taskStates, { taskHolderId: id })
    return {
      id,
      name: nameOf(id),
      isOnDuty: isOnDuty(id),
      tasks: { total: sum(own, whole), query },
      late: { total: sum(own, (it) => it.red), query: { ...query, light: 'red' } },
    }
  })
  return rows.sort(worstFirst((it) => it.tasks.total))
}
