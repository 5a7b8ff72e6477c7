/**
 * What a clock says: its deadline, what is used and left, its light. Used, left and limit are milliseconds of the
 * clock's own time: office time for work hours, eight hours a day for work days of either meaning.
 */
import type { WorkingCalendar } from '#domain/catalogue/calendar.ts'
import { type Clock, type ClockState, settlementOf } from './clock.ts'
import { reckonClock, usedMsUntil } from './clock-reckoning.ts'

/** A deadline, and whether the days off it rests on have all been published. */
export type Due = { readonly at: Date; readonly calendarPublished: boolean }

/** The colours of a clock. */
export type ClockLight = 'green' | 'yellow' | 'red' | 'paused' | 'stopped'

/** Settings of the lights: yellow when at most this share of the limit is left. */
export type LightSettings = { readonly yellowShare: number }
const usualLights: LightSettings = { yellowShare: 1 / 3 }

/** All that a clock says at one instant. */
export type ClockReading = {
  readonly state: ClockState
  readonly dueAt: Date | undefined
  readonly calendarPublished: boolean
  readonly limitMs: number
  readonly usedMs: number
  /** Negative when more than the limit has been used. */
  readonly leftMs: number
  /** After the deadline, if only by a millisecond; the deadline itself is in time. */
  readonly overdue: boolean
  readonly light: ClockLight
  /** (used − limit) / limit, and 0 within the limit. */
  readonly overdueMultiple: number
}

/**
 * The deadline. A paused clock has none, unless it was passed before the pause or `ifResumedAt` asks which it would
 * have if resumed then; a stopped clock keeps the one it had.
 */
export function dueAt(clock: Clock, calendar: WorkingCalendar, ifResumedAt?: Date): Due | undefined {
  const settled = settlementOf(clock)
  if (settled) return { at: new Date(settled.dueAt), calendarPublished: settled.calendarPublished }
  const { due, published } = reckonClock(clock, calendar, { ifResumedAt: ifResumedAt?.getTime() })
  return due === undefined ? undefined : { at: new Date(due), calendarPublished: published }
}

/** Everything a clock says at `now`, of which the functions below are parts; marks made after `now` are left out. */
export function readClock(
  clock: Clock,
  calendar: WorkingCalendar,
  now: Date,
  { yellowShare }: LightSettings = usualLights,
): ClockReading {
  const at = now.getTime()
  const { state, due, published, limitMs, usedMs, judgedAt } = findingsAt(clock, calendar, at)
  const leftMs = limitMs - usedMs
  const overdue = due !== undefined && judgedAt > due
  const running = overdue ? 'red' : leftMs <= Math.round(limitMs * yellowShare) ? 'yellow' : 'green'
  return {
    state,
    dueAt: due === undefined ? undefined : new Date(due),
    calendarPublished: published,
    limitMs,
    usedMs,
    leftMs,
    overdue,
    light: state === 'running' ? running : state,
    overdueMultiple: Math.max(0, -leftMs / limitMs),
  }
}

/** What was found of a clock, by its settlement if it has stopped and else by working it out. */
function findingsAt(clock: Clock, calendar: WorkingCalendar, at: number) {
  const settled = settlementOf(clock)
  const stoppedAt = Date.parse(clock.marks.at(-1)?.at ?? '')
  if (settled && stoppedAt <= at)
    return {
      state: 'stopped' as const,
      due: Date.parse(settled.dueAt),
      published: settled.calendarPublished,
      limitMs: settled.limitMs,
      usedMs: settled.usedMs,
      judgedAt: stoppedAt,
    }
  const reckoning = reckonClock(clock, calendar, { at })
  const { state, due, published, limitMs } = reckoning
  return { state, due, published, limitMs, usedMs: usedMsUntil(reckoning, at), judgedAt: at }
}

/** Milliseconds of its own time that the clock has used by `now`. */
export const usedAt = (clock: Clock, calendar: WorkingCalendar, now: Date): number =>
  readClock(clock, calendar, now).usedMs

/** Milliseconds of its own time that are left at `now`; negative once more than the limit is used. */
export const leftAt = (clock: Clock, calendar: WorkingCalendar, now: Date): number =>
  readClock(clock, calendar, now).leftMs

/** Whether the deadline has passed at `now`, or had passed when the clock stopped. */
export const isOverdue = (clock: Clock, calendar: WorkingCalendar, now: Date): boolean =>
  readClock(clock, calendar, now).overdue

/** The colour at `now`. */
export const lightOf = (
  clock: Clock,
  calendar: WorkingCalendar,
  now: Date,
  settings: LightSettings = usualLights,
): ClockLight => readClock(clock, calendar, now, settings).light

/** By how many limits the clock is over, (used − limit) / limit; 0 within the limit. */
export const overdueMultiple = (clock: Clock, calendar: WorkingCalendar, now: Date): number =>
  readClock(clock, calendar, now).overdueMultiple
