/** Components for the memory of the map: all of a county page by page, or some by their ids. */
import type { Database } from '#platform/database/database.ts'
import type { PointRow } from '../tiles/component-points.ts'

const pageSize = 20_000
const columns = 'c.id, c.position[0] as lng, c.position[1] as lat, c.class_code, c.state'

/** Streams the components of `adcode` that were not removed. */
export async function* streamComponentPoints(db: Database, adcode: string): AsyncIterable<PointRow[]> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const rows = await db.rows<PointRow>(
      `select ${columns} from components.components c
       where c.adcode = $1 and c.state is distinct from 'removed' and c.id > $2 order by c.id limit ${pageSize}`,
      [adcode, after],
    )
    yield rows
    after = rows.at(-1)?.id ?? after
    if (rows.length < pageSize) return
  }
}

/** The components with these ids, removed or not. */
export const findComponentPoints = (
  db: Database,
  adcode: string,
  ids: readonly string[],
): Promise<PointRow[]> =>
  db.rows<PointRow>(
    `select ${columns} from components.components c where c.adcode = $1 and c.id = any($2::uuid[])`,
    [adcode, ids],
  )
