/**
 * From the lines of `standards/calendars/` to the days of a calendar. Lines arrive as records of text, as any reader
 * of CSV gives them; a year without a notice stays unpublished, however empty its list of days is.
 */
import { z } from 'zod'
import type { WorkingCalendar } from './calendar.ts'
import { CalendarProblem } from './calendar-problems.ts'

/** A line of `state-council-days.csv`. */
export const StateCouncilDay = z.object({
  date: z.iso.date(),
  kind: z.enum(['off', 'make-up-workday']),
  name: z.string().min(1),
  name_en: z.string().min(1),
  notice: z.string().min(1),
})
export type StateCouncilDay = z.infer<typeof StateCouncilDay>

/** A line of `state-council-notices.csv`. */
export const StateCouncilNotice = z.object({
  notice: z.string().min(1),
  year: z.coerce.number().int(),
  url: z.url(),
})
export type StateCouncilNotice = z.infer<typeof StateCouncilNotice>

/** The part of a calendar that follows from the notices. */
export type PublishedDays = Pick<WorkingCalendar, 'days'> & {
  readonly publishedFrom: number
  readonly publishedThrough: number
}

/** Joins days and notices; a Problem when a date stands twice, names no notice, or a year is left out. */
export function toPublishedDays(
  lines: readonly StateCouncilDay[],
  notices: readonly StateCouncilNotice[],
): PublishedDays {
  const known = new Set(notices.map(({ notice }) => notice))
  const seen = new Set<string>()
  for (const { date, notice } of lines) {
    if (!known.has(notice)) throw CalendarProblem.unknownNotice({ date, notice })
    if (seen.has(date)) throw CalendarProblem.dateTwice({ date })
    seen.add(date)
  }
  const years = [...new Set(notices.map(({ year }) => year))].sort((a, b) => a - b)
  const [publishedFrom, publishedThrough] = [years[0], years.at(-1)]
  if (
    publishedFrom === undefined ||
    publishedThrough === undefined ||
    publishedThrough - publishedFrom + 1 !== years.length
  )
    throw CalendarProblem.yearsNotConsecutive({ years })
  const days = lines.map(({ date, kind, name, name_en }) => ({ date, kind, name: { zh: name, en: name_en } }))
  return { days, publishedFrom, publishedThrough }
}
