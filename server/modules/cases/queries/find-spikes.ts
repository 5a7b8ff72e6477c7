/** Where more is reported today than usually by this time of day: class by class, town by town, by the rule of the domain. */

import type { Situation } from '#domain/cases/situation-contract.ts'
import { judgeSpike, spikeRule, weeksOnRecord } from '#domain/cases/spike.ts'
import { chinaDayOf } from '#domain/china-time.ts'
import { createMemory } from '#platform/database/memory.ts'
import type { QueryContext } from '#platform/query.ts'
import { organisationsById } from '../case-names.ts'
import { readerKey } from '../tiles/case-view.ts'
import { visibleTo } from './case-conditions.ts'
import { dayStart, figureSql } from './figure-sql.ts'
import { findFirstReport } from './find-first-report.ts'
import { findLabels } from './find-labels.ts'

type Found = Situation['spikes']['found'][number]
type Row = {
  readonly kind: 'component' | 'matter'
  readonly class_code: string
  readonly town_code: string
  readonly total: number
}
type Today = Row & { readonly catalogue_id: string | null }

const keyOf = ({ kind, class_code, town_code }: Row): string => `${kind}/${class_code}/${town_code}`
/** What was usual by this minute is hardly another in the next. */
const befores = createMemory<ReadonlyMap<string, number>>(60_000)
const placed = 'c.kind is not null and c.class_code is not null and c.town_code is not null'

/** The spikes of the day so far, the furthest above their bound first. */
export async function findSpikes(context: QueryContext, onDate: string): Promise<Situation['spikes']> {
  const first = await findFirstReport(context)
  const weeks = first ? weeksOnRecord(first, dayStart(onDate)) : 0
  if (weeks < spikeRule.fewestWeeks) return { weeks, found: [] }
  const [today, before] = await Promise.all([
    countToday(context, onDate),
    countBefore(context, onDate, weeks),
  ])
  const spikes = today.flatMap((row) => {
    const verdict = judgeSpike(row.total, before.get(keyOf(row)) ?? 0, weeks)
    return verdict?.isSpike ? [{ row, ...verdict }] : []
  })
  const labels = await labelsOf(
    context,
    spikes.map((it) => it.row),
  )
  const found = spikes.map(({ row, usual, bound }): Found => {
    const { kind, class_code: classCode, town_code: areaCode, total } = row
    return {
      kind,
      classCode,
      className: labels.className({ kind, classCode, catalogueId: row.catalogue_id }),
      areaCode,
      areaName: labels.areaName(areaCode),
      usual,
      bound,
      total,
      query: { figure: 'reported', onDate, kind, classCode, areaCode },
    }
  })
  return { weeks, found: found.sort((a, b) => b.total - b.bound - (a.total - a.bound)) }
}

/** Only counts that can be a spike at all. */
function countToday({ db, actor, now }: QueryContext, onDate: string): Promise<Today[]> {
  const conditions = visibleTo(actor).add(placed)
  conditions.add(figureSql('reported', { now, onDate }, (value) => conditions.parameter(value)))
  return db.rows<Today>(
    `select c.kind, c.class_code, c.town_code, max(c.catalogue_id) as catalogue_id, count(*)::int as total
     from cases.cases c where ${conditions.sql} group by 1, 2, 3
     having count(*) >= ${conditions.parameter(spikeRule.fewestToday)}::int`,
    conditions.values,
  )
}

const countBefore = (
  { db, actor, now }: QueryContext,
  onDate: string,
  weeks: number,
): Promise<ReadonlyMap<string, number>> =>
  befores.recall(db, `${actor.adcode}/${readerKey(actor)}/${onDate}`, async () => {
    const conditions = visibleTo(actor).add(placed)
    const week = 'make_interval(days => 7 * w)'
    conditions.add(`c.reported_at >= ${conditions.parameter(dayStart(onDate))}::timestamptz - ${week}`)
    conditions.add(`c.reported_at <= ${conditions.parameter(now)}::timestamptz - ${week}`)
    const rows = await db.rows<Row>(
      `select c.kind, c.class_code, c.town_code, count(*)::int as total
       from generate_series(1, ${conditions.parameter(weeks)}::int) w, cases.cases c
       where ${conditions.sql} group by 1, 2, 3`,
      conditions.values,
    )
    return new Map(rows.map((row) => [keyOf(row), row.total]))
  })

const labelsOf = async ({ db, actor, now }: QueryContext, rows: readonly Today[]) =>
  findLabels(
    db,
    actor.adcode,
    rows.map((row) => ({ catalogueId: row.catalogue_id, kind: row.kind, classCode: row.class_code })),
    await organisationsById(db, actor.adcode),
    chinaDayOf(now),
  )
