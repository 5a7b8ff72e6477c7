/**
 * Cuts a polygon along a drawn line. The parts share every node of the cut digit by digit, and the places where the line meets
 * the outline are told, so that neighbours get the same nodes.
 */
import { relationTo } from '../containment.ts'
import type { PolygonGeometry, Position, Ring } from '../geometry.ts'
import { areaSquareMetres } from '../measure.ts'
import { insertNode, liesOnOutline, liesOnSegment, samePlace, segmentsOf } from './grid-topology.ts'

export type SplitRefusal =
  | 'line-crosses-itself'
  | 'line-does-not-divide'
  | 'line-through-hole'
  | 'outline-too-small'
export type Split = { readonly parts: readonly PolygonGeometry[]; readonly nodes: readonly Position[] }

type Stop = { readonly at: Position; readonly isOn: boolean }

const leastSquareMetres = 0.01

const polygon = (...rings: Ring[]): PolygonGeometry => ({ type: 'Polygon', coordinates: rings })
const middle = (a: Position, b: Position): Position => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]

/** Where two segments cross; undefined when they do not, or run alongside. */
function crossingOf(p: Position, q: Position, a: Position, b: Position): Position | undefined {
  const [px, py, ax, ay] = [q[0] - p[0], q[1] - p[1], b[0] - a[0], b[1] - a[1]]
  const bottom = px * ay - py * ax
  if (bottom === 0) return undefined
  const t = ((a[0] - p[0]) * ay - (a[1] - p[1]) * ax) / bottom
  const u = ((a[0] - p[0]) * py - (a[1] - p[1]) * px) / bottom
  return t < 0 || t > 1 || u < 0 || u > 1 ? undefined : [a[0] + u * ax, a[1] + u * ay]
}

const alongOf = (p: Position, q: Position, at: Position): number => {
  const [dx, dy] = [q[0] - p[0], q[1] - p[1]]
  return ((at[0] - p[0]) * dx + (at[1] - p[1]) * dy) / (dx * dx + dy * dy)
}

/** The place itself, or the node of the outline that it lies on. */
function onNodes(at: Position, area: PolygonGeometry): Position {
  for (const [a] of segmentsOf(area)) if (liesOnSegment(at, a, a)) return a
  return at
}

/** Every place where the segment from `p` to `q` meets the outline, in its order. */
function meetings(p: Position, q: Position, area: PolygonGeometry): Position[] {
  const found: Position[] = []
  for (const [a, b] of segmentsOf(area)) {
    if (liesOnSegment(a, p, q)) found.push(a)
    const at = crossingOf(p, q, a, b)
    if (at !== undefined) found.push(onNodes(at, area))
  }
  for (const end of [p, q]) if (liesOnOutline(end, area)) found.push(onNodes(end, area))
  return found
    .sort((x, y) => alongOf(p, q, x) - alongOf(p, q, y))
    .filter((it, index, all) => {
      const before = all[index - 1]
      return before === undefined || !liesOnSegment(it, before, before)
    })
}

/** The line as it passes the outline. */
function stopsOf(line: readonly Position[], area: PolygonGeometry): Stop[] {
  const stops: Stop[] = []
  const push = (at: Position, isOn: boolean): void => {
    const last = stops.at(-1)
    if (last !== undefined && liesOnSegment(at, last.at, last.at)) {
      if (isOn && !last.isOn) stops[stops.length - 1] = { at, isOn }
    } else stops.push({ at, isOn })
  }
  for (let index = 1; index < line.length; index++) {
    const [p, q] = [line[index - 1], line[index]]
    if (p === undefined || q === undefined || samePlace(p, q)) continue
    if (index === 1) push(p, false)
    for (const at of meetings(p, q, area)) push(at, true)
    push(q, false)
  }
  return stops
}

/** The stretches of the line that run from outline to outline within the polygon. */
function piecesOf(stops: readonly Stop[], area: PolygonGeometry): Position[][] {
  const pieces: Position[][] = []
  let piece: Position[] | undefined
  for (const { at, isOn } of stops) {
    if (piece !== undefined) piece.push(at)
    if (!isOn) continue
    const [first, second] = piece ?? []
    if (piece !== undefined && first !== undefined && second !== undefined) {
      const inner = middle(first, second)
      if (!liesOnOutline(inner, area) && relationTo(inner, area) === 'inside') pieces.push(piece)
    }
    piece = [at]
  }
  return pieces
}

function crossesItself(line: readonly Position[]): boolean {
  for (let i = 1; i < line.length; i++)
    for (let j = i + 2; j < line.length; j++) {
      const [a, b, c, d] = [line[i - 1], line[i], line[j - 1], line[j]]
      if (a && b && c && d && crossingOf(a, b, c, d) !== undefined) return true
    }
  return false
}

function touches(line: readonly Position[], holes: readonly Ring[]): boolean {
  return holes.some((hole) => {
    const area = polygon(hole)
    return line.some((q, index) => {
      const p = line[index - 1]
      return p !== undefined && meetings(p, q, area).length > 0
    })
  })
}

/** Cuts the part that holds the piece; undefined when none does. */
function cut(parts: readonly Ring[], piece: readonly Position[]): Ring[] | undefined {
  const [start, second, end] = [piece[0], piece[1], piece.at(-1)]
  if (start === undefined || second === undefined || end === undefined || samePlace(start, end))
    return undefined
  const at = parts.findIndex(
    (it) =>
      it.some((node) => samePlace(node, start)) &&
      it.some((node) => samePlace(node, end)) &&
      relationTo(middle(start, second), polygon(it)) === 'inside',
  )
  const part = parts[at]
  if (part === undefined) return undefined
  const open = part.slice(0, -1)
  const from = open.findIndex((it) => samePlace(it, start))
  const turned = [...open.slice(from), ...open.slice(0, from)]
  const to = turned.findIndex((it) => samePlace(it, end))
  const inner = piece.slice(1, -1)
  const one: Ring = [...turned.slice(0, to + 1), ...inner.toReversed(), start]
  const other: Ring = [...turned.slice(to), start, ...inner, end]
  return [...parts.slice(0, at), one, other, ...parts.slice(at + 1)]
}

/** Cuts a polygon along a line whose ends lie on its outline or beyond. */
export function splitPolygon(area: PolygonGeometry, line: readonly Position[]): Split | SplitRefusal {
  const [outer, ...holes] = area.coordinates
  if (outer === undefined) return 'line-does-not-divide'
  if (crossesItself(line)) return 'line-crosses-itself'
  const shell = polygon(outer)
  const pieces = piecesOf(stopsOf(line, shell), shell)
  if (pieces.length === 0) return 'line-does-not-divide'
  if (pieces.some((it) => touches(it, holes))) return 'line-through-hole'
  const nodes = pieces.flatMap((it) => [it[0], it.at(-1)]).filter((it): it is Position => it !== undefined)
  const noded = nodes.reduce((it, node) => insertNode(it, node), shell as ReturnType<typeof insertNode>)
  let parts: Ring[] = noded.type === 'Polygon' ? [...noded.coordinates] : []
  for (const piece of pieces) {
    const after = cut(parts, piece)
    if (after === undefined) return 'line-does-not-divide'
    parts = after
  }
  const made = parts.map((ring) => polygon(ring, ...holes.filter((hole) => isHoleOf(hole, ring))))
  if (made.some((it) => areaSquareMetres(it) < leastSquareMetres)) return 'outline-too-small'
  return { parts: made, nodes }
}

function isHoleOf(hole: Ring, ring: Ring): boolean {
  const relations = hole.map((it) => relationTo(it, polygon(ring)))
  return relations.includes('inside') && !relations.includes('outside')
}
