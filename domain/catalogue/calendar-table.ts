/**
 * The days of a calendar in a row, with running sums of working time and of working days, so that adding and
 * measuring are a subtraction and a binary search. Tables are made on demand, year by year, and remembered for as
 * long as the calendar object lives.
 */
import type { WorkingCalendar } from './calendar.ts'
import { dayMs, firstDayOfYear, minuteMs, toDateText, yearOfDay } from './calendar-date.ts'
import { dayRule, type ReckonedDay } from './calendar-day.ts'
import { CalendarProblem } from './calendar-problems.ts'

/** A stretch of days worked out; `lastDay` is the first day that is no longer in it. */
export type CalendarTable = {
  readonly offsetMs: number
  readonly firstDay: number
  readonly lastDay: number
  readonly days: readonly ReckonedDay[]
  /** Working milliseconds from `firstDay` to the beginning of each day, and to the end of the last. */
  readonly workBefore: Float64Array
  /** Working days likewise. */
  readonly workdaysBefore: Float64Array
}

const firstYear = 1900
const lastYear = 2400
const reachYears = 100

type Kept = { readonly rule: (day: number) => ReckonedDay; table: CalendarTable | undefined }
const kept = new WeakMap<WorkingCalendar, Kept>()

function keptFor(calendar: WorkingCalendar): Kept {
  const found = kept.get(calendar)
  if (found) return found
  const made: Kept = { rule: dayRule(calendar), table: undefined }
  kept.set(calendar, made)
  return made
}

function build(
  calendar: WorkingCalendar,
  rule: Kept['rule'],
  fromYear: number,
  toYear: number,
): CalendarTable {
  const firstDay = firstDayOfYear(fromYear)
  const lastDay = firstDayOfYear(toYear)
  const count = lastDay - firstDay
  const days: ReckonedDay[] = []
  const workBefore = new Float64Array(count + 1)
  const workdaysBefore = new Float64Array(count + 1)
  let work = 0
  let workdays = 0
  for (let i = 0; i < count; i++) {
    const day = rule(firstDay + i)
    days.push(day)
    work += day.workMs
    workdays += day.working ? 1 : 0
    workBefore[i + 1] = work
    workdaysBefore[i + 1] = workdays
  }
  const offsetMs = calendar.utcOffsetMinutes * minuteMs
  return { offsetMs, firstDay, lastDay, days, workBefore, workdaysBefore }
}

/** The table of `calendar` in which both days lie; it may hold more. */
export function tableCovering(calendar: WorkingCalendar, day: number, otherDay: number): CalendarTable {
  const it = keptFor(calendar)
  const { table } = it
  const low = Math.min(day, otherDay)
  const high = Math.max(day, otherDay)
  if (table && low >= table.firstDay && high < table.lastDay) return table
  for (const year of [yearOfDay(low), yearOfDay(high)])
    if (!(year >= firstYear && year < lastYear))
      throw CalendarProblem.instantOutOfReach({ calendarId: calendar.id, year })
  const fromYear = Math.min(yearOfDay(low), table ? yearOfDay(table.firstDay) : lastYear)
  const toYear = Math.max(yearOfDay(high) + 1, table ? yearOfDay(table.lastDay) : firstYear)
  it.table = build(calendar, it.rule, fromYear, toYear)
  return it.table
}

/**
 * The table grown until `enough` says so, looking on from `day`; a Problem after a hundred years without success.
 * It doubles, so that a far deadline costs no more than the days up to it.
 */
export function tableReaching(
  calendar: WorkingCalendar,
  day: number,
  enough: (table: CalendarTable) => boolean,
): CalendarTable {
  let table = tableCovering(calendar, day, day)
  for (let years = 1; !enough(table); years *= 2) {
    if (years > 2 * reachYears)
      throw CalendarProblem.noWorkingTime({ calendarId: calendar.id, from: toDateText(day) })
    const further = Math.min(
      firstDayOfYear(yearOfDay(day) + Math.min(years, reachYears)),
      firstDayOfYear(lastYear) - 1,
    )
    table = tableCovering(calendar, day, further)
  }
  return table
}

/** The day of a table by its number; asking for a day outside is a bug. */
export function dayIn(table: CalendarTable, day: number): ReckonedDay {
  const found = table.days[day - table.firstDay]
  if (!found) throw new RangeError(`day ${toDateText(day)} is not in this table`)
  return found
}

/** The index of the first day at whose end a running sum has reached `target` (> 0); the table must hold it. */
export function indexReaching(sums: Float64Array, target: number): number {
  let low = 0
  let high = sums.length - 2
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sums[middle + 1] ?? 0) >= target) high = middle
    else low = middle + 1
  }
  return low
}

/** The local day on which an instant falls. */
export const localDay = (calendar: WorkingCalendar, instant: number): number =>
  Math.floor((instant + calendar.utcOffsetMinutes * minuteMs) / dayMs)
