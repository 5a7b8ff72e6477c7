/**
 * Points in memory in the order of the Z-order curve, so that a tile of any zoom is one stretch of it. What is new or
 * has moved lies loose at the end until there is enough of it to be put in order.
 */
import { keyOf, stretchOf, type Tile, worldX, worldY } from './world.ts'

const inOrder = 0
const loose = 1
const away = 2
const mostLoose = 8192
/** As many as stay in the nearest memory of a processor with what is read of them. */
export const batchSize = 2048

type Grown = Uint8Array | Uint32Array | Float64Array

/** A longer copy when `array` has no room for `index`. */
export function roomFor<A extends Grown>(array: A, index: number): A {
  if (index < array.length) return array
  const made = new (array.constructor as new (length: number) => A)(
    Math.max(1024, index + 1, array.length * 1.5),
  )
  made.set(array)
  return made
}

/** `array` with the slots in another order: what was at `slots[n]` is at `n`. */
export function reordered<A extends Grown>(array: A, slots: Uint32Array): A {
  const made = new (array.constructor as new (length: number) => A)(slots.length)
  for (let at = 0; at < slots.length; at++) made[at] = array[slots[at] ?? 0] ?? 0
  return made
}

export class PointIndex {
  x: Uint32Array = new Uint32Array(0)
  y: Uint32Array = new Uint32Array(0)
  private placing: Uint8Array = new Uint8Array(0)
  private keys: Float64Array = new Float64Array(0)
  private order: Uint32Array = new Uint32Array(0)
  private looseOnes: number[] = []
  /** While a whole memory is filled nothing is put in order; `arrange` follows once at the end. */
  isFilling = false

  /** Puts the point of `slot` at a position in degrees, wherever it was before. */
  put(slot: number, lng: number, lat: number): void {
    this.x = roomFor(this.x, slot)
    this.y = roomFor(this.y, slot)
    if (slot >= this.placing.length) {
      const before = this.placing.length
      this.placing = roomFor(this.placing, slot)
      this.placing.fill(away, before)
    }
    const [x, y] = [worldX(lng), worldY(lat)]
    const isThere = this.placing[slot] !== away && this.x[slot] === x && this.y[slot] === y
    if (isThere) return
    this.x[slot] = x
    this.y[slot] = y
    if (this.placing[slot] === loose) return
    this.placing[slot] = loose
    this.looseOnes.push(slot)
    if (this.looseOnes.length > mostLoose && !this.isFilling) this.arrange()
  }

  /** Takes the point of `slot` off the map. */
  remove(slot: number): void {
    if (this.placing[slot] === loose) this.looseOnes = this.looseOnes.filter((it) => it !== slot)
    if (slot < this.placing.length) this.placing[slot] = away
  }

  /** Puts everything in order: what is loose is sorted, and merged into what is in order already. */
  arrange(): void {
    const keyOfSlot = (slot: number): number => keyOf(this.x[slot] ?? 0, this.y[slot] ?? 0)
    const added = Uint32Array.from(this.looseOnes)
    const addedKeys = Float64Array.from(added, keyOfSlot)
    const ranks = Uint32Array.from(added.keys()).sort((a, b) => (addedKeys[a] ?? 0) - (addedKeys[b] ?? 0))
    const length = this.order.length + added.length
    const [order, keys] = [new Uint32Array(length), new Float64Array(length)]
    let [at, old] = [0, 0]
    const keepUpTo = (key: number): void => {
      for (; old < this.order.length && (this.keys[old] ?? 0) <= key; old++) {
        const slot = this.order[old] ?? 0
        if (this.placing[slot] !== inOrder) continue
        order[at] = slot
        keys[at++] = this.keys[old] ?? 0
      }
    }
    for (const rank of ranks) {
      const key = addedKeys[rank] ?? 0
      keepUpTo(key)
      order[at] = added[rank] ?? 0
      keys[at++] = key
    }
    keepUpTo(Number.POSITIVE_INFINITY)
    this.order = order.subarray(0, at)
    this.keys = keys.subarray(0, at)
    for (const slot of this.looseOnes) this.placing[slot] = inOrder
    this.looseOnes = []
  }

  /**
   * Puts everything in order and numbers the slots along the curve, so that what a tile reads lies side by side in every
   * column; a walk over a million is ten times as fast then. Answers which slot each new one was; what is not on the
   * map comes last.
   */
  renumber(size: number): Uint32Array {
    this.arrange()
    const slots = new Uint32Array(size)
    slots.set(this.order)
    const placed = this.order.length
    let at = placed
    for (let slot = 0; slot < size; slot++) if (this.placing[slot] !== inOrder) slots[at++] = slot
    this.x = reordered(this.x, slots)
    this.y = reordered(this.y, slots)
    this.placing = new Uint8Array(size).fill(inOrder, 0, placed).fill(away, placed)
    this.order = Uint32Array.from({ length: placed }, (_, slot) => slot)
    return slots
  }

  /**
   * Hands on the slots of the points in a tile, at most `batchSize` at a time, in an array that is used again. With a
   * depth the tile falls into 4^depth parts of one size, numbered along the curve, and no batch lies in two of them.
   */
  visit(tile: Tile, take: (slots: Uint32Array, part: number) => void, depth = 0): void {
    const [from, to] = stretchOf(tile)
    const batch = new Uint32Array(batchSize)
    const length = (to - from) / 4 ** depth
    let at = this.firstFrom(from)
    for (let part = 0; part < 4 ** depth; part++) {
      const end = this.firstFrom(from + (part + 1) * length, at)
      for (; at < end; at = Math.min(at + batchSize, end)) {
        const count = this.gather(at, Math.min(at + batchSize, end), batch)
        if (count) take(count < batchSize ? batch.subarray(0, count) : batch, part)
      }
    }
    this.visitLoose(from, length, 4 ** depth, take)
  }

  /** The same for what is not in order yet. */
  private visitLoose(
    from: number,
    length: number,
    amount: number,
    take: (slots: Uint32Array, part: number) => void,
  ): void {
    const near = new Map<number, number[]>()
    for (const slot of this.looseOnes) {
      const part = Math.floor((keyOf(this.x[slot] ?? 0, this.y[slot] ?? 0) - from) / length)
      if (part < 0 || part >= amount) continue
      const known = near.get(part)
      if (known) known.push(slot)
      else near.set(part, [slot])
    }
    for (const [part, slots] of near)
      for (let at = 0; at < slots.length; at += batchSize)
        take(Uint32Array.from(slots.slice(at, at + batchSize)), part)
  }

  /** Writes the slots of a piece of the order into `batch` that are still there, and says how many. */
  private gather(from: number, end: number, batch: Uint32Array): number {
    const { order, placing } = this
    let count = 0
    for (let at = from; at < end; at++) {
      const slot = order[at] ?? 0
      batch[count] = slot
      if (placing[slot] === inOrder) count++
    }
    return count
  }

  /** The first place in the order, not before `start`, whose key is not below `key`. */
  private firstFrom(key: number, start = 0): number {
    let [low, high] = [start, this.keys.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.keys[middle] ?? 0) < key) low = middle + 1
      else high = middle
    }
    return low
  }
}
