/**
 * A clock that began in another system. What holds is the time left at the hand-over, in the clock's own measure; the
 * original limit must go on counting for its yellow share, extensions, rework and multiples. So the clock is started
 * with that limit at a *reckoned* instant, such that exactly what was used is used (docs/adr/0025-moving-in.md).
 */
import type { WorkingCalendar } from '../../catalogue/calendar.ts'
import { dayMs, hourMs } from '../../catalogue/calendar-date.ts'
import { localDay } from '../../catalogue/calendar-table.ts'
import { addClosings, measureClosings } from '../../catalogue/calendar-time.ts'
import type { Limit } from '../../catalogue/limit.ts'
import type { Clock, WorkDayMeaning } from '../clock.ts'
import { extendClock, startClock } from '../clock-marks.ts'
import { countingOf, hoursOfWorkDay, type Measure, measureOf } from '../clock-measure.ts'
import { dueAt } from '../clock-reading.ts'

/** An amount of time on a kind of clock; what is left may be nothing or less. */
export type Amount = { readonly value: number; readonly unit: Limit['unit'] }

/**
 * What is known of the deadline: how much is left (negative when overdue), or when it falls. Of a deadline that is only
 * a day, `due` is the midnight that ends it.
 */
export type CarriedDeadline =
  | { readonly left: Amount | 'whole' }
  | { readonly due: Date; readonly isDay?: boolean }

export type CarriedClockInput = {
  readonly name: string
  readonly limit: Limit
  /** How many times the limit was granted once more. */
  readonly extensions: number
  readonly deadline: CarriedDeadline
  readonly workDayMeans: WorkDayMeaning
  readonly calendar: WorkingCalendar
  /** The instant at which that was left. */
  readonly at: Date
  /** When it began in the old system, where that is known: of days, the one of the start is not counted. */
  readonly startedAt?: Date | undefined
}

export type CarriedClock = {
  readonly clock: Clock
  /** More was left than limit and extensions give; the rest became one more extension. */
  readonly hasMoreThanLimit: boolean
  /** Only for a deadline that was given: whether ours is the same instant, or the same day where days are counted. */
  readonly isExact: boolean
}

const unitMs: Readonly<Record<Limit['unit'], number>> = {
  urgent_hour: hourMs,
  work_hour: hourMs,
  work_day: hoursOfWorkDay * hourMs,
  natural_day: dayMs,
}

/** Whether an amount of one kind can be told in another: both count every hour, office hours, or working days. */
export const isComparable = (one: Limit['unit'], other: Limit['unit'], means: WorkDayMeaning): boolean =>
  countingOf({ value: 1, unit: one }, means) === countingOf({ value: 1, unit: other }, means)

/** The clock as it would stand had it run here, and what of the old deadline could not be kept. */
export function carryClock(input: CarriedClockInput): CarriedClock {
  const { limit, workDayMeans, calendar, at, extensions } = input
  const counts = countingOf(limit, workDayMeans)
  const measure = measureOf(limit, workDayMeans, calendar, at.getTime())
  const whole = measure.amount * (1 + extensions)
  const begin = counts === 'workdays' ? beginOnDay(input, whole) : beginInTime(input, whole, measure)
  const clock = clockFrom(input, begin)
  const isExact = !('due' in input.deadline) || isSameDeadline(clock, input, input.deadline)
  return { clock, hasMoreThanLimit: begin.excess > 0, isExact }
}

/** Where the clock is started, and what is left beyond its whole limit, in its own unit. */
type Begin = { readonly at: number; readonly excess: number }

function clockFrom(
  { name, limit, extensions, workDayMeans, calendar }: CarriedClockInput,
  begin: Begin,
): Clock {
  const at = new Date(begin.at)
  let clock = startClock({ name, limit, workDayMeans, calendarId: calendar.id, at, reason: 'carried-over' })
  for (let granted = 0; granted < extensions; granted++)
    clock = extendClock(clock, { at, reason: 'extension' })
  if (begin.excess > 0) {
    const more = { value: begin.excess, unit: limit.unit }
    clock = extendClock(clock, { at, limit: more, reason: 'carried-over' })
  }
  return clock
}

/** Every hour, or office hours: what was used is measured back from the hand-over. */
function beginInTime({ limit, deadline, at }: CarriedClockInput, whole: number, measure: Measure): Begin {
  const now = at.getTime()
  const left = leftMs(deadline, whole, measure, now)
  const used = whole - left
  if (used <= 0) return { at: now, excess: -used / unitMs[limit.unit] }
  return { at: latestWith(now, used, (from) => measure.between(from, now) >= used), excess: 0 }
}

function leftMs(deadline: CarriedDeadline, whole: number, measure: Measure, now: number): number {
  if ('due' in deadline) return measure.between(now, deadline.due.getTime())
  if (deadline.left === 'whole') return whole
  return Math.round(deadline.left.value * unitMs[deadline.left.unit])
}

/** Working days: the day is found after which as many of them end by the deadline as the limit has. */
function beginOnDay({ deadline, calendar, at, startedAt }: CarriedClockInput, whole: number): Begin {
  const now = at.getTime()
  const today = localDay(calendar, now)
  const startOf = (day: number): number => day * dayMs - calendar.utcOffsetMinutes * 60_000
  const left = 'due' in deadline ? undefined : deadline.left === 'whole' ? whole : daysOf(deadline.left)
  const beganToday = startedAt === undefined || localDay(calendar, startedAt.getTime()) >= today
  // Nothing is used yet: either because it began today, and today is not counted, or because no day has ended since.
  if (left !== undefined && left >= whole && beganToday) return { at: startOf(today), excess: left - whole }
  const dueDay =
    'due' in deadline
      ? dueDayOf(calendar, deadline.due, deadline.isDay ?? false)
      : dayWithLeft(calendar, now, left ?? whole)
  const closings = (day: number): number =>
    measureClosings(calendar, startOf(day), Math.max(startOf(day), startOf(dueDay + 1)), day)
  // A clock that began before today has today among its days, and would lose it if it were started on it.
  const latest = beganToday ? today : today - 1
  if (closings(latest) >= whole) return { at: startOf(latest), excess: closings(latest) - whole }
  return { at: startOf(latestWith(latest, whole, (day) => closings(day) >= whole)), excess: 0 }
}

/** A part of a day that is left ends with its day; a trifle is what reckoning in parts of days leaves behind. */
const daysOf = ({ value }: Amount): number => Math.ceil(value - 1e-6)

/** The day at whose close `days` working days have been used up from `now`; the one in progress is the first. */
function dayWithLeft(calendar: WorkingCalendar, now: number, days: number): number {
  const today = localDay(calendar, now)
  if (days > 0) return localDay(calendar, addClosings(calendar, now, days, today - 1) - 1)
  const startOf = (day: number): number => day * dayMs - calendar.utcOffsetMinutes * 60_000
  const passed = 1 - days
  return latestWith(today, passed, (day) => measureClosings(calendar, startOf(day), now, day - 1) >= passed)
}

/** The latest whole number up to `latest` for which `isEnough` holds, where it holds for all before one for which it does. */
function latestWith(latest: number, firstStep: number, isEnough: (at: number) => boolean): number {
  if (isEnough(latest)) return latest
  let step = Math.max(1, Math.ceil(firstStep))
  let [enough, tooFew] = [latest - step, latest]
  while (!isEnough(enough)) {
    tooFew = enough
    step *= 2
    enough -= step
  }
  while (tooFew - enough > 1) {
    const middle = Math.floor((enough + tooFew) / 2)
    if (isEnough(middle)) enough = middle
    else tooFew = middle
  }
  return enough
}

function isSameDeadline(
  clock: Clock,
  { calendar, limit, workDayMeans }: CarriedClockInput,
  { due, isDay = false }: { readonly due: Date; readonly isDay?: boolean },
): boolean {
  const ours = dueAt(clock, calendar)?.at.getTime()
  if (ours === undefined) return false
  return isDay || countingOf(limit, workDayMeans) === 'workdays'
    ? localDay(calendar, ours - 1) === dueDayOf(calendar, due, isDay)
    : ours === due.getTime()
}

const dueDayOf = (calendar: WorkingCalendar, due: Date, isDay: boolean): number =>
  localDay(calendar, due.getTime() - (isDay ? 1 : 0))
