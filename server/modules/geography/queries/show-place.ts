/** One place of the library as its page shows it: for a street the others it meets, and what was done to it. */
import type { PlaceHistoryLine, PlaceView } from '#domain/geography/address-contract.ts'
import { boxOf, LineGeometry, type Position } from '#domain/geography/geometry.ts'
import { findCrossing } from '#domain/geography/line-crossing.ts'
import type { Database } from '#platform/database/database.ts'
import type { Query } from '#platform/query.ts'
import { getPlace, toView } from './find-places.ts'

type Crossing = { id: string; name: string; position: Position }
/** About 50 m: lines of a survey end at the kerb. */
const kerbDegrees = 0.0005
const mostCrossings = 60

type Street = { id: string; name: string; geometry: unknown }

/** Streets of the county that meet the line. */
async function findCrossingsOf(
  db: Database,
  adcode: string,
  id: string,
  line: readonly Position[],
): Promise<Crossing[]> {
  const streets = await db.rows<Street>(
    `select id, name, geometry from geography.places
     where adcode = $1 and kind = 'street' and ended_on is null and geometry is not null and id <> $2 order by name, id`,
    [adcode, id],
  )
  const own = boxOf({ type: 'LineString', coordinates: [...line] })
  const crossings: Crossing[] = []
  for (const street of streets) {
    const parsed = LineGeometry.safeParse(street.geometry)
    if (!parsed.success) continue
    const [west, south, east, north] = boxOf(parsed.data)
    const isApart =
      west > own[2] + kerbDegrees ||
      east < own[0] - kerbDegrees ||
      south > own[3] + kerbDegrees ||
      north < own[1] - kerbDegrees
    const position = isApart ? undefined : findCrossing(line, parsed.data.coordinates)
    if (position !== undefined) crossings.push({ id: street.id, name: street.name, position })
    if (crossings.length === mostCrossings) break
  }
  return crossings
}

export const showPlace: Query<
  { id: string },
  PlaceView & { line: Position[] | null; crossings: Crossing[] }
> = {
  name: 'address.show',
  async run({ actor, db }, { id }) {
    const place = await getPlace(db, actor.adcode, id)
    const line = place.geometry?.type === 'LineString' ? place.geometry.coordinates : null
    const crossings = line && place.endedOn === null ? await findCrossingsOf(db, actor.adcode, id, line) : []
    return { ...toView(place), line, crossings }
  },
}

export const listPlaceHistory: Query<{ id: string }, { lines: PlaceHistoryLine[] }> = {
  name: 'address.list-history',
  async run({ actor, db }, { id }) {
    const rows = await db.rows<Omit<PlaceHistoryLine, 'at'> & { at: Date }>(
      `select at, actor_name as "actorName", command, changed from geography.place_changes
       where adcode = $1 and place_id = $2 order by version desc limit 200`,
      [actor.adcode, id],
    )
    return { lines: rows.map((it) => ({ ...it, at: it.at.toISOString() })) }
  },
}
