/**
 * Imports the State Council's notices and days, whole: a date that an amended notice of the same year no longer has
 * is withdrawn, years that are not in the import stay as they are.
 */
import {
  type StateCouncilDay,
  type StateCouncilNotice,
  toPublishedDays,
} from '#domain/catalogue/calendar-state-council.ts'
import type { Command, Context } from '#platform/act.ts'
import { AccessProblem } from '#platform/problems.ts'
import { announce } from '../announcing.ts'
import { mayWriteShared } from '../policy.ts'
import { findStateCouncilDays } from '../queries/find-calendars.ts'
import { writeStateCouncil, writeWithdrawnDays } from '../store.ts'

/** Lines of `standards/calendars/`, or of a county's own file of the same form. */
export type ImportCalendarDays = {
  readonly notices: readonly StateCouncilNotice[]
  readonly days: readonly StateCouncilDay[]
}

/** What came of it. */
export type CalendarDaysReceipt = {
  readonly written: number
  readonly withdrawn: number
  readonly publishedThrough: number
}

const sameDay = (a: StateCouncilDay, b: StateCouncilDay | undefined): boolean =>
  b !== undefined &&
  a.kind === b.kind &&
  a.name === b.name &&
  a.name_en === b.name_en &&
  a.notice === b.notice

/** Plans the import as part of another command. */
export async function planCalendarDays(
  context: Context,
  { notices, days }: ImportCalendarDays,
): Promise<CalendarDaysReceipt> {
  const { db, write, now, actor } = context
  if (!mayWriteShared(actor)) throw AccessProblem.notPermitted({ permission: 'calendar.manage (shared)' })
  const known = await findStateCouncilDays(db)
  const yearOf = new Map([...known.notices, ...notices].map((it) => [it.notice, it.year]))
  const years = new Set(notices.map((it) => it.year))
  const given = new Set(days.map((it) => it.date))
  const before = new Map(known.days.map((it) => [it.date, it]))
  const withdrawn = known.days.filter((it) => years.has(yearOf.get(it.notice) ?? 0) && !given.has(it.date))
  const changed = days.filter((it) => !sameDay(it, before.get(it.date)))
  const kept = known.days.filter((it) => !given.has(it.date) && !withdrawn.includes(it))
  const allNotices = [...new Map([...known.notices, ...notices].map((it) => [it.notice, it])).values()]
  // Refuses what would leave the calendars unreadable: a date without its notice, a year left out.
  const { publishedThrough } = toPublishedDays([...kept, ...days], allNotices)
  const newNotices = notices.filter(
    (it) =>
      !known.notices.some((one) => one.notice === it.notice && one.year === it.year && one.url === it.url),
  )
  writeStateCouncil(write, newNotices, changed)
  writeWithdrawnDays(
    write,
    withdrawn.map((it) => it.date),
    now,
  )
  if (changed.length || withdrawn.length || newNotices.length)
    announce(context, 'calendar.changed', null, { calendarId: null, years: [...years] })
  return { written: changed.length, withdrawn: withdrawn.length, publishedThrough }
}

export const importCalendarDays: Command<ImportCalendarDays, CalendarDaysReceipt> = {
  name: 'calendar.import-days',
  permission: 'calendar.manage',
  auditInput: ({ notices, days }) => ({ notices: notices.map((it) => it.notice), days: days.length }),
  run: (context, input) => planCalendarDays(context, input),
}
