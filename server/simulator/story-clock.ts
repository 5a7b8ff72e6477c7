/**
 * The turned clock of a simulated county. Many stories are told side by side, each at a time of its own, so the clock
 * shows whoever asks the time of the story he is in; also when an act is decided a second time.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Clock } from '#platform/clock.ts'

export type StoryClock = Clock & {
  /** Runs `work` at `instant`: whatever it does, also later, happens at that time. */
  at<Result>(instant: Date, work: () => Promise<Result>): Promise<Result>
}

/** A clock that shows `start` outside of all stories. */
export function createStoryClock(start: Date): StoryClock {
  const times = new AsyncLocalStorage<Date>()
  return {
    now: () => new Date(times.getStore() ?? start),
    at: (instant, work) => times.run(instant, work),
  }
}
