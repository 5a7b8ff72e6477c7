/**
 * A lattice of small squares over a box, and labels on it. Regions that are sets of squares have an exact topology for free:
 * no gap, no overlap. Square (i, j) has number j × width + i; rows run from the north. Label -1 is outside.
 */
import type { Box } from '../geometry.ts'

export type Lattice = {
  readonly width: number
  readonly height: number
  readonly stepLng: number
  readonly stepLat: number
  readonly west: number
  readonly north: number
}

/** Which region each square belongs to; -1 for none. */
export type Labels = Int32Array

/** A lattice over a box with squares of about `stepMetres`. */
export function createLattice([west, south, east, north]: Box, stepMetres: number): Lattice {
  const metresOfDegree = 111_320
  const middle = ((south + north) / 2) * (Math.PI / 180)
  const width = Math.floor(((east - west) * metresOfDegree * Math.cos(middle)) / stepMetres)
  const height = Math.floor(((north - south) * metresOfDegree) / stepMetres)
  return { width, height, west, north, stepLng: (east - west) / width, stepLat: (north - south) / height }
}

/** The squares beside a square, 4 or fewer. */
export function neighbours({ width, height }: Lattice, square: number): number[] {
  const i = square % width
  const found: number[] = []
  if (i > 0) found.push(square - 1)
  if (i < width - 1) found.push(square + 1)
  if (square >= width) found.push(square - width)
  if (square < width * (height - 1)) found.push(square + width)
  return found
}

/** Splits equal labels that do not touch: every square gets the number of its connected part; -1 stays. */
export function connectedParts(lattice: Lattice, labels: Labels): { parts: Labels; sizes: number[] } {
  const parts: Labels = new Int32Array(labels.length).fill(-1)
  const sizes: number[] = []
  for (let start = 0; start < labels.length; start++) {
    if (labels[start] === -1 || parts[start] !== -1) continue
    const part = sizes.length
    const waiting = [start]
    parts[start] = part
    let size = 0
    for (let square = waiting.pop(); square !== undefined; square = waiting.pop()) {
      size++
      for (const beside of neighbours(lattice, square))
        if (parts[beside] === -1 && labels[beside] === labels[start]) {
          parts[beside] = part
          waiting.push(beside)
        }
    }
    sizes.push(size)
  }
  return { parts, sizes }
}

/** May a square of label `from` be given to label `to`? Keeps communities inside their town, cells inside their community. */
export type MayMove = (square: number, from: number, to: number) => boolean

/** Gives every part of a label but its largest to the neighbour with the longest common border; true when anything moved. */
function moveFragments(lattice: Lattice, labels: Labels, mayMove: MayMove): boolean {
  const { parts, sizes } = connectedParts(lattice, labels)
  const largest = new Map<number, number>()
  for (let square = 0; square < labels.length; square++) {
    const [label, part] = [labels[square] ?? -1, parts[square] ?? -1]
    if (label < 0) continue
    const known = largest.get(label)
    if (known === undefined || (sizes[part] ?? 0) > (sizes[known] ?? 0)) largest.set(label, part)
  }
  const fragments = new Map<number, number[]>()
  for (let square = 0; square < labels.length; square++) {
    const part = parts[square] ?? -1
    if (part < 0 || largest.get(labels[square] ?? -1) === part) continue
    const known = fragments.get(part)
    if (known === undefined) fragments.set(part, [square])
    else known.push(square)
  }
  for (const squares of fragments.values()) giveToNeighbour(lattice, labels, squares, mayMove)
  return fragments.size > 0
}

/** Gives squares of one label to the label they share the longest border with, among those allowed. */
export function giveToNeighbour(
  lattice: Lattice,
  labels: Labels,
  squares: readonly number[],
  mayMove: MayMove,
): void {
  const own = labels[squares[0] ?? 0] ?? -1
  const borders = new Map<number, number>()
  for (const square of squares)
    for (const beside of neighbours(lattice, square)) {
      const label = labels[beside] ?? -1
      if (label >= 0 && label !== own && mayMove(square, own, label))
        borders.set(label, (borders.get(label) ?? 0) + 1)
    }
  const [winner] = [...borders].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0] ?? []
  if (winner !== undefined) for (const square of squares) labels[square] = winner
}

/** Widens places where a region touches itself only in a corner, which would make its outline cross itself. */
function widenPinches(lattice: Lattice, labels: Labels, mayMove: MayMove): boolean {
  const { width, height } = lattice
  let moved = false
  for (let j = 1; j < height; j++)
    for (let i = 1; i < width; i++) {
      const southEast = j * width + i
      const corners = [southEast - width - 1, southEast - width, southEast, southEast - 1] as const
      for (const turn of [0, 1]) {
        const [a, b, c, d] = turn === 0 ? corners : [corners[1], corners[2], corners[3], corners[0]]
        const label = labels[a] ?? -1
        if (label !== labels[c] || label === labels[b] || label === labels[d]) continue
        const free = [b, d].find((square) => mayMove(square, labels[square] ?? -1, label))
        if (free === undefined) continue
        labels[free] = label
        moved = true
      }
    }
  return moved
}

/** Makes every label one connected region that touches itself in no corner, by moving few squares. */
export function makeSimple(lattice: Lattice, labels: Labels, mayMove: MayMove): void {
  for (let round = 0; round < 50; round++) {
    const [fragments, pinches] = [
      moveFragments(lattice, labels, mayMove),
      widenPinches(lattice, labels, mayMove),
    ]
    if (!fragments && !pinches) return
  }
  throw new Error('The synthetic regions do not come to rest; choose another seed.')
}
