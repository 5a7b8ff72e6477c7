/** Draws from the distributions that the parameters describe; everything follows from the chance handed in. */
import { randomLogNormal } from 'd3-random'

/** Numbers in [0, 1). */
export type Chance = () => number

/** A log-normal number of minutes with the given median. */
export const drawMinutes = (chance: Chance, { median, spread }: { median: number; spread: number }): number =>
  randomLogNormal.source(chance)(Math.log(median), spread)()

/** A value by its quantiles 0 … 1, evenly spaced, with straight lines between them. */
export function drawByQuantiles(chance: Chance, quantiles: readonly number[]): number {
  const place = chance() * (quantiles.length - 1)
  const below = quantiles[Math.floor(place)] ?? 0
  const above = quantiles[Math.ceil(place)] ?? below
  return below + (above - below) * (place - Math.floor(place))
}

/** The index drawn by weight. */
export function drawByWeight(chance: Chance, weights: readonly number[]): number {
  let left = chance() * weights.reduce((sum, it) => sum + it, 0)
  for (const [index, weight] of weights.entries()) {
    if (left < weight) return index
    left -= weight
  }
  return weights.length - 1
}

/** A rank drawn by a curve of cumulative shares: the inverse of the curve at a random height, in its own units. */
export function drawByCurve(chance: Chance, curve: readonly (readonly [number, number])[]): number {
  const height = chance() * (curve.at(-1)?.[1] ?? 1)
  let [fromX, fromY] = [0, 0]
  for (const [x, y] of curve) {
    if (height < y) return fromX + ((x - fromX) * (height - fromY)) / (y - fromY)
    ;[fromX, fromY] = [x, y]
  }
  return fromX
}

/** The list in another order. */
export function shuffle<T>(chance: Chance, list: readonly T[]): T[] {
  const keyed = list.map((it) => ({ it, key: chance() }))
  return keyed.sort((a, b) => a.key - b.key).map(({ it }) => it)
}

/** A seed of its own for a part of the simulation, so that the parts do not disturb each other. */
export function seedOf(seed: number, part: string): number {
  let hash = seed >>> 0
  for (const letter of part) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0
  return hash
}
