/**
 * Which area a point lies in. A box tree (flatbush) names the candidates, an exact ray cast decides.
 * **The tie rule:** a point on an edge or a vertex that several areas share belongs to the one with the smallest code.
 * Signs of turns are computed exactly (robust-predicates), so in a partition every point of the union has one area.
 */
import Flatbush from 'flatbush'
import { orient2d } from 'robust-predicates'
import { type AreaGeometry, boxOf, type Position, polygonsOf } from './geometry.ts'

/** An area that can be looked for: its code decides ties. */
export type Place = { readonly code: string; readonly geometry: AreaGeometry }

/** Where a point lies in regard to an area. */
export type Relation = 'inside' | 'edge' | 'outside'

export type PlaceIndex<P extends Place> = {
  /** How many places the index holds. */
  readonly size: number
  /** The place that covers a point, by the tie rule; undefined when none does. */
  find(point: Position): P | undefined
  /** Every place that covers a point, edges included, in the order of their codes. */
  findAll(point: Position): P[]
}

/** The rings of one place, flattened: ring i runs from `ends[i - 1]` to `ends[i]`, in pairs lng, lat. */
type Outline = { readonly coordinates: Float64Array; readonly ends: readonly number[] }

function flatten(area: AreaGeometry): Outline {
  const rings = polygonsOf(area).flat()
  const ends: number[] = []
  let end = 0
  for (const ring of rings) {
    end += ring.length * 2
    ends.push(end)
  }
  return { coordinates: Float64Array.from(rings.flat(2)), ends }
}

const [outside, edge, inside] = [0, 1, 2]

/** Even-odd ray cast to the east over all rings, so holes and several parts need no care of their own. */
function relate(px: number, py: number, { coordinates, ends }: Outline): number {
  let crossings = 0
  let at = 0
  for (const end of ends) {
    let x1 = coordinates[at] ?? 0
    let y1 = coordinates[at + 1] ?? 0
    for (at += 2; at < end; at += 2) {
      const x2 = coordinates[at] ?? 0
      const y2 = coordinates[at + 1] ?? 0
      if (y1 > py !== y2 > py) {
        if (x1 > px && x2 > px) crossings++
        else if (x1 >= px || x2 >= px) {
          const turn = orient2d(x1, y1, x2, y2, px, py)
          if (turn === 0) return edge
          // robust-predicates counts clockwise turns as positive; the point is left of an edge going up when it crosses.
          if (turn < 0 === y2 > y1) crossings++
        }
      } else if (y2 === py && (x2 === px || (y1 === py && x1 > px !== x2 > px))) return edge
      x1 = x2
      y1 = y2
    }
  }
  return crossings & 1 ? inside : outside
}

/** Answers how points lie in regard to one area, exactly; made once for many points. */
export function createRelation(area: AreaGeometry): (point: Position) => Relation {
  const outline = flatten(area)
  return (point) => {
    const found = relate(point[0], point[1], outline)
    return found === outside ? 'outside' : found === edge ? 'edge' : 'inside'
  }
}

/** How a point lies in regard to one area, exactly. */
export const relationTo = (point: Position, area: AreaGeometry): Relation => createRelation(area)(point)

/** An index over places; their codes must be unique. */
export function createPlaceIndex<P extends Place>(places: readonly P[]): PlaceIndex<P> {
  // In the order of codes, so "smallest code" is "smallest position" and needs no text comparison when looking.
  const sorted = [...places].sort((a, b) => (a.code < b.code ? -1 : 1))
  if (sorted.length === 0) return { size: 0, find: () => undefined, findAll: () => [] }
  const outlines = sorted.map((place) => flatten(place.geometry))
  const tree = new Flatbush(sorted.length)
  for (const place of sorted) tree.add(...boxOf(place.geometry))
  tree.finish()

  let [px, py, best] = [0, 0, sorted.length]
  const covers = (index: number): boolean => {
    const outline = outlines[index]
    return outline !== undefined && relate(px, py, outline) !== outside
  }
  // The filter keeps nothing: it only remembers the best, which spares the list of results.
  const remember = (index: number): boolean => {
    if (index < best && covers(index)) best = index
    return false
  }

  return {
    size: sorted.length,
    find(point) {
      px = point[0]
      py = point[1]
      best = sorted.length
      tree.search(px, py, px, py, remember)
      return sorted[best]
    },
    findAll(point) {
      px = point[0]
      py = point[1]
      return tree
        .search(px, py, px, py, covers)
        .sort((a, b) => a - b)
        .flatMap((index) => sorted[index] ?? [])
    },
  }
}
