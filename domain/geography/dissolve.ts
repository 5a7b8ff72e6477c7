/**
 * Joins areas that share their vertices exactly into one, by cancelling every edge that two of them walk in opposite
 * directions. Nothing is computed from coordinates but turns, so the joined outline has exactly the vertices of its parts.
 */
import { relationTo } from './containment.ts'
import {
  type AreaGeometry,
  doubleSignedArea,
  orientPolygon,
  type Position,
  polygonsOf,
  type Ring,
} from './geometry.ts'
import { insertNode } from './grid/grid-topology.ts'
import { areaSquareMetres } from './measure.ts'

type Edge = { readonly from: Position; readonly to: Position; readonly toKey: string }

const keyOf = (position: Position) => `${position[0]},${position[1]}`

/** The edges that only one of the areas walks, by the key of their start. */
function outerEdges(areas: readonly AreaGeometry[]): Map<string, Edge[]> {
  const edges = new Map<string, Edge[]>()
  const remove = (from: string, to: string): boolean => {
    const leaving = edges.get(from)
    const index = leaving?.findIndex((edge) => edge.toKey === to) ?? -1
    if (leaving === undefined || index < 0) return false
    leaving.splice(index, 1)
    if (leaving.length === 0) edges.delete(from)
    return true
  }
  for (const ring of areas.flatMap(polygonsOf).flatMap(orientPolygon)) {
    let from: Position | undefined
    let fromKey = ''
    for (const to of ring) {
      const toKey = keyOf(to)
      if (from !== undefined && fromKey !== toKey && !remove(toKey, fromKey)) {
        const leaving = edges.get(fromKey)
        const edge = { from, to, toKey }
        if (leaving === undefined) edges.set(fromKey, [edge])
        else leaving.push(edge)
      }
      from = to
      fromKey = toKey
    }
  }
  return edges
}

const heading = (from: Position, to: Position) => Math.atan2(to[1] - from[1], to[0] - from[0])

/** Where two parts meet in one vertex, the way on is the sharpest turn to the left: each part keeps a ring of its own. */
function takeNext(leaving: Edge[], before: Edge): Edge | undefined {
  if (leaving.length === 1) return leaving.pop()
  const back = heading(before.to, before.from)
  const clockwiseFromBack = (edge: Edge) => {
    const turn = (back - heading(edge.from, edge.to)) % (2 * Math.PI)
    return turn <= 0 ? turn + 2 * Math.PI : turn
  }
  leaving.sort((a, b) => clockwiseFromBack(a) - clockwiseFromBack(b))
  return leaving.shift()
}

function walkRings(edges: Map<string, Edge[]>): Ring[] {
  const rings: Ring[] = []
  for (const [startKey, starting] of edges) {
    while (starting.length > 0) {
      const ring: Ring = []
      let edge = starting.shift()
      while (edge !== undefined) {
        ring.push(edge.from)
        if (edge.toKey === startKey) {
          ring.push(edge.to)
          break
        }
        const leaving: Edge[] | undefined = edges.get(edge.toKey)
        edge = leaving === undefined ? undefined : takeNext(leaving, edge)
      }
      rings.push(ring)
    }
  }
  return rings
}

/** The union of areas that share vertices and do not overlap; holes stay holes. */
export function dissolve(areas: readonly AreaGeometry[]): AreaGeometry {
  const rings = walkRings(outerEdges(areas))
  const polygons = rings.filter((ring) => doubleSignedArea(ring) > 0).map((ring) => [ring])
  for (const hole of rings.filter((ring) => doubleSignedArea(ring) < 0)) {
    const home = polygons
      .filter(([outer]) => outer !== undefined && isWithin(hole, outer))
      .sort(([a = []], [b = []]) => doubleSignedArea(a) - doubleSignedArea(b))[0]
    home?.push(hole)
  }
  const only = polygons[0]
  return polygons.length === 1 && only !== undefined
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates: polygons }
}

/**
 * The union of areas of which some have nodes on a common border that others lack. The nodes are put where they are missing, and
 * what rounding leaves between the borders, slivers of less than a square metre, is dropped.
 */
export function dissolveGround(
  areas: readonly AreaGeometry[],
  nodes: readonly Position[] = [],
): AreaGeometry {
  const joined = dissolve(areas.map((area) => nodes.reduce(insertNode, area)))
  const isGround = (ring: Ring) => areaSquareMetres({ type: 'Polygon', coordinates: [ring] }) >= 1
  const polygons = polygonsOf(joined).flatMap(([outer, ...holes]) =>
    outer === undefined || !isGround(outer) ? [] : [[outer, ...holes.filter(isGround)]],
  )
  const [only, second] = polygons
  if (only === undefined) return joined
  return second === undefined
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates: polygons }
}

function isWithin(hole: Ring, outer: Ring): boolean {
  const area: AreaGeometry = { type: 'Polygon', coordinates: [outer] }
  const relations = hole.map((position) => relationTo(position, area))
  return relations.includes('inside') && !relations.includes('outside')
}
