/**
 * A machine's clock may be set back, by a person or by its time server. What happens to a case then happens at the time of
 * what last moved its clocks, never before it: no duration becomes negative, and nobody waits until the time has caught up.
 */
import type { Clock } from './clock.ts'

/** `now`, or the instant of the last mark of `clocks` where that is later. */
export function notBefore(now: Date, clocks: readonly Pick<Clock, 'marks'>[]): Date {
  const marked = clocks.map((it) => Date.parse(it.marks.at(-1)?.at ?? '')).filter(Number.isFinite)
  return new Date(Math.max(now.getTime(), ...marked))
}
