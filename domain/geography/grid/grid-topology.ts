/**
 * Borders that cells share. Neighbours share the vertices (nodes) of their common border digit by digit, so a node that
 * moves takes every cell along, and no gap can open between them.
 */
import { type AreaGeometry, type Position, polygonsOf, type Ring } from '../geometry.ts'
import { distanceMetres } from '../measure.ts'

/** A fifth of a millimetre on the ground, just above what surveys are rounded to: what lies nearer to a border than this lies on it. */
export const onBorderDegrees = 2e-9

export const samePlace = (a: Position, b: Position): boolean => a[0] === b[0] && a[1] === b[1]
export const placeKey = (it: Position): string => `${it[0]},${it[1]}`

/** The same ground with every ring changed. */
export const mapRings = (area: AreaGeometry, change: (ring: Ring) => Ring): AreaGeometry =>
  area.type === 'Polygon'
    ? { type: 'Polygon', coordinates: area.coordinates.map(change) }
    : { type: 'MultiPolygon', coordinates: area.coordinates.map((rings) => rings.map(change)) }

/** Whether an outline has exactly this node. */
export const hasNode = (area: AreaGeometry, node: Position): boolean =>
  polygonsOf(area)
    .flat(2)
    .some((it) => samePlace(it, node))

/** How much shorter a degree of longitude is than one of latitude. */
const narrowing = (at: Position): number => Math.cos((at[1] * Math.PI) / 180)

/** The place of the segment from `a` to `b` that is nearest to `point`. */
export function nearestOnSegment(point: Position, a: Position, b: Position): Position {
  const narrow = narrowing(point)
  const [dx, dy] = [(b[0] - a[0]) * narrow, b[1] - a[1]]
  const square = dx * dx + dy * dy
  const along = square === 0 ? 0 : ((point[0] - a[0]) * narrow * dx + (point[1] - a[1]) * dy) / square
  if (along <= 0) return a
  return along >= 1 ? b : [a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1])]
}

const apartDegrees = (a: Position, b: Position): number =>
  Math.hypot((a[0] - b[0]) * narrowing(a), a[1] - b[1])

/** Whether a place lies on a segment, its ends included, to a fraction of a millimetre. */
export const liesOnSegment = (point: Position, a: Position, b: Position): boolean =>
  apartDegrees(point, nearestOnSegment(point, a, b)) <= onBorderDegrees

/** Walks the segments of an outline. */
export function* segmentsOf(area: AreaGeometry): Generator<readonly [Position, Position]> {
  for (const ring of polygonsOf(area).flat())
    for (let index = 1; index < ring.length; index++) {
      const [a, b] = [ring[index - 1], ring[index]]
      if (a !== undefined && b !== undefined) yield [a, b]
    }
}

/** Whether a place lies on an outline, to a fraction of a millimetre. */
export function liesOnOutline(point: Position, area: AreaGeometry): boolean {
  for (const [a, b] of segmentsOf(area)) if (liesOnSegment(point, a, b)) return true
  return false
}

/** The same outline with a node where `node` lies on one of its segments; the very same object where it does not. */
export function insertNode(area: AreaGeometry, node: Position): AreaGeometry {
  if (hasNode(area, node) || !liesOnOutline(node, area)) return area
  return mapRings(area, (ring) => {
    const at = ring.findIndex((to, index) => {
      const from = ring[index - 1]
      return from !== undefined && liesOnSegment(node, from, to)
    })
    return at < 0 ? ring : ring.toSpliced(at, 0, node)
  })
}

/** The nearest border of some outlines within a distance: an existing node where one is near enough, else a place on a segment. */
export function findNearestBorder(
  areas: Iterable<AreaGeometry>,
  point: Position,
  metres: number,
): { readonly position: Position; readonly isNode: boolean } | undefined {
  let node: { at: Position; apart: number } | undefined
  let place: { at: Position; apart: number } | undefined
  for (const area of areas)
    for (const [a, b] of segmentsOf(area)) {
      const nodeApart = apartDegrees(point, a)
      if (node === undefined || nodeApart < node.apart) node = { at: a, apart: nodeApart }
      const at = nearestOnSegment(point, a, b)
      const apart = apartDegrees(point, at)
      if (place === undefined || apart < place.apart) place = { at, apart }
    }
  if (node !== undefined && distanceMetres(point, node.at) <= metres)
    return { position: node.at, isNode: true }
  return place !== undefined && distanceMetres(point, place.at) <= metres
    ? { position: place.at, isNode: false }
    : undefined
}

/** The nodes beside a node on the outlines that have it, each once. Two of them: the node can go without a gap. */
export function nodesBeside(areas: Iterable<AreaGeometry>, node: Position): Position[] {
  const beside = new Map<string, Position>()
  for (const area of areas)
    for (const [a, b] of segmentsOf(area)) {
      if (samePlace(a, node)) beside.set(placeKey(b), b)
      if (samePlace(b, node)) beside.set(placeKey(a), a)
    }
  return [...beside.values()]
}

/** A ring without the same place twice in a row; undefined when less than a triangle is left. */
export function tidyRing(ring: Ring): Ring | undefined {
  const open = ring
    .slice(0, -1)
    .filter((it, index, all) => !samePlace(it, all[(index + 1) % all.length] ?? it) || all.length === 1)
  const [first] = open
  return open.length < 3 || first === undefined ? undefined : [...open, first]
}
