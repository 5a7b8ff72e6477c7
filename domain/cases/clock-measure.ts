/**
 * How each kind of limit counts. A measure turns a limit into an amount and says when an amount is used up and how
 * much of it passes between two instants. Hours and `8h` days are amounts of milliseconds; an `end-of-day` limit is
 * an amount of working days, and a day is used when its office hours end while the clock runs.
 */
import type { WorkingCalendar } from '#domain/catalogue/calendar.ts'
import { dayMs, hourMs } from '#domain/catalogue/calendar-date.ts'
import { localDay } from '#domain/catalogue/calendar-table.ts'
import {
  addClosings,
  addWork,
  isPublishedBetween,
  measureClosings,
  measureWork,
  passedShareOfDay,
} from '#domain/catalogue/calendar-time.ts'
import type { Limit } from '#domain/catalogue/limit.ts'
import type { WorkDayMeaning } from './clock.ts'

/** Office hours that a work day stands for where it is counted in hours, or compared with hours. */
export const hoursOfWorkDay = 8

/** What is counted: every millisecond, the milliseconds of office hours, or working days. */
export type Counting = 'continuous' | 'office-hours' | 'workdays'

/** What a limit counts. */
export function countingOf(limit: Limit, workDayMeans: WorkDayMeaning): Counting {
  if (limit.unit === 'urgent_hour' || limit.unit === 'natural_day') return 'continuous'
  return limit.unit === 'work_day' && workDayMeans === 'end-of-day' ? 'workdays' : 'office-hours'
}

const millisecondsOf: Record<Limit['unit'], number> = {
  urgent_hour: hourMs,
  work_hour: hourMs,
  work_day: hoursOfWorkDay * hourMs,
  natural_day: dayMs,
}

/** A measure for a limit whose counting began at `begin`; amounts are in its own unit. */
export type Measure = {
  readonly counting: Counting
  /** The whole limit as an amount. */
  readonly amount: number
  /** The day on which counting begins, and which is not counted; only where working days are. */
  readonly firstDay: number | undefined
  /** Milliseconds that one unit of the amount stands for in lights and shares. */
  readonly unitMs: number
  /** The earliest instant at which `amount` (> 0) has been used, running from `from` without pause. */
  add(from: number, amount: number): number
  /** The amount used by running from `from` to `to`. */
  between(from: number, to: number): number
  /** The part of a unit begun at `at` and not yet in `between`; lost if the clock pauses here. */
  begunAt(at: number): number
  /** Whether every day looked at between two instants belongs to a published year. */
  isPublished(from: number, to: number): boolean
}

/** The measure of `limit` on `calendar`, counting from `begin`. */
export function measureOf(
  limit: Limit,
  workDayMeans: WorkDayMeaning,
  calendar: WorkingCalendar,
  begin: number,
): Measure {
  const counting = countingOf(limit, workDayMeans)
  const amount = Math.round(limit.value * millisecondsOf[limit.unit])
  if (counting === 'continuous') return continuous(amount)
  if (counting === 'office-hours') return officeHours(calendar, amount)
  // A part of a day has no end of its own: half a day ends with its day.
  return workdays(calendar, Math.ceil(limit.value), localDay(calendar, begin))
}

const continuous = (amount: number): Measure => ({
  counting: 'continuous',
  firstDay: undefined,
  amount,
  unitMs: 1,
  add: (from, more) => from + more,
  between: (from, to) => to - from,
  begunAt: () => 0,
  isPublished: () => true,
})

const officeHours = (calendar: WorkingCalendar, amount: number): Measure => ({
  counting: 'office-hours',
  firstDay: undefined,
  amount,
  unitMs: 1,
  add: (from, more) => addWork(calendar, from, more),
  between: (from, to) => measureWork(calendar, from, to),
  begunAt: () => 0,
  isPublished: (from, to) => isPublishedBetween(calendar, from, to),
})

/** The day on which counting begins is not counted (as in article 201 of the Civil Code). */
const workdays = (calendar: WorkingCalendar, amount: number, firstDay: number): Measure => ({
  counting: 'workdays',
  firstDay,
  amount,
  unitMs: hoursOfWorkDay * hourMs,
  add: (from, more) => addClosings(calendar, from, more, firstDay),
  between: (from, to) => measureClosings(calendar, from, to, firstDay),
  begunAt: (at) => {
    if (localDay(calendar, at) <= firstDay) return 0
    const share = passedShareOfDay(calendar, at)
    return share < 1 ? share : 0
  },
  isPublished: (from, to) => isPublishedBetween(calendar, from, to),
})
