/**
 * A working calendar: which hours of which days count as work. It is plain data; several may stand side by side,
 * one for each kind of organisation. Treat a calendar as unchangeable and make a new object for each change: the
 * tables derived from it are remembered by identity.
 */
import { z } from 'zod'

/** A short text in both languages. */
const Wording = z.object({ zh: z.string().min(1), en: z.string().min(1) })

/** A local date, `YYYY-MM-DD`. */
const LocalDate = z.iso.date()

/** A local time of day to the minute, `00:00` to `24:00`. */
export const TimeOfDay = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/)
export type TimeOfDay = z.infer<typeof TimeOfDay>

/** An unbroken span of work within one day, half-open: at `to` work has ended. */
export const OfficeSpan = z
  .object({ from: TimeOfDay, to: TimeOfDay })
  .refine(({ from, to }) => from < to, { message: 'a span of office hours ends after it begins' })
export type OfficeSpan = z.infer<typeof OfficeSpan>

/** The spans of one working day, in order and apart. */
export const OfficeHours = z
  .array(OfficeSpan)
  .min(1)
  .refine((spans) => spans.every((span, i) => i === 0 || span.from >= (spans[i - 1]?.to ?? '')), {
    message: 'spans of office hours stand in order and do not overlap',
  })
export type OfficeHours = z.infer<typeof OfficeHours>

/** A day of the week as ISO 8601 counts: 1 is Monday, 7 is Sunday. */
const Weekday = z.int().min(1).max(7)

/** A date that departs from the plain week: a day off, or a day on which work is made up (调休上班). */
export const CalendarException = z.object({
  date: LocalDate,
  kind: z.enum(['off', 'make-up-workday']),
  name: Wording.describe('the festival that the day belongs to'),
})
export type CalendarException = z.infer<typeof CalendarException>

/** Other hours on some days: a weekday's own, a summer's, or new hours from a date on. A later one goes before an earlier. */
export const HoursVariation = z.object({
  fromDate: LocalDate.optional(),
  throughDate: LocalDate.optional().describe('the last day, included'),
  weekdays: z.array(Weekday).min(1).optional(),
  officeHours: OfficeHours,
})
export type HoursVariation = z.infer<typeof HoursVariation>

/** A local closing of some days, or of some hours in them; it goes before everything else. */
export const CalendarClosure = z
  .object({
    fromDate: LocalDate,
    throughDate: LocalDate.describe('the last day, included'),
    hours: OfficeSpan.optional().describe('the hours closed; absent: the whole day'),
    why: Wording,
  })
  .refine(({ fromDate, throughDate }) => fromDate <= throughDate, {
    message: 'a closure ends on or after the day it begins',
  })
export type CalendarClosure = z.infer<typeof CalendarClosure>

/** A working calendar, whole. */
export const WorkingCalendar = z
  .object({
    id: z.string().min(1),
    name: Wording,
    utcOffsetMinutes: z.int().min(-720).max(840).default(480).describe('China is UTC+8 without summer time'),
    workWeekdays: z.array(Weekday).min(1).default([1, 2, 3, 4, 5]),
    officeHours: OfficeHours,
    variations: z.array(HoursVariation).default([]),
    days: z.array(CalendarException).default([]),
    closures: z.array(CalendarClosure).default([]),
    publishedFrom: z.int().optional().describe('first year whose days off are known; absent: any'),
    publishedThrough: z
      .int()
      .optional()
      .describe(
        'last year whose days off have been published; absent: the calendar waits for no publication',
      ),
  })
  .refine((calendar) => new Set(calendar.days.map(({ date }) => date)).size === calendar.days.length, {
    message: 'a date stands once among the days',
  })
export type WorkingCalendar = z.infer<typeof WorkingCalendar>

/** Whether the days off of `year` are known to this calendar, or need not be. */
export const isPublishedYear = (calendar: WorkingCalendar, year: number): boolean =>
  year >= (calendar.publishedFrom ?? year) && year <= (calendar.publishedThrough ?? year)
