/**
 * What may happen to a clock. Each function gives a new clock and leaves the old one as it was; an order that makes
 * no sense (resuming what runs, a mark before the last one) is a Problem.
 */
import type { WorkingCalendar } from '#domain/catalogue/calendar.ts'
import type { Limit } from '#domain/catalogue/limit.ts'
import {
  type Clock,
  type ClockMark,
  type ClockReason,
  type ClockState,
  limitInForce,
  stateOf,
} from './clock.ts'
import { ClockProblem } from './clock-problems.ts'
import { reckonClock, usedMsUntil } from './clock-reckoning.ts'

/** When and why a mark is made. */
export type MarkInput = { readonly at: Date; readonly reason?: ClockReason }

/** Starts a clock; the limit is copied, so that a later edit of the catalogue does not reach it. */
export const startClock = (
  given: Pick<Clock, 'name' | 'limit' | 'workDayMeans' | 'calendarId'> & MarkInput,
): Clock => ({
  name: given.name,
  limit: { ...given.limit },
  workDayMeans: given.workDayMeans,
  calendarId: given.calendarId,
  marks: [markOf('start', given)],
})

/** Halts the counting until `resumeClock`. */
export const pauseClock = (clock: Clock, input: MarkInput): Clock =>
  marked(clock, ['running'], markOf('pause', input))

/** Goes on with what is left, after a pause or, for rework (bundled), after a stop; the time between is not counted. */
export const resumeClock = (clock: Clock, input: MarkInput): Clock =>
  marked(clock, ['paused', 'stopped'], markOf('resume', input))

/** Begins anew with a whole limit, its first unless another is given; earlier use and extensions fall away. */
export const restartClock = (clock: Clock, input: MarkInput & { readonly limit?: Limit }): Clock =>
  marked(clock, ['running', 'paused', 'stopped'], {
    ...markOf('restart', input),
    limit: { ...(input.limit ?? clock.limit) },
  })

/** Adds a limit to the current deadline: once more the limit now in force unless another is given. */
export const extendClock = (clock: Clock, input: MarkInput & { readonly limit?: Limit }): Clock =>
  marked(clock, ['running', 'paused'], {
    ...markOf('extend', input),
    limit: { ...(input.limit ?? limitInForce(clock)) },
  })

/** Notes that the calendar changed under an open clock, so that the moved deadline has its line in the history. */
export const recomputeClock = (clock: Clock, input: MarkInput): Clock =>
  marked(clock, ['running', 'paused'], markOf('recompute', { reason: 'calendar-changed', ...input }))

/** Ends a clock and settles what it came to; from here on no change of a calendar reaches it. */
export function stopClock(clock: Clock, calendar: WorkingCalendar, input: MarkInput): Clock {
  const mark = markOf('stop', input)
  const stopped = marked(clock, ['running', 'paused'], mark)
  const at = input.at.getTime()
  const reckoning = reckonClock(clock, calendar, { ifResumedAt: at })
  const settled = {
    dueAt: new Date(reckoning.due ?? at).toISOString(),
    calendarPublished: reckoning.published,
    usedMs: usedMsUntil(reckoning, at),
    limitMs: reckoning.limitMs,
  }
  return { ...stopped, marks: [...clock.marks, { ...mark, settled }] }
}

const markOf = (kind: ClockMark['kind'], { at, reason }: MarkInput): ClockMark => ({
  at: at.toISOString(),
  kind,
  ...(reason === undefined ? {} : { reason }),
})

function marked(clock: Clock, allowed: readonly ClockState[], mark: ClockMark): Clock {
  const state = stateOf(clock)
  if (!allowed.includes(state))
    throw ClockProblem.markNotAllowed({ clock: clock.name, mark: mark.kind, state, allowed })
  const before = clock.marks.at(-1)
  if (before && Date.parse(mark.at) < Date.parse(before.at))
    throw ClockProblem.marksOutOfOrder({ clock: clock.name, at: mark.at, lastAt: before.at })
  return { ...clock, marks: [...clock.marks, mark] }
}
