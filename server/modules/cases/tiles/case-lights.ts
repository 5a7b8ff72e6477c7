/**
 * The deadlines of the slots and the lights that follow from them. A light is worked out once and kept until the first
 * one in its block turns: in a second few of a million turn, and a tile reads a byte where it compared two instants.
 */
import { lightNumberOf } from '#domain/cases/light.ts'
import { reordered, roomFor } from '#platform/tiles/point-index.ts'

/** Slots that are lit together, as a power of two. */
const blockBits = 11

export class CaseLights {
  private due: Float64Array = new Float64Array(0)
  private yellow: Float64Array = new Float64Array(0)
  private lights: Uint8Array = new Uint8Array(0)
  /** When each block was lit; NaN, which is at no time, when it has to be lit anew. */
  private litAt: Float64Array = new Float64Array(0)
  /** The instant at which the first light of a block turns. */
  private turnsAt: Float64Array = new Float64Array(0)

  /** Sets the deadline of a slot and the instant from which it is yellow, in milliseconds; NaN for none. */
  put(slot: number, due: number, yellow: number): void {
    this.due = roomFor(this.due, slot)
    this.yellow = roomFor(this.yellow, slot)
    this.lights = roomFor(this.lights, slot)
    const block = slot >> blockBits
    this.litAt = roomFor(this.litAt, block)
    this.turnsAt = roomFor(this.turnsAt, block)
    this.due[slot] = due
    this.yellow[slot] = yellow
    this.litAt[block] = Number.NaN
  }

  /** Gives the slots in another order: what was at `slots[n]` is at `n`. */
  renumber(slots: Uint32Array): void {
    this.due = reordered(this.due, slots)
    this.yellow = reordered(this.yellow, slots)
    this.lights = new Uint8Array(slots.length)
    this.litAt.fill(Number.NaN)
  }

  /**
   * Writes the lights that slots have at `now` over the verdicts that are not below zero. Answers an instant up to which
   * they are the same.
   */
  judge(slots: Uint32Array, verdicts: Int8Array, now: number): number {
    const { lights } = this
    let [present, turns] = [-1, Number.POSITIVE_INFINITY]
    for (let at = 0; at < slots.length; at++) {
      const slot = slots[at] ?? 0
      if (slot >> blockBits !== present) {
        present = slot >> blockBits
        turns = Math.min(turns, this.lightUp(present, now))
      }
      // Below zero stays below zero with any bits set; what passed is zero.
      verdicts[at] = (verdicts[at] ?? 0) | (lights[slot] ?? 0)
    }
    return turns
  }

  /** Lights a block if it has to be, and answers when its first light turns. */
  private lightUp(block: number, now: number): number {
    const known = this.turnsAt[block] ?? 0
    if (now >= (this.litAt[block] ?? Number.NaN) && now < known) return known
    let turns = Number.POSITIVE_INFINITY
    const end = Math.min((block + 1) << blockBits, this.lights.length)
    for (let slot = block << blockBits; slot < end; slot++) {
      const dueAt = this.due[slot] ?? Number.NaN
      const yellowAt = this.yellow[slot] ?? Number.NaN
      if (yellowAt > now && yellowAt < turns) turns = yellowAt
      // Red begins after the deadline, not with it.
      if (dueAt >= now && dueAt + 1 < turns) turns = dueAt + 1
      this.lights[slot] = lightNumberOf(dueAt, yellowAt, now)
    }
    this.litAt[block] = now
    this.turnsAt[block] = turns
    return turns
  }
}
