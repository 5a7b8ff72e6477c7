/**
 * The one place that reads the time. Everything else is handed a clock, so that tests and the simulator can
 * turn it; in production only the system's clock is ever used.
 */
export type Clock = { now(): Date }

/** The machine's own clock. */
export const systemClock: Clock = { now: () => new Date() }

export type TurnableClock = Clock & {
  /** Sets the time; it then stands still until turned again. */
  turnTo(instant: Date): void
  /** Moves the time forward by `milliseconds`. */
  advance(milliseconds: number): void
}

/** A clock that stands still at `start` until it is turned. */
export function createTurnableClock(start: Date): TurnableClock {
  let current = start.getTime()
  return {
    now: () => new Date(current),
    turnTo: (instant) => {
      current = instant.getTime()
    },
    advance: (milliseconds) => {
      current += milliseconds
    },
  }
}

/** Milliseconds from a steady origin, for measuring how long something took. */
export const steadyMilliseconds = (): number => performance.now()
