/** Where a case was confirmed on the spot and what was said of the place; undefined for a case that was not confirmed. */
import type { Position } from '#domain/geography/geometry.ts'
import type { Database } from '#platform/database/database.ts'

export async function findConfirmedPlace(
  db: Database,
  adcode: string,
  caseId: string,
): Promise<{ address: string; position: Position } | undefined> {
  const [row] = await db.rows<{ address: string; point: { x: number; y: number } }>(
    'select address, point from cases.confirmed_place_facts where adcode = $1 and id = $2',
    [adcode, caseId],
  )
  return row && { address: row.address, position: [row.point.x, row.point.y] }
}
