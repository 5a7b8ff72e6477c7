/**
 * The one point at which a component is looked for: a point itself, the vertex nearest to the middle of a line, and
 * for an area its centre of gravity, or, where that falls outside (a crescent), its first corner.
 */
import { relationTo } from '../geography/containment.ts'
import { type Geometry, type Position, polygonsOf, type Ring } from '../geography/geometry.ts'
import { distanceMetres, lengthMetres } from '../geography/measure.ts'

/** The point of `geometry` that nearness and grids are found by. */
export function representativePoint(geometry: Geometry): Position {
  if (geometry.type === 'Point') return geometry.coordinates
  if (geometry.type === 'LineString') return middleOf(geometry.coordinates)
  const rings = polygonsOf(geometry).flatMap((polygon) => polygon.slice(0, 1))
  const largest = rings.reduce<Ring | undefined>(
    (best, ring) => (best && areaOf(best) >= areaOf(ring) ? best : ring),
    undefined,
  )
  if (!largest?.[0]) throw new RangeError('an area has at least one ring')
  const centre = centroidOf(largest)
  return relationTo(centre, geometry) === 'outside' ? largest[0] : centre
}

function middleOf(line: readonly Position[]): Position {
  const half = lengthMetres(line) / 2
  let walked = 0
  let best: Position | undefined
  let nearest = Number.POSITIVE_INFINITY
  for (const [index, position] of line.entries()) {
    const before = line[index - 1]
    if (before) walked += distanceMetres(before, position)
    if (Math.abs(walked - half) < nearest) {
      nearest = Math.abs(walked - half)
      best = position
    }
  }
  if (!best) throw new RangeError('a line has at least two positions')
  return best
}

/** Cross products of a ring, about its first corner so that small rings keep their digits. */
function sums(ring: Ring): { area: number; x: number; y: number } {
  const [ox, oy] = ring[0] ?? [0, 0]
  let [area, x, y] = [0, 0, 0]
  for (const [index, [lng, lat]] of ring.entries()) {
    const next = ring[index + 1]
    if (!next) break
    const [ax, ay, bx, by] = [lng - ox, lat - oy, next[0] - ox, next[1] - oy]
    const cross = ax * by - bx * ay
    area += cross / 2
    x += (ax + bx) * cross
    y += (ay + by) * cross
  }
  return { area, x, y }
}

const areaOf = (ring: Ring): number => Math.abs(sums(ring).area)

function centroidOf(ring: Ring): Position {
  const { area, x, y } = sums(ring)
  const [ox, oy] = ring[0] ?? [0, 0]
  return area === 0 ? [ox, oy] : [ox + x / (6 * area), oy + y / (6 * area)]
}
