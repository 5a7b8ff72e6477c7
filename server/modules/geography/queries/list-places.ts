/** The places of a county in bulk: streets with their lines, single doors, landmarks. */
import type { LineGeometry, Position } from '#domain/geography/geometry.ts'
import type { Database } from '#platform/database/database.ts'

export type ListedPlace = {
  readonly text: string
  readonly communityCode: string | null
  readonly position: Position
  /** The line of a street; null for a point. */
  readonly line: LineGeometry | null
  /** What else is known: the `kind` of a street or landmark. */
  readonly properties: Readonly<Record<string, unknown>>
}

/** All places of a kind, in the order of their text and position. */
export async function listPlaces(
  db: Database,
  adcode: string,
  kind: 'address' | 'street' | 'landmark',
): Promise<ListedPlace[]> {
  const rows = await db.rows<{
    full_text: string
    community_code: string | null
    lng: number
    lat: number
    geometry: LineGeometry | null
    properties: Record<string, unknown>
  }>(
    `select full_text, community_code, lng, lat, geometry, properties from geography.places
     where adcode = $1 and kind = $2 and ended_on is null order by full_text, lng, lat`,
    [adcode, kind],
  )
  return rows.map(
    ({ full_text: text, community_code: communityCode, lng, lat, geometry: line, properties }) => ({
      text,
      communityCode,
      position: [lng, lat],
      line,
      properties,
    }),
  )
}
