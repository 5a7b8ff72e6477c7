/**
 * Machine ids: UUID v7, so that keys made by the application still rise with time, also within one millisecond.
 * Random bytes are drawn many at a time, because asking the system for sixteen costs as much as for thousands.
 */
import { randomFillSync } from 'node:crypto'
import { v7, validate } from 'uuid'
import { systemClock } from './clock.ts'

const bytesOfAnId = 16
const pool = new Uint8Array(256 * bytesOfAnId)
let used = pool.length
let last = 0
let sequence = 0

function takeRandom(): Uint8Array {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += bytesOfAnId
  return pool.subarray(used - bytesOfAnId, used)
}

/** A new id. */
export function newId(): string {
  const random = takeRandom()
  const now = systemClock.now().getTime()
  if (now > last) {
    last = now
    // Begun in the lower half, so that a millisecond has room for two thousand million more.
    sequence = new DataView(random.buffer, random.byteOffset).getUint32(6) >>> 1
  } else sequence = (sequence + 1) >>> 0
  return v7({ random, msecs: last, seq: sequence })
}

/** Whether a text may be an id; the database refuses to compare others with one. */
export const isId = (text: string): boolean => validate(text)
