/** Chance that repeats: the same seed gives the same numbers on every machine. For demonstration data only. */

/** Numbers in [0, 1) that follow from `seed` (the mulberry32 generator). */
export function createChance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

function cornerValue(x: number, y: number, seed: number): number {
  let hash = Math.imul(x, 374761393) ^ Math.imul(y, 668265263) ^ Math.imul(seed, 2147483647)
  hash = Math.imul(hash ^ (hash >>> 13), 1274126177)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2147483648 - 1
}

const ease = (t: number) => t * t * (3 - 2 * t)

/** Smooth noise in [-1, 1] with a grain of one unit. */
export function noise(x: number, y: number, seed: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)]
  const [u, v] = [ease(x - left), ease(y - top)]
  const mix = (a: number, b: number, t: number) => a + (b - a) * t
  return mix(
    mix(cornerValue(left, top, seed), cornerValue(left + 1, top, seed), u),
    mix(cornerValue(left, top + 1, seed), cornerValue(left + 1, top + 1, seed), u),
    v,
  )
}

/** One of the list, by chance. */
export function pick<T>(chance: () => number, list: readonly T[]): T {
  const found = list[Math.floor(chance() * list.length)]
  if (found === undefined) throw new Error('Nothing to pick from.')
  return found
}
