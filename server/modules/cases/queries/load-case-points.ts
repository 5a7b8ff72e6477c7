/** Open cases for the memory of the map: all of a county page by page, or some by their ids. */
import type { Database } from '#platform/database/database.ts'
import type { PointRow } from '../tiles/case-points.ts'

const pageSize = 20_000

const milliseconds = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`

const columns = `c.id, c.state, c.point[0] as lng, c.point[1] as lat, ${milliseconds('c.clock_due_at')} as due,
  ${milliseconds('c.clock_yellow_at')} as yellow, ${milliseconds('c.reported_at')} as reported, c.class_code, c.source,
  c.lead_unit_id, c.details->'assistUnitIds' as assist, c.task_holder_id, c.reporter_id, c.town_code, c.community_code,
  c.ended_at is null as is_open`

/** Streams the open cases of `adcode`. */
export async function* streamCasePoints(db: Database, adcode: string): AsyncIterable<PointRow[]> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const rows = await db.rows<PointRow>(
      `select ${columns} from cases.cases c where c.adcode = $1 and c.ended_at is null and c.id > $2
       order by c.id limit ${pageSize}`,
      [adcode, after],
    )
    yield rows
    after = rows.at(-1)?.id ?? after
    if (rows.length < pageSize) return
  }
}

/** The cases with these ids, open or not. */
export const findCasePoints = (db: Database, adcode: string, ids: readonly string[]): Promise<PointRow[]> =>
  db.rows<PointRow>(`select ${columns} from cases.cases c where c.adcode = $1 and c.id = any($2::uuid[])`, [
    adcode,
    ids,
  ])
