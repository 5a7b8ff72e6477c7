/** Open cases as points for the map, no more than a map can carry; a fuller map comes with vector tiles. */

import { lightAt } from '#domain/cases/light.ts'
import { type CaseState, openStates } from '#domain/cases/state.ts'
import type { Query } from '#platform/query.ts'
import { getCaseSettings } from '../case-settings.ts'
import { addQueue, visibleTo } from './case-conditions.ts'

const mostPoints = 5000

type Point = {
  id: string
  state: CaseState
  report_number: string
  number: string | null
  point: { x: number; y: number }
  clock_due_at: Date | null
  clock_yellow_at: Date | null
}
type Features = {
  type: 'FeatureCollection'
  features: { type: 'Feature'; id: string; geometry: unknown; properties: Record<string, unknown> }[]
}

export const mapCases: Query<{ queue: 'mine' | 'all'; bbox?: string | undefined }, Features> = {
  name: 'case.map',
  async run({ db, actor, now }, { queue, bbox }) {
    const conditions = visibleTo(actor)
    if (queue === 'mine') addQueue(conditions, actor, await getCaseSettings(db, actor.adcode))
    conditions.add(
      `c.point is not null and c.ended_at is null and c.state = any(${conditions.parameter(openStates)}::text[])`,
    )
    const [west, south, east, north] = (bbox ?? '').split(',').map(Number)
    if ([west, south, east, north].every((it) => Number.isFinite(it)))
      conditions.add(
        `c.point <@ box(${conditions.parameter(`(${east},${north})`)}::point, ${conditions.parameter(`(${west},${south})`)}::point)`,
      )
    const rows = await db.rows<Point>(
      `select c.id, c.state, c.report_number, c.number, c.point, c.clock_due_at, c.clock_yellow_at
       from cases.cases c where ${conditions.sql} order by c.clock_due_at nulls last limit ${mostPoints}`,
      conditions.values,
    )
    return { type: 'FeatureCollection', features: rows.map((row) => toFeature(row, now)) }
  },
}

const toFeature = (row: Point, now: Date): Features['features'][number] => ({
  type: 'Feature',
  id: row.id,
  geometry: { type: 'Point', coordinates: [row.point.x, row.point.y] },
  properties: {
    id: row.id,
    state: row.state,
    number: row.number ?? row.report_number,
    light: lightAt(
      {
        state: row.state,
        clockDueAt: row.clock_due_at?.toISOString() ?? null,
        clockYellowAt: row.clock_yellow_at?.toISOString() ?? null,
      },
      now,
    ),
  },
})
