/**
 * Working time between instants. An instant is a number of milliseconds since 1970 here; each function costs a
 * binary search at most. Adding gives the *earliest* instant at which the work is done, so that work used up at the
 * end of office hours ends there and not on the next morning.
 */
import type { Sentence } from '#domain/problem.ts'
import type { OfficeSpan, WorkingCalendar } from './calendar.ts'
import { dayMs, toDayNumber, toTimeText } from './calendar-date.ts'
import type { DayKind, DayPiece, ReckonedDay } from './calendar-day.ts'
import {
  type CalendarTable,
  dayIn,
  indexReaching,
  localDay,
  tableCovering,
  tableReaching,
} from './calendar-table.ts'

/** What a person asks of a date. */
export type CalendarDay = {
  readonly date: string
  readonly kind: DayKind
  readonly working: boolean
  readonly why: Sentence
  /** Whether the days off of its year have been published. */
  readonly published: boolean
  /** The hours worked on that day, after closures. */
  readonly officeHours: readonly OfficeSpan[]
}

/** What `date` (`YYYY-MM-DD`) is in this calendar, and why. */
export function dayOf(calendar: WorkingCalendar, date: string): CalendarDay {
  const number = toDayNumber(date)
  const { kind, working, why, published, spans } = dayIn(tableCovering(calendar, number, number), number)
  const officeHours = spans.map(({ from, to }) => ({ from: toTimeText(from), to: toTimeText(to) }))
  return { date, kind, working, why, published, officeHours }
}

/** Work from the beginning of the table to a local instant. */
function workUntil(table: CalendarTable, local: number): number {
  const day = Math.floor(local / dayMs)
  const inDay = local - day * dayMs
  let work = table.workBefore[day - table.firstDay] ?? 0
  for (const { from, to } of dayIn(table, day).spans) {
    if (inDay <= from) break
    work += Math.min(inDay, to) - from
  }
  return work
}

/** Working milliseconds between two instants; negative when `to` lies before `from`. */
export function measureWork(calendar: WorkingCalendar, from: number, to: number): number {
  const table = tableCovering(calendar, localDay(calendar, from), localDay(calendar, to))
  return workUntil(table, to + table.offsetMs) - workUntil(table, from + table.offsetMs)
}

/** The earliest instant at which `milliseconds` (≥ 0) of work have passed since `from`. */
export function addWork(calendar: WorkingCalendar, from: number, milliseconds: number): number {
  if (milliseconds <= 0) return from
  const workBy = (table: CalendarTable): number => workUntil(table, from + table.offsetMs) + milliseconds
  const table = tableReaching(
    calendar,
    localDay(calendar, from),
    (it) => (it.workBefore.at(-1) ?? 0) >= workBy(it),
  )
  const index = indexReaching(table.workBefore, workBy(table))
  let left = workBy(table) - (table.workBefore[index] ?? 0)
  const day = table.firstDay + index
  for (const span of dayIn(table, day).spans) {
    const length = span.to - span.from
    if (left <= length) return day * dayMs + span.from + left - table.offsetMs
    left -= length
  }
  throw new RangeError(`the sums of calendar ${calendar.id} do not fit its days`)
}

/** A stretch of time that is all of one kind, and the day in which it lies. */
export type TimePiece = {
  readonly from: number
  readonly to: number
  readonly piece: DayPiece
  readonly day: ReckonedDay
  readonly dayNumber: number
}

/** Every piece of every day between two instants, cut at both ends: a tiling without gap. */
export function piecesBetween(calendar: WorkingCalendar, from: number, to: number): TimePiece[] {
  const [first, last] = [localDay(calendar, from), localDay(calendar, to)]
  const table = tableCovering(calendar, first, last)
  const pieces: TimePiece[] = []
  for (let dayNumber = first; dayNumber <= last; dayNumber++) {
    const midnight = dayNumber * dayMs - table.offsetMs
    const day = dayIn(table, dayNumber)
    for (const piece of day.pieces) {
      const begins = Math.max(from, midnight + piece.from)
      const ends = Math.min(to, midnight + piece.to)
      if (begins < ends) pieces.push({ from: begins, to: ends, piece, day, dayNumber })
    }
  }
  return pieces
}

/** Each day between two instants, cut at both ends. */
export function daysBetween(
  calendar: WorkingCalendar,
  from: number,
  to: number,
): (Omit<TimePiece, 'piece'> & { readonly closesAt: number })[] {
  const [first, last] = [localDay(calendar, from), localDay(calendar, to)]
  const table = tableCovering(calendar, first, last)
  const days = []
  for (let dayNumber = first; dayNumber <= last; dayNumber++) {
    const midnight = dayNumber * dayMs - table.offsetMs
    const day = dayIn(table, dayNumber)
    const begins = Math.max(from, midnight)
    const ends = Math.min(to, midnight + dayMs)
    if (begins < ends)
      days.push({ from: begins, to: ends, day, dayNumber, closesAt: midnight + day.closesAt })
  }
  return days
}

/** The unbroken spans of work between two instants, in order; neighbours that touch are one. */
export function workSpans(
  calendar: WorkingCalendar,
  from: number,
  to: number,
): { readonly from: number; readonly to: number }[] {
  const spans: { from: number; to: number }[] = []
  for (const it of piecesBetween(calendar, from, to)) {
    if (it.piece.kind !== 'office-hours') continue
    const before = spans.at(-1)
    if (before?.to === it.from) before.to = it.to
    else spans.push({ from: it.from, to: it.to })
  }
  return spans
}

/** Working days from the beginning of the table whose office hours have ended by a local instant. */
function closingsUntil(table: CalendarTable, local: number): number {
  const day = Math.floor(local / dayMs)
  const { working, closesAt } = dayIn(table, day)
  const closed = working && closesAt <= local - day * dayMs ? 1 : 0
  return (table.workdaysBefore[day - table.firstDay] ?? 0) + closed
}

/** From when closings count: after `from`, and not on the day `notOn` (a day number) or before it. */
const countedFrom = (table: CalendarTable, from: number, notOn: number): number =>
  Math.max(from + table.offsetMs, (notOn + 1) * dayMs)

/** How many working days, all of them after the day `notOn`, end their office hours in the time after `from` up to `to`. */
export function measureClosings(calendar: WorkingCalendar, from: number, to: number, notOn: number): number {
  const table = tableCovering(
    calendar,
    Math.min(notOn + 1, localDay(calendar, from)),
    Math.max(notOn + 1, localDay(calendar, to)),
  )
  const begin = countedFrom(table, from, notOn)
  return Math.max(0, closingsUntil(table, to + table.offsetMs) - closingsUntil(table, begin))
}

/** The end of office hours of the `count`-th (≥ 1) working day that ends after `from` and lies after the day `notOn`. */
export function addClosings(calendar: WorkingCalendar, from: number, count: number, notOn: number): number {
  const first = Math.max(notOn + 1, localDay(calendar, from))
  const closingsBy = (table: CalendarTable): number =>
    closingsUntil(table, countedFrom(table, from, notOn)) + count
  const table = tableReaching(calendar, first, (it) => (it.workdaysBefore.at(-1) ?? 0) >= closingsBy(it))
  const index = indexReaching(table.workdaysBefore, closingsBy(table))
  const day = table.firstDay + index
  return day * dayMs + dayIn(table, day).closesAt - table.offsetMs
}

/** The part of a local day's work that has passed at an instant, 0 to 1; 0 on a day without work. */
export function passedShareOfDay(calendar: WorkingCalendar, instant: number): number {
  const day = localDay(calendar, instant)
  const table = tableCovering(calendar, day, day)
  const { workMs } = dayIn(table, day)
  if (workMs === 0) return 0
  const before = table.workBefore[day - table.firstDay] ?? 0
  return (workUntil(table, instant + table.offsetMs) - before) / workMs
}

/** Whether the days off are published for every year touched between two instants; published years are a row. */
export function isPublishedBetween(calendar: WorkingCalendar, from: number, to: number): boolean {
  const first = localDay(calendar, from)
  // An end at midnight on New Year's Day touches the old year only.
  const last = localDay(calendar, Math.max(from, to - 1))
  const table = tableCovering(calendar, first, last)
  return dayIn(table, first).published && dayIn(table, last).published
}
