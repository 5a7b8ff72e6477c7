/**
 * The time that pg-boss keeps: it only goes on, whatever is done to the clock of the machine. Set back by an hour, that clock
 * would let every timer wait for an hour more. How far it lies from the time of day pg-boss asks of the database.
 */
import type { Clock } from 'pg-boss'
import { steadyMilliseconds, systemClock } from '../clock.ts'

/** A clock that begins with the time of day. */
export function createSteadyClock(): Clock {
  const origin = systemClock.now().getTime() - steadyMilliseconds()
  return {
    now: () => origin + steadyMilliseconds(),
    setTimeout: (work, milliseconds) => setTimeout(work, milliseconds),
    clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
    setInterval: (work, milliseconds) => setInterval(work, milliseconds),
    clearInterval: (timer) => clearInterval(timer as NodeJS.Timeout),
  }
}
