/**
 * The regions of a synthetic county on its lattice: the outline, the towns, the communities and the cells, each level made
 * inside the one above.
 */
import type { Position } from '../geometry.ts'
import { createChance, noise } from './chance.ts'
import { connectedParts, giveToNeighbour, type Labels, type Lattice, makeSimple } from './lattice.ts'

/** A point in lattice steps from the north-western corner. */
type Spot = readonly [x: number, y: number]

/** Where a position lies on the lattice. */
export const spotOf = (lattice: Lattice, [lng, lat]: Position): Spot => [
  (lng - lattice.west) / lattice.stepLng,
  (lattice.north - lat) / lattice.stepLat,
]

const middleOf = (lattice: Lattice, square: number): Spot => [
  (square % lattice.width) + 0.5,
  Math.floor(square / lattice.width) + 0.5,
]

/** Inside (0) and outside (-1) of a rounded outline that covers `squares` squares; `margin` steps of the box stay free. */
export function drawOutline(lattice: Lattice, squares: number, margin: number, seed: number): Labels {
  const { width, height } = lattice
  const chance = createChance(seed)
  const waves = Array.from({ length: 6 }, (_, index) => ({
    count: index + 2,
    height: (0.16 * (0.5 + chance())) / (index + 2) ** 0.6,
    phase: chance() * 2 * Math.PI,
  }))
  const [halfWidth, halfHeight] = [width / 2 - margin, height / 2 - margin]
  // How far out a square lies, as a share of the outline's reach in its direction.
  const reach = Float64Array.from({ length: width * height }, (_, square) => {
    const [x, y] = middleOf(lattice, square)
    const [dx, dy] = [x - width / 2, y - height / 2]
    if (Math.abs(dx) > halfWidth || Math.abs(dy) > halfHeight) return Infinity
    const angle = Math.atan2(dy, dx)
    const wave = waves.reduce((sum, it) => sum + it.height * Math.sin(it.count * angle + it.phase), 1)
    return Math.hypot(dx, dy) / wave
  })
  const limit = [...reach].sort((a, b) => a - b)[squares] ?? Infinity
  const labels = Int32Array.from(reach, (share) => (share < limit ? 0 : -1))
  makeSimple(lattice, labels, () => true)
  return labels
}

/** Gives each square of `within` to the nearest seed; a bent ruler makes the borders wind. */
function nearestSeed(
  lattice: Lattice,
  within: readonly number[],
  seeds: readonly Spot[],
  bend: { steps: number; seed: number },
): Int32Array {
  return Int32Array.from(within, (square) => {
    const [x, y] = middleOf(lattice, square)
    const bentX = x + bend.steps * noise(x / 22, y / 22, bend.seed)
    const bentY = y + bend.steps * noise(x / 22, y / 22, bend.seed + 1)
    let best = 0
    let least = Infinity
    seeds.forEach((seed, index) => {
      const far = (seed[0] - bentX) ** 2 + (seed[1] - bentY) ** 2
      if (far < least) {
        best = index
        least = far
      }
    })
    return best
  })
}

/** Divides the county among towns, each around its centre. */
export function divideAmongTowns(
  lattice: Lattice,
  county: Labels,
  centres: readonly Spot[],
  seed: number,
): Labels {
  const within = squaresOf(county, 0)
  const labels: Labels = new Int32Array(county.length).fill(-1)
  const owners = nearestSeed(lattice, within, centres, { steps: 9, seed })
  within.forEach((square, index) => {
    labels[square] = owners[index] ?? -1
  })
  makeSimple(lattice, labels, (_, from, to) => from >= 0 && to >= 0)
  return labels
}

/** The squares of a label. */
export function squaresOf(labels: Labels, label: number): number[] {
  const found: number[] = []
  for (let square = 0; square < labels.length; square++) if (labels[square] === label) found.push(square)
  return found
}

/** Divides squares into `count` regions of like size; the first one lies around `first` where given. */
export function divideEvenly(
  lattice: Lattice,
  within: readonly number[],
  count: number,
  options: { first?: Spot; seed: number },
): Int32Array {
  const chance = createChance(options.seed)
  const random = () => middleOf(lattice, within[Math.floor(chance() * within.length)] ?? 0)
  let seeds: Spot[] = Array.from({ length: count }, (_, index) =>
    index === 0 && options.first !== undefined ? options.first : random(),
  )
  for (let round = 0; round < 12; round++) {
    const owners = nearestSeed(lattice, within, seeds, { steps: 0, seed: options.seed })
    const sums = seeds.map(() => ({ x: 0, y: 0, count: 0 }))
    within.forEach((square, index) => {
      const sum = sums[owners[index] ?? 0]
      if (sum === undefined) return
      const [x, y] = middleOf(lattice, square)
      sum.x += x
      sum.y += y
      sum.count++
    })
    seeds = seeds.map((seed, index) => {
      const sum = sums[index]
      const stays = sum === undefined || sum.count === 0 || (index === 0 && options.first !== undefined)
      return stays ? seed : [sum.x / sum.count, sum.y / sum.count]
    })
  }
  return nearestSeed(lattice, within, seeds, { steps: 5, seed: options.seed })
}

/** Divides a town's built-up squares into `count` quarters with straight borders, halving the longer side each time. */
export function divideIntoQuarters(lattice: Lattice, within: readonly number[], count: number): Int32Array {
  const owners = new Map<number, number>()
  const halve = (squares: readonly number[], first: number, parts: number): void => {
    if (parts <= 1) {
      for (const square of squares) owners.set(square, first)
      return
    }
    const spots = squares.map((square) => middleOf(lattice, square))
    const spread = (axis: 0 | 1) => {
      const values = spots.map((spot) => spot[axis])
      return Math.max(...values) - Math.min(...values)
    }
    const axis = spread(0) >= spread(1) ? 0 : 1
    const left = Math.floor(parts / 2)
    const values = spots.map((spot) => spot[axis]).sort((a, b) => a - b)
    // A whole row or column stays on one side, so that the border is a straight street.
    const border = values[Math.round((squares.length * left) / parts)] ?? 0
    const isLeft = (square: number) => middleOf(lattice, square)[axis] < border
    halve(squares.filter(isLeft), first, left)
    halve(
      squares.filter((square) => !isLeft(square)),
      first + left,
      parts - left,
    )
  }
  halve(within, 0, count)
  return Int32Array.from(within, (square) => owners.get(square) ?? -1)
}

/** Cuts communities into cells of `sizes[square]` steps; leftovers along a border join a neighbour of the same community. */
export function cutIntoCells(lattice: Lattice, communities: Labels, sizes: Uint8Array): Labels {
  const keys = new Map<string, number>()
  const wanted = Int32Array.from(communities, (community, square) => {
    if (community < 0) return -1
    const size = sizes[square] ?? 1
    const [i, j] = [square % lattice.width, Math.floor(square / lattice.width)]
    const key = `${community}/${size}/${Math.floor(i / size)}/${Math.floor(j / size)}`
    const known = keys.get(key)
    if (known !== undefined) return known
    keys.set(key, keys.size)
    return keys.size - 1
  })
  const { parts: cells } = connectedParts(lattice, wanted)
  const home = new Map<number, number>()
  cells.forEach((cell, square) => {
    if (cell >= 0) home.set(cell, communities[square] ?? -1)
  })
  const mayMove = (square: number, from: number, to: number) =>
    from >= 0 && to >= 0 && home.get(to) === communities[square]
  for (let round = 0; round < 4; round++) {
    const bySize = [...groupSquares(cells)].sort((a, b) => a[1].length - b[1].length)
    for (const [cell, squares] of bySize) {
      const size = sizes[squares[0] ?? 0] ?? 1
      if (squares.length < 0.4 * size * size && cells[squares[0] ?? 0] === cell)
        giveToNeighbour(lattice, cells, squares, mayMove)
    }
    makeSimple(lattice, cells, mayMove)
  }
  return cells
}

/** The squares of every label but -1. */
export function groupSquares(labels: Labels): Map<number, number[]> {
  const groups = new Map<number, number[]>()
  labels.forEach((label, square) => {
    if (label < 0) return
    const known = groups.get(label)
    if (known === undefined) groups.set(label, [square])
    else known.push(square)
  })
  return groups
}
