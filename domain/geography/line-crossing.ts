/** Where two streets meet: the middle between the two nearest points of their lines, if these are near enough. */
import type { Position } from './geometry.ts'
import { distanceMetres } from './measure.ts'

/** Lines of a survey end at the kerb or the middle of the other street; farther apart than this they do not meet. */
const mostMetres = 30

type Flat = readonly [number, number]

function nearestOn(point: Flat, a: Flat, b: Flat): Flat {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const square = dx * dx + dy * dy
  const along = square === 0 ? 0 : ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / square
  const share = Math.min(1, Math.max(0, along))
  return [a[0] + share * dx, a[1] + share * dy]
}

function cut(a: Flat, b: Flat, c: Flat, d: Flat): Flat | undefined {
  const bottom = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0])
  if (bottom === 0) return undefined
  const s = ((c[0] - a[0]) * (d[1] - c[1]) - (c[1] - a[1]) * (d[0] - c[0])) / bottom
  const r = ((c[0] - a[0]) * (b[1] - a[1]) - (c[1] - a[1]) * (b[0] - a[0])) / bottom
  if (s < 0 || s > 1 || r < 0 || r > 1) return undefined
  return [a[0] + s * (b[0] - a[0]), a[1] + s * (b[1] - a[1])]
}

function segmentsOf(line: readonly Flat[]): (readonly [Flat, Flat])[] {
  return line.flatMap((to, index) => {
    const from = line[index - 1]
    return from === undefined ? [] : [[from, to] as const]
  })
}

/** The point where two lines cross or come within 30 m of each other; undefined when they stay apart. */
export function findCrossing(one: readonly Position[], other: readonly Position[]): Position | undefined {
  // East-west degrees are shorter than north-south ones; scaled, the plane is true enough for one junction.
  const scale = Math.cos(((one[0]?.[1] ?? 0) * Math.PI) / 180)
  const flat = (line: readonly Position[]): Flat[] => line.map(([lng, lat]) => [lng * scale, lat])
  const back = ([x, y]: Flat): Position => [x / scale, y]
  let best: { metres: number; at: Position } | undefined
  for (const [a, b] of segmentsOf(flat(one)))
    for (const [c, d] of segmentsOf(flat(other))) {
      const crossed = cut(a, b, c, d)
      if (crossed !== undefined) return back(crossed)
      const pairs = [
        [a, nearestOn(a, c, d)],
        [b, nearestOn(b, c, d)],
        [c, nearestOn(c, a, b)],
        [d, nearestOn(d, a, b)],
      ] as const
      for (const [p, q] of pairs) {
        const metres = distanceMetres(back(p), back(q))
        if (metres <= mostMetres && metres < (best?.metres ?? Number.POSITIVE_INFINITY))
          best = { metres, at: back([(p[0] + q[0]) / 2, (p[1] + q[1]) / 2]) }
      }
    }
  return best?.at
}
