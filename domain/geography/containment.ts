/**
 * Which area a point lies in. Equal pigeonholes over the ground name the candidates, an exact ray cast decides.
 * **The tie rule:** a point on an edge or a vertex that several areas share belongs to the one with the smallest code.
 * Signs of turns are computed exactly (robust-predicates), so in a partition every point of the union has one area.
 */
import { orient2d } from 'robust-predicates'
import { type AreaGeometry, type Box, boxOf, type Position, polygonsOf } from './geometry.ts'

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

/** The most pigeonholes for one place: finer ones cost memory and find nothing sooner. */
const holesOfPlace = 16
const mostHoles = 1 << 20

/** Pigeonholes over the boxes of places: hole h holds `items[starts[h]]` to `items[starts[h + 1]]`, in rising order. */
type Pigeonholes = {
  readonly starts: Uint32Array
  readonly items: Uint32Array
  /** The hole of a point; -1 outside of all boxes. */
  holeOf(x: number, y: number): number
}

function sortIntoPigeonholes(boxes: readonly Box[]): Pigeonholes {
  const edge = (at: 0 | 1 | 2 | 3, outermost: (a: number, b: number) => number) =>
    boxes.reduce((sum, box) => outermost(sum, box[at]), boxes[0]?.[at] ?? 0)
  const [west, south] = [edge(0, Math.min), edge(1, Math.min)]
  const [east, north] = [edge(2, Math.max), edge(3, Math.max)]
  const side = Math.ceil(Math.sqrt(Math.min(boxes.length * holesOfPlace, mostHoles)))
  const [perLng, perLat] = [side / (east - west || 1), side / (north - south || 1)]
  // Both never fall when their argument rises, so a point of a box is in a hole between those of the box's corners.
  const column = (x: number) => Math.min(side - 1, Math.floor((x - west) * perLng))
  const row = (y: number) => Math.min(side - 1, Math.floor((y - south) * perLat))
  const eachHole = (box: Box, visit: (hole: number) => void) => {
    for (let j = row(box[1]); j <= row(box[3]); j++)
      for (let i = column(box[0]); i <= column(box[2]); i++) visit(j * side + i)
  }
  const starts = new Uint32Array(side * side + 1)
  for (const box of boxes)
    eachHole(box, (hole) => {
      starts[hole + 1] = (starts[hole + 1] ?? 0) + 1
    })
  for (let hole = 0; hole < side * side; hole++)
    starts[hole + 1] = (starts[hole + 1] ?? 0) + (starts[hole] ?? 0)
  const items = new Uint32Array(starts.at(-1) ?? 0)
  const filled = starts.slice()
  boxes.forEach((box, index) => {
    eachHole(box, (hole) => {
      const at = filled[hole] ?? 0
      items[at] = index
      filled[hole] = at + 1
    })
  })
  return {
    starts,
    items,
    holeOf: (x, y) => (x < west || x > east || y < south || y > north ? -1 : row(y) * side + column(x)),
  }
}

/** An index over places; their codes must be unique. */
export function createPlaceIndex<P extends Place>(places: readonly P[]): PlaceIndex<P> {
  // In the order of codes, so that the first place found to cover a point is the one with the smallest code.
  const sorted = [...places].sort((a, b) => (a.code < b.code ? -1 : 1))
  if (sorted.length === 0) return { size: 0, find: () => undefined, findAll: () => [] }
  const outlines = sorted.map((place) => flatten(place.geometry))
  const boxes = sorted.map((place) => boxOf(place.geometry))
  const flatBoxes = Float64Array.from(boxes.flat())
  const { starts, items, holeOf } = sortIntoPigeonholes(boxes)

  /** The place in `items` of the first one from `from` on that covers the point; -1 when there is none. */
  const nextCovering = (x: number, y: number, from: number, end: number): number => {
    for (let at = from; at < end; at++) {
      const index = items[at] ?? 0
      const box = index * 4
      if (x < (flatBoxes[box] ?? 0) || y < (flatBoxes[box + 1] ?? 0)) continue
      if (x > (flatBoxes[box + 2] ?? 0) || y > (flatBoxes[box + 3] ?? 0)) continue
      const outline = outlines[index]
      if (outline !== undefined && relate(x, y, outline) !== outside) return at
    }
    return -1
  }

  return {
    size: sorted.length,
    find([x, y]) {
      const hole = holeOf(x, y)
      if (hole < 0) return undefined
      const at = nextCovering(x, y, starts[hole] ?? 0, starts[hole + 1] ?? 0)
      return at < 0 ? undefined : sorted[items[at] ?? 0]
    },
    findAll([x, y]) {
      const hole = holeOf(x, y)
      if (hole < 0) return []
      const found: P[] = []
      const end = starts[hole + 1] ?? 0
      for (
        let at = nextCovering(x, y, starts[hole] ?? 0, end);
        at >= 0;
        at = nextCovering(x, y, at + 1, end)
      ) {
        const place = sorted[items[at] ?? 0]
        if (place !== undefined) found.push(place)
      }
      return found
    },
  }
}
