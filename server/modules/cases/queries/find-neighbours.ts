/** Other cases near one: open ones with how likely they speak of the same thing, and what was on the spot before. */
import type { CaseRecord } from '#domain/cases/case-record.ts'
import { lightAt } from '#domain/cases/light.ts'
import { type CaseState, openStates } from '#domain/cases/state.ts'
import { type NeighbourCase, neighbourMetres, sameSpotMetres } from '#domain/cases/surroundings-contract.ts'
import { chinaDayOf } from '#domain/china-time.ts'
import { boxAround } from '#domain/components/nearness.ts'
import type { Position } from '#domain/geography/geometry.ts'
import { distanceMetres } from '#domain/geography/measure.ts'
import { scoreDuplicate } from '#domain/intake/duplicates.ts'
import type { QueryContext } from '#platform/query.ts'
import { organisationsById } from '../case-names.ts'
import { getCaseSettings } from '../case-settings.ts'
import { visibleTo } from './case-conditions.ts'
import { findLabels } from './find-labels.ts'

type Row = {
  id: string
  reportNumber: string
  number: string | null
  state: CaseState
  kind: string | null
  catalogueId: string | null
  classCode: string | null
  componentId: string | null
  description: string
  address: string
  point: { x: number; y: number } | null
  reportedAt: Date
  clockDueAt: Date | null
  clockYellowAt: Date | null
}

const columns = `c.id, c.report_number as "reportNumber", c.number, c.state, c.kind, c.catalogue_id as "catalogueId",
  c.class_code as "classCode", c.component_id as "componentId", c.description, c.address, c.point,
  c.reported_at as "reportedAt", c.clock_due_at as "clockDueAt", c.clock_yellow_at as "clockYellowAt"`
const mostCandidates = 100
const mostNeighbours = 8
const mostEarlier = 6
const yearMs = 365 * 86_400_000

type Conditions = ReturnType<typeof visibleTo>

function frame(conditions: Conditions, point: Position, metres: number): string {
  const [west, south, east, north] = boxAround(point, metres)
  return `box(${conditions.parameter(`(${east},${north})`)}::point, ${conditions.parameter(`(${west},${south})`)}::point)`
}

/** Open cases within reach, the likeliest duplicates first, then the nearest. */
export async function findNeighbours(context: QueryContext, record: CaseRecord): Promise<NeighbourCase[]> {
  const { db, actor } = context
  if (!record.point) return []
  const conditions = visibleTo(actor)
  conditions.add(`c.ended_at is null and c.state = any(${conditions.parameter(openStates)}::text[])`)
  conditions.add(`c.id <> ${conditions.parameter(record.id)}::uuid`)
  // $1 is the county.
  conditions.add(
    `c.id in (select cases.open_in_box_facts($1, ${frame(conditions, record.point, neighbourMetres)}))`,
  )
  const rows = await db.rows<Row>(
    `select ${columns} from cases.cases c where ${conditions.sql} order by c.reported_at desc limit ${mostCandidates}`,
    conditions.values,
  )
  const found = await describe(context, record, rows)
  return found
    .filter((it) => it.distanceMetres !== null && it.distanceMetres <= neighbourMetres)
    .sort((a, b) => b.likeness - a.likeness || (a.distanceMetres ?? 0) - (b.distanceMetres ?? 0))
    .slice(0, mostNeighbours)
}

/** Ended cases of the same class on the same component or spot within a year, newest first. */
export async function findEarlier(context: QueryContext, record: CaseRecord): Promise<NeighbourCase[]> {
  const { db, actor } = context
  if (!record.classCode || !(record.point || record.componentId)) return []
  const conditions = visibleTo(actor)
  const since = new Date(Date.parse(record.reportedAt) - yearMs)
  conditions.add(`c.class_code = ${conditions.parameter(record.classCode)}`)
  conditions.add(`c.reported_at > ${conditions.parameter(since)} and c.ended_at is not null`)
  conditions.add(`c.id <> ${conditions.parameter(record.id)}::uuid`)
  const spots = [
    ...(record.componentId ? [`c.component_id = ${conditions.parameter(record.componentId)}`] : []),
    ...(record.point ? [`c.point <@ ${frame(conditions, record.point, sameSpotMetres)}`] : []),
  ]
  conditions.add(`(${spots.join(' or ')})`)
  const rows = await db.rows<Row>(
    `select ${columns} from cases.cases c where ${conditions.sql} order by c.reported_at desc limit ${mostEarlier}`,
    conditions.values,
  )
  return describe(context, record, rows)
}

async function describe(
  { db, actor, now }: QueryContext,
  record: CaseRecord,
  rows: readonly Row[],
): Promise<NeighbourCase[]> {
  const [{ duplicates: limits }, units] = await Promise.all([
    getCaseSettings(db, actor.adcode),
    organisationsById(db, actor.adcode),
  ])
  const labels = await findLabels(db, actor.adcode, rows, units, chinaDayOf(now))
  return rows.map((row) => {
    const point = row.point ? ([row.point.x, row.point.y] as [number, number]) : null
    const metres = point && record.point ? distanceMetres(record.point, point) : null
    const hoursApart = Math.abs(Date.parse(record.reportedAt) - row.reportedAt.getTime()) / 3_600_000
    const { score, reasons } = scoreDuplicate(record, { ...row, distanceMetres: metres, hoursApart }, limits)
    return {
      id: row.id,
      reportNumber: row.reportNumber,
      number: row.number,
      state: row.state,
      className: labels.className(row),
      description: row.description,
      address: row.address,
      point,
      light: lightAt(
        {
          state: row.state,
          clockDueAt: row.clockDueAt?.toISOString() ?? null,
          clockYellowAt: row.clockYellowAt?.toISOString() ?? null,
        },
        now,
      ),
      reportedAt: row.reportedAt.toISOString(),
      distanceMetres: metres === null ? null : Math.round(metres),
      likeness: score,
      reasons: [...reasons],
    }
  })
}
