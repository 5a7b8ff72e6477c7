/** Questions about outlines that are answered exactly: does one cross itself, do two certainly share no ground. */
import Flatbush from 'flatbush'
import { orient2d } from 'robust-predicates'
import { createRelation, type Relation } from './containment.ts'
import { type AreaGeometry, type Box, boxesMeet, boxOf, type Position, polygonsOf } from './geometry.ts'

type Edge = { readonly from: Position; readonly to: Position; readonly ring: number; readonly place: number }

const same = (a: Position, b: Position) => a[0] === b[0] && a[1] === b[1]
const side = (a: Position, b: Position, c: Position) => Math.sign(orient2d(...a, ...b, ...c))

function edgesOf(area: AreaGeometry): Edge[] {
  return polygonsOf(area)
    .flat()
    .flatMap((ring, ringIndex) =>
      ring.slice(1).flatMap((to, place) => {
        const from = ring[place]
        return from === undefined || same(from, to) ? [] : [{ from, to, ring: ringIndex, place }]
      }),
    )
}

function treeOf(edges: readonly Edge[]): Flatbush {
  const tree = new Flatbush(edges.length)
  for (const { from, to } of edges)
    tree.add(
      Math.min(from[0], to[0]),
      Math.min(from[1], to[1]),
      Math.max(from[0], to[0]),
      Math.max(from[1], to[1]),
    )
  tree.finish()
  return tree
}

type Prepared = {
  readonly box: Box
  readonly edges: readonly Edge[]
  readonly tree: Flatbush
  relationTo(point: Position): Relation
}

// A community is asked about once for each of its cells.
const preparations = new WeakMap<AreaGeometry, Prepared>()

function prepare(area: AreaGeometry): Prepared {
  const known = preparations.get(area)
  if (known !== undefined) return known
  const edges = edgesOf(area)
  const made = { box: boxOf(area), edges, tree: treeOf(edges), relationTo: createRelation(area) }
  preparations.set(area, made)
  return made
}

const beside = (tree: Flatbush, { from, to }: Edge): number[] =>
  tree.search(
    Math.min(from[0], to[0]),
    Math.min(from[1], to[1]),
    Math.max(from[0], to[0]),
    Math.max(from[1], to[1]),
  )

/** Whether a point lies on an edge, its ends included. */
const lies = (point: Position, { from, to }: Edge): boolean =>
  side(from, to, point) === 0 &&
  Math.min(from[0], to[0]) <= point[0] &&
  point[0] <= Math.max(from[0], to[0]) &&
  Math.min(from[1], to[1]) <= point[1] &&
  point[1] <= Math.max(from[1], to[1])

/** Whether two edges cross in a point that is an end of neither. */
const cross = (a: Edge, b: Edge): boolean =>
  side(a.from, a.to, b.from) * side(a.from, a.to, b.to) < 0 &&
  side(b.from, b.to, a.from) * side(b.from, b.to, a.to) < 0

/** Where two crossing edges cross, to the accuracy of the computation. */
function crossing(a: Edge, b: Edge): Position {
  const [ax, ay] = [a.to[0] - a.from[0], a.to[1] - a.from[1]]
  const [bx, by] = [b.to[0] - b.from[0], b.to[1] - b.from[1]]
  const t = ((b.from[0] - a.from[0]) * by - (b.from[1] - a.from[1]) * bx) / (ax * by - ay * bx)
  return [a.from[0] + t * ax, a.from[1] + t * ay]
}

/** Where two edges of one ring meet, other than in the corner that follows from one to the other. */
function findWrongMeeting(a: Edge, b: Edge): Position | undefined {
  if (cross(a, b)) return crossing(a, b)
  const isNext = same(a.to, b.from)
  const isBefore = same(b.to, a.from)
  if (!isNext && lies(b.from, a)) return b.from
  if (!isBefore && lies(b.to, a)) return b.to
  if (!isBefore && lies(a.from, b)) return a.from
  return !isNext && lies(a.to, b) ? a.to : undefined
}

/** A position where an outline crosses or touches itself; undefined when it is sound. */
export function findSelfCrossing(area: AreaGeometry): Position | undefined {
  // An outline without length has no edges, and no tree.
  if (edgesOf(area).length === 0) return polygonsOf(area)[0]?.[0]?.[0]
  const { edges, tree } = prepare(area)
  for (const [index, edge] of edges.entries())
    for (const other of beside(tree, edge)) {
      const against = edges[other]
      if (other <= index || against === undefined) continue
      // Rings of one polygon may touch in a corner, but not cross.
      const isSameRing = against.ring === edge.ring
      const found = isSameRing
        ? findWrongMeeting(edge, against)
        : cross(edge, against)
          ? crossing(edge, against)
          : undefined
      if (found !== undefined) return found
    }
  return undefined
}

/**
 * Whether a sound area certainly lies within another. False means "perhaps", and asks for the overhang to be computed.
 */
export function isCertainlyWithin(area: AreaGeometry, home: AreaGeometry): boolean {
  const [one, around] = [prepare(area), prepare(home)]
  if (around.edges.some((edge) => one.relationTo(edge.from) === 'inside')) return false
  return one.edges.every((edge) => {
    const near = beside(around.tree, edge).flatMap((index) => around.edges[index] ?? [])
    if (near.some((it) => same(it.from, edge.from) && same(it.to, edge.to))) return true
    if (near.some((it) => cross(it, edge) || touchesBetween(edge, it))) return false
    return around.relationTo(edge.from) !== 'outside' && around.relationTo(middle(edge)) !== 'outside'
  })
}

/**
 * Whether two sound areas certainly share no ground: they are apart, or meet only in edges and corners that both have. False
 * means "perhaps", and asks for the overlap to be computed.
 */
export function areCertainlyApart(a: AreaGeometry, b: AreaGeometry): boolean {
  const [one, two] = [prepare(a), prepare(b)]
  if (!boxesMeet(one.box, two.box)) return true
  for (const edge of two.edges)
    for (const other of beside(one.tree, edge)) {
      const against = one.edges[other]
      if (against === undefined) continue
      // Walked in the same direction, a common edge has both areas on the same side of it.
      if (same(against.from, edge.from) && same(against.to, edge.to)) return false
      if (same(against.from, edge.to) && same(against.to, edge.from)) continue
      if (cross(against, edge) || touchesBetween(against, edge) || touchesBetween(edge, against)) return false
    }
  return !reachesInto(two, one) && !reachesInto(one, two)
}

/** Whether an end of `of` lies on `edge`, but not in one of its ends. */
const touchesBetween = (edge: Edge, of: Edge): boolean =>
  [of.from, of.to].some((end) => lies(end, edge) && !same(end, edge.from) && !same(end, edge.to))

const middle = ({ from, to }: Edge): Position => [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]

const reachesInto = ({ edges }: Prepared, { relationTo }: Prepared): boolean =>
  edges.some((edge) => relationTo(edge.from) === 'inside' || relationTo(middle(edge)) === 'inside')

/** A position well inside an area: the middle of its widest stretch halfway up. */
export function positionWithin(area: AreaGeometry): Position {
  const [, south, , north] = boxOf(area)
  // Off the exact middle, where corners of upright shapes like to lie.
  const lat = south + (north - south) * 0.503
  const crossings = edgesOf(area)
    .filter(({ from, to }) => from[1] > lat !== to[1] > lat)
    .map(({ from, to }) => from[0] + ((lat - from[1]) / (to[1] - from[1])) * (to[0] - from[0]))
    .sort((x, y) => x - y)
  let [best, width] = [crossings[0] ?? 0, -1]
  for (let index = 0; index + 1 < crossings.length; index += 2) {
    const [left, right] = [crossings[index] ?? 0, crossings[index + 1] ?? 0]
    if (right - left > width) [best, width] = [(left + right) / 2, right - left]
  }
  return [best, lat]
}

// A centimetre on the ground, in degrees: what the formats and their rounding leave of a corner.
const nearDegrees = 1e-7

/** Whether two areas have the same corners to a centimetre, wherever their rings begin. */
export function hasSameCorners(a: AreaGeometry, b: AreaGeometry): boolean {
  const [ringsA, ringsB] = [polygonsOf(a).flat(), polygonsOf(b).flat()]
  const near = (p: Position, q: Position) =>
    Math.abs(p[0] - q[0]) < nearDegrees && Math.abs(p[1] - q[1]) < nearDegrees
  return (
    ringsA.length === ringsB.length &&
    ringsA.every((ring) =>
      ringsB.some(
        (other) => other.length === ring.length && ring.every((p) => other.some((q) => near(p, q))),
      ),
    )
  )
}
