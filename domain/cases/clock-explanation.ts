/**
 * Why a deadline is when it is, minute by minute: the answer to the unit that says the clock is wrong. The segments
 * cover the whole time from the start, the steps tell the same story in a few sentences.
 */
import type { WorkingCalendar } from '#domain/catalogue/calendar.ts'
import type { Limit } from '#domain/catalogue/limit.ts'
import type { Sentence } from '#domain/problem.ts'
import { type Clock, type ClockState, clockLabel, settlementOf } from './clock.ts'
import { type Reckoning, reckonClock, usedMsUntil } from './clock-reckoning.ts'
import { type ClockSegment, segmentsOf } from './clock-segments.ts'
import { type ClockStep, stepsOf } from './clock-steps.ts'

/** A clock laid open. */
export type ClockExplanation = {
  readonly name: string
  readonly label: Sentence
  readonly state: ClockState
  /** The limit in force: of the start, or of the last restart. */
  readonly limit: Limit
  /** The limits that extensions added to it. */
  readonly extensions: readonly Limit[]
  readonly dueAt: Date | undefined
  /** False: days off of a year that the deadline rests on are not published, and it may still move. */
  readonly calendarPublished: boolean
  /** True: the calendar was changed after the clock stopped; the deadline stands, the segments show today's calendar. */
  readonly calendarChangedSince: boolean
  readonly segments: readonly ClockSegment[]
  readonly steps: readonly ClockStep[]
}

/**
 * Explains `clock` as it stood at `until`, by default with all its marks. A running clock is explained up to its
 * deadline, or to `until` where that is later; a paused one to `until`; a stopped one to its stop.
 */
export function explainClock(clock: Clock, calendar: WorkingCalendar, until?: Date): ClockExplanation {
  const at = until?.getTime()
  const reckoning = reckonClock(clock, calendar, { at })
  const { state, phases, published, limits } = reckoning
  const [limit = clock.limit, ...extensions] = limits
  const startedAt = Date.parse(clock.marks[0]?.at ?? '')
  const stopped = state === 'stopped' ? phases.at(-1)?.from : undefined
  const settled = stopped === undefined ? undefined : settlementOf(clock)
  const end = stopped ?? Math.max(at ?? -Infinity, reckoning.due ?? phases.at(-1)?.from ?? startedAt)
  const due = settled ? Date.parse(settled.dueAt) : reckoning.due
  const calendarPublished = settled?.calendarPublished ?? published
  const segments = segmentsOf(reckoning, calendar, startedAt, end)
  return {
    name: clock.name,
    label: clockLabel(clock.name),
    state,
    limit,
    extensions,
    dueAt: due === undefined ? undefined : new Date(due),
    calendarPublished,
    calendarChangedSince: settled !== undefined && stopped !== undefined && differs(clock, calendar, stopped),
    segments,
    steps: stepsOf({ clock, calendar, reckoning, segments, at: end, due, calendarPublished }),
  }
}

/** Whether today's calendar would settle a stopped clock otherwise than it was. */
function differs(clock: Clock, calendar: WorkingCalendar, stoppedAt: number): boolean {
  const settled = settlementOf(clock)
  const open = { ...clock, marks: clock.marks.slice(0, -1) }
  const again: Reckoning = reckonClock(open, calendar, { ifResumedAt: stoppedAt })
  return (
    settled === undefined ||
    Date.parse(settled.dueAt) !== again.due ||
    settled.usedMs !== usedMsUntil(again, stoppedAt) ||
    settled.calendarPublished !== again.published
  )
}
