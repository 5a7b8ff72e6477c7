/** What cameras say of their photos. */
import type { Position } from '#domain/geography/geometry.ts'
import type { Database } from '#platform/database/database.ts'

/** When and where (WGS-84) a camera says that it took a photo; claims, not facts. */
export type PhotoClaim = {
  readonly takenAt: string | null
  readonly point: Position | null
  /** When the picture was erased; what was known of it stays. */
  readonly erasedAt: string | null
}

type Row = {
  id: string
  taken_at: Date | null
  taken_point: { x: number; y: number } | null
  erased_at: Date | null
}

/** The claims of the photos of `ids` by id. */
export async function findPhotoClaims(
  db: Database,
  adcode: string,
  ids: readonly string[],
): Promise<Map<string, PhotoClaim>> {
  if (!ids.length) return new Map()
  const rows = await db.rows<Row>(
    'select id, taken_at, taken_point, erased_at from evidence.photos where adcode = $1 and id = any($2::uuid[])',
    [adcode, ids],
  )
  return new Map(
    rows.map(({ id, taken_at, taken_point: point, erased_at }) => [
      id,
      {
        takenAt: taken_at?.toISOString() ?? null,
        point: point && [point.x, point.y],
        erasedAt: erased_at?.toISOString() ?? null,
      },
    ]),
  )
}
