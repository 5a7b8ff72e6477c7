/** What happened on a day: the steps of the loop from the log, what became due by unit, and the day hour by hour. */
import { type StepFigure, stepFigures } from '#domain/cases/case-figure.ts'
import type { Situation } from '#domain/cases/situation-contract.ts'
import { spikeRule, weeksOnRecord } from '#domain/cases/spike.ts'
import { createMemory } from '#platform/database/memory.ts'
import type { QueryContext } from '#platform/query.ts'
import { readsEverything } from '../policy.ts'
import { readerKey } from '../tiles/case-view.ts'
import { visibleTo } from './case-conditions.ts'
import { dayBounds, figureSql, stepSql } from './figure-sql.ts'
import { findFirstReport } from './find-first-report.ts'

export type DayCounts = {
  readonly reported: number
  readonly steps: Readonly<Record<StepFigure, number>>
  readonly hours: Situation['hours']
  readonly units: ReadonlyMap<string, { readonly due: number; readonly inTime: number }>
}

/** Counts the day `onDate` up to now. */
export async function countDay(context: QueryContext, onDate: string): Promise<DayCounts> {
  const [steps, closings, reports, usual, units] = await Promise.all([
    countSteps(context, onDate),
    countClosings(context, onDate),
    countReports(context, onDate),
    findUsual(context, onDate),
    countDue(context, onDate),
  ])
  const hourOf = (rows: readonly Hourly[], hour: number): number =>
    rows.find((it) => it.hour === hour)?.total ?? 0
  return {
    reported: reports.reduce((sum, it) => sum + it.total, 0),
    steps,
    hours: Array.from({ length: 24 }, (_, hour) => ({
      hour,
      reported: hourOf(reports, hour),
      closed: hourOf(closings, hour),
      usual: usual.weeks < spikeRule.fewestWeeks ? null : hourOf(usual.hours, hour) / usual.weeks,
    })),
    units,
  }
}

type Hourly = { readonly hour: number; readonly total: number }
const hourSql = (instant: string): string =>
  `extract(hour from ${instant} at time zone 'Asia/Shanghai')::int as hour`

/** Log entries of the day on `a`; the case is asked only where not all of them may be seen. */
function dayOfLog({ actor, now }: QueryContext, onDate: string) {
  const conditions = visibleTo(actor)
  const [from] = dayBounds(onDate)
  conditions.add(`a.adcode = $1 and a.at >= ${conditions.parameter(from)}`)
  conditions.add(`a.at <= ${conditions.parameter(now)}`)
  const join = readsEverything(actor)
    ? 'cases.case_actions a'
    : 'cases.case_actions a join cases.cases c on c.adcode = a.adcode and c.id = a.case_id'
  if (readsEverything(actor)) conditions.parts.shift()
  return { conditions, join }
}

async function countSteps(context: QueryContext, onDate: string): Promise<Record<StepFigure, number>> {
  const { conditions, join } = dayOfLog(context, onDate)
  const counts = stepFigures.map(
    (it) => `count(distinct a.case_id) filter (where ${stepSql(it)})::int as ${it}`,
  )
  const [row] = await context.db.rows<Record<StepFigure, number>>(
    `select ${counts.join(', ')} from ${join} where ${conditions.sql}`,
    conditions.values,
  )
  return row ?? { filed: 0, dispatched: 0, handled: 0, checked: 0, closed: 0 }
}

function countClosings(context: QueryContext, onDate: string): Promise<Hourly[]> {
  const { conditions, join } = dayOfLog(context, onDate)
  conditions.add(stepSql('closed'))
  return context.db.rows<Hourly>(
    `select ${hourSql('a.at')}, count(distinct a.case_id)::int as total from ${join}
     where ${conditions.sql} group by 1`,
    conditions.values,
  )
}

function countReports({ db, actor, now }: QueryContext, onDate: string): Promise<Hourly[]> {
  const conditions = visibleTo(actor)
  conditions.add(figureSql('reported', { now, onDate }, (value) => conditions.parameter(value)))
  return db.rows<Hourly>(
    `select ${hourSql('c.reported_at')}, count(*)::int as total from cases.cases c
     where ${conditions.sql} group by 1`,
    conditions.values,
  )
}

async function countDue({ db, actor, now }: QueryContext, onDate: string): Promise<DayCounts['units']> {
  const conditions = visibleTo(actor)
  conditions.add(figureSql('due', { now, onDate }, (value) => conditions.parameter(value)))
  const rows = await db.rows<{ unit: string; due: number; in_time: number }>(
    `select c.lead_unit_id as unit, count(*)::int as due, count(*) filter (where c.is_in_time)::int as in_time
     from cases.cases c where ${conditions.sql} and c.lead_unit_id is not null group by 1`,
    conditions.values,
  )
  return new Map(rows.map((it) => [it.unit, { due: it.due, inTime: it.in_time }]))
}

type Usual = { readonly weeks: number; readonly hours: readonly Hourly[] }
/** The past does not change; an import of history is seen after a while. */
const usualDays = createMemory<Usual>(600_000)

/** Reports by hour on the same weekday of the last weeks, added up. */
const findUsual = (context: QueryContext, onDate: string): Promise<Usual> =>
  usualDays.recall(context.db, `${context.actor.adcode}/${readerKey(context.actor)}/${onDate}`, async () => {
    const { db, actor } = context
    const [from, to] = dayBounds(onDate)
    const first = await findFirstReport(context)
    const weeks = first ? weeksOnRecord(first, from) : 0
    const conditions = visibleTo(actor)
    const week = `make_interval(days => 7 * w)`
    conditions.add(`c.reported_at >= ${conditions.parameter(from)}::timestamptz - ${week}`)
    conditions.add(`c.reported_at < ${conditions.parameter(to)}::timestamptz - ${week}`)
    const hours = await db.rows<Hourly>(
      `select ${hourSql('c.reported_at')}, count(*)::int as total
       from generate_series(1, ${conditions.parameter(weeks)}::int) w, cases.cases c
       where ${conditions.sql} group by 1`,
      conditions.values,
    )
    return { weeks, hours }
  })
