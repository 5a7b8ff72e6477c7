/**
 * From labels on the lattice to polygons. All regions take their vertices from one common set: a vertex that is moved or
 * left out is moved or left out for everyone, so neighbours keep exactly the same border.
 */
import { orientPolygon, type PolygonGeometry, type Position } from '../geometry.ts'
import type { Labels, Lattice } from './lattice.ts'

/** Vertex (i, j), the north-western corner of square (i, j), has number j × (width + 1) + i. */
export type Vertices = {
  /** The vertex at column i, row j. */
  at(i: number, j: number): number
  /** Where a vertex lies on the ground. */
  positionOf(vertex: number): Position
  /** Whether a vertex is needed to draw the borders. */
  isKept(vertex: number): boolean
}

const roundDegrees = (degrees: number) => Math.round(degrees * 1e7) / 1e7

/** The vertices of a labelled lattice: staircases are smoothed once, and the whole is bent a little like real ground. */
export function createVertices(lattice: Lattice, labels: Labels): Vertices {
  const { width, height } = lattice
  const columns = width + 1
  const label = (i: number, j: number) =>
    i < 0 || j < 0 || i >= width || j >= height ? -1 : (labels[j * width + i] ?? -1)
  /** The vertices that a border joins with this one. */
  const joined = (vertex: number): number[] => {
    const [i, j] = [vertex % columns, Math.floor(vertex / columns)]
    const [nw, ne, sw, se] = [label(i - 1, j - 1), label(i, j - 1), label(i - 1, j), label(i, j)]
    const found: number[] = []
    if (nw !== ne) found.push(vertex - columns)
    if (ne !== se) found.push(vertex + 1)
    if (sw !== se) found.push(vertex + columns)
    if (nw !== sw) found.push(vertex - 1)
    return found
  }
  const count = columns * (height + 1)
  const xs = new Float64Array(count)
  const ys = new Float64Array(count)
  const joints = new Map<number, number[]>()
  for (let vertex = 0; vertex < count; vertex++) {
    const [i, j] = [vertex % columns, Math.floor(vertex / columns)]
    const others = joined(vertex)
    xs[vertex] = i
    ys[vertex] = j
    if (others.length === 0) continue
    joints.set(vertex, others)
    const mean = (axis: (other: number) => number) =>
      others.reduce((sum, other) => sum + axis(other), 0) / others.length
    xs[vertex] = (i + mean((other) => other % columns)) / 2
    ys[vertex] = (j + mean((other) => Math.floor(other / columns))) / 2
  }
  const isStraight = (a: number, b: number, c: number) => {
    const x = (vertex: number) => xs[vertex] ?? 0
    const y = (vertex: number) => ys[vertex] ?? 0
    return (x(b) - x(a)) * (y(c) - y(b)) === (y(b) - y(a)) * (x(c) - x(b))
  }
  return {
    at: (i, j) => j * columns + i,
    positionOf(vertex) {
      const [x, y] = [xs[vertex] ?? 0, ys[vertex] ?? 0]
      const bentX = x + 2.5 * Math.sin(y / 31 + 0.7) + 0.8 * Math.sin(y / 9)
      const bentY = y + 2.5 * Math.sin(x / 37 + 1.9) + 0.8 * Math.sin(x / 11)
      return [
        roundDegrees(lattice.west + bentX * lattice.stepLng),
        roundDegrees(lattice.north - bentY * lattice.stepLat),
      ]
    },
    isKept(vertex) {
      const [a, b, ...more] = joints.get(vertex) ?? []
      if (a === undefined || b === undefined) return false
      return more.length > 0 || !isStraight(a, vertex, b)
    },
  }
}

/** The polygon of every label but -1. Each must be one simple region without holes, as `makeSimple` leaves them. */
export function tracePolygons(
  lattice: Lattice,
  labels: Labels,
  vertices: Vertices,
): Map<number, PolygonGeometry> {
  const { width, height } = lattice
  const edges = new Map<number, Map<number, number>>()
  const add = (label: number, from: number, to: number) => {
    const known = edges.get(label)
    if (known === undefined) edges.set(label, new Map([[from, to]]))
    else known.set(from, to)
  }
  const label = (i: number, j: number) =>
    i < 0 || j < 0 || i >= width || j >= height ? -1 : (labels[j * width + i] ?? -1)
  for (let j = 0; j < height; j++)
    for (let i = 0; i < width; i++) {
      const own = label(i, j)
      if (own < 0) continue
      const [nw, ne] = [vertices.at(i, j), vertices.at(i + 1, j)]
      const [sw, se] = [vertices.at(i, j + 1), vertices.at(i + 1, j + 1)]
      if (label(i, j - 1) !== own) add(own, ne, nw)
      if (label(i - 1, j) !== own) add(own, nw, sw)
      if (label(i, j + 1) !== own) add(own, sw, se)
      if (label(i + 1, j) !== own) add(own, se, ne)
    }
  return new Map([...edges].map(([of, border]) => [of, walk(border, vertices)]))
}

function walk(border: Map<number, number>, vertices: Vertices): PolygonGeometry {
  const [start] = border.keys()
  const ring: Position[] = []
  let [vertex, walked] = [start, 0]
  while (vertex !== undefined && (walked === 0 || vertex !== start)) {
    if (vertices.isKept(vertex)) ring.push(vertices.positionOf(vertex))
    vertex = border.get(vertex)
    walked++
  }
  if (walked !== border.size) throw new Error('A synthetic region has a hole; choose another seed.')
  const first = ring[0]
  if (first !== undefined) ring.push(first)
  return { type: 'Polygon', coordinates: orientPolygon([ring]) }
}
