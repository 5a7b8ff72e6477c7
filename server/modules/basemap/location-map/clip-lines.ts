/** Cuts lines to the picture, so that a county's outline with ten thousand corners costs only what is seen of it. */
import { locationMapSize } from '#domain/basemap/location-map.ts'
import type { Pixel } from './frame.ts'

/** A little more than the picture: caps and dashes at its edge are drawn whole. */
const margin = 8
const edges = {
  x: [-margin, locationMapSize.width + margin],
  y: [-margin, locationMapSize.height + margin],
} as const

/** The part of a stretch within the picture (Liang and Barsky); undefined when none is. */
function clip([ax, ay]: Pixel, [bx, by]: Pixel): [Pixel, Pixel] | undefined {
  const [dx, dy] = [bx - ax, by - ay]
  let [from, to] = [0, 1]
  for (const [step, distance] of [
    [-dx, ax - edges.x[0]],
    [dx, edges.x[1] - ax],
    [-dy, ay - edges.y[0]],
    [dy, edges.y[1] - ay],
  ] as const) {
    if (step === 0) {
      if (distance < 0) return undefined
      continue
    }
    const share = distance / step
    if (step < 0) from = Math.max(from, share)
    else to = Math.min(to, share)
  }
  if (from > to) return undefined
  const at = (share: number): Pixel => [ax + share * dx, ay + share * dy]
  return [at(from), at(to)]
}

const isSame = (a: Pixel | undefined, b: Pixel): boolean =>
  a !== undefined && Math.hypot(a[0] - b[0], a[1] - b[1]) < 0.05

const nameOf = ([x, y]: Pixel): string => `${x.toFixed(1)},${y.toFixed(1)}`

/**
 * The pieces of `lines` within the picture. A stretch that two lines share, such as the border of two neighbours, is kept
 * once: dashes drawn twice would run together to a full line.
 */
export function clipLines(lines: readonly (readonly Pixel[])[]): Pixel[][] {
  const known = new Set<string>()
  const pieces: Pixel[][] = []
  for (const line of lines) {
    let piece: Pixel[] = []
    for (const [index, end] of line.entries()) {
      const start = line[index - 1]
      const part = start && clip(start, end)
      if (!part || isSame(part[0], part[1])) continue
      const key = part.map(nameOf).sort().join(' ')
      if (known.has(key)) continue
      known.add(key)
      if (!isSame(piece.at(-1), part[0])) {
        piece = [part[0]]
        pieces.push(piece)
      }
      piece.push(part[1])
    }
  }
  return pieces
}

/** How long a line is, in pixels. */
export const lengthOf = (line: readonly Pixel[]): number =>
  line.reduce((sum, [x, y], index) => {
    const before = line[index - 1]
    return before ? sum + Math.hypot(x - before[0], y - before[1]) : 0
  }, 0)

/** The place on `line` after a share of its length. */
export function placeAlong(line: readonly Pixel[], share: number): Pixel {
  let left = lengthOf(line) * share
  for (const [index, [x, y]] of line.entries()) {
    const before = line[index - 1]
    if (!before) continue
    const length = Math.hypot(x - before[0], y - before[1])
    if (left <= length && length > 0) {
      const part = left / length
      return [before[0] + (x - before[0]) * part, before[1] + (y - before[1]) * part]
    }
    left -= length
  }
  return line.at(-1) ?? [0, 0]
}
