/** Lengths and areas on the CGCS2000 ellipsoid, by geodesics; nothing here treats degrees as metres. */
import geodesic from 'geographiclib-geodesic'
import { type AreaGeometry, type Position, polygonsOf, type Ring } from './geometry.ts'

// CGCS2000 (GB 22021-2008): a = 6378137 m, f = 1/298.257222101.
const earth = new geodesic.Geodesic.Geodesic(6378137, 1 / 298.257222101)

/** The shortest way between two positions over the ellipsoid, in metres. */
export function distanceMetres(from: Position, to: Position): number {
  const { s12 } = earth.Inverse(from[1], from[0], to[1], to[0], geodesic.Geodesic.DISTANCE)
  return s12 ?? 0
}

/** The position that lies some metres from another in a direction, in degrees clockwise from north. */
export function moveMetres(from: Position, bearing: number, metres: number): Position {
  const { lat2, lon2 } = earth.Direct(from[1], from[0], bearing, metres)
  return [lon2 ?? from[0], lat2 ?? from[1]]
}

/** The length of a line of positions, in metres. */
export function lengthMetres(line: readonly Position[]): number {
  let sum = 0
  let before: Position | undefined
  for (const position of line) {
    if (before !== undefined) sum += distanceMetres(before, position)
    before = position
  }
  return sum
}

function ringSquareMetres(ring: Ring): number {
  const polygon = earth.Polygon(false)
  for (const [lng, lat] of ring.slice(0, -1)) polygon.AddPoint(lat, lng)
  return Math.abs(polygon.Compute(false, true).area ?? 0)
}

/** The ground an area covers, in square metres; holes are taken off. */
export const areaSquareMetres = (area: AreaGeometry): number =>
  polygonsOf(area).reduce(
    (sum, rings) =>
      rings.reduce((rest, ring, index) => rest + (index === 0 ? 1 : -1) * ringSquareMetres(ring), sum),
    0,
  )
