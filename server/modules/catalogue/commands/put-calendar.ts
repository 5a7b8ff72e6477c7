/** Enters a county's working calendar, or replaces the one of the same code. */
import type { CalendarInput } from '#domain/catalogue/calendar-input.ts'
import { toPublishedDays } from '#domain/catalogue/calendar-state-council.ts'
import { WorkingCalendarProblem } from '#domain/catalogue/problems.ts'
import type { Command, Context } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { AccessProblem } from '#platform/problems.ts'
import { announce } from '../announcing.ts'
import { mayWriteShared } from '../policy.ts'
import { findStateCouncilDays, toWorkingCalendar } from '../queries/find-calendars.ts'
import { type StoredCalendar, writeCalendar } from '../store.ts'

/** A calendar, for the county or (by the system only) for all. */
export type PutCalendar = CalendarInput & {
  readonly isShared?: boolean | undefined
  /** The version it was changed from; 0 while the county has none of its own. Seeds leave it out. */
  readonly expectedVersion?: number | undefined
}

/** What came of it. */
export type CalendarReceipt = {
  readonly id: string
  readonly code: string
  readonly isNew: boolean
  readonly version: number
}

/** Plans it as part of another command. */
export async function planCalendar(context: Context, input: PutCalendar): Promise<CalendarReceipt> {
  const { isShared = false, expectedVersion, ...entered } = input
  if (isShared && !mayWriteShared(context.actor))
    throw AccessProblem.notPermitted({ permission: 'calendar.manage (shared)' })
  const adcode = isShared ? null : context.adcode
  const [known] = await context.db.rows<{ id: string; version: number }>(
    'select id, version from catalogue.calendars where adcode is not distinct from $1 and code = $2',
    [adcode, entered.code],
  )
  const current = known?.version ?? 0
  if (expectedVersion !== undefined && expectedVersion !== current)
    throw WorkingCalendarProblem.stale({ expected: expectedVersion, current })
  const stored: StoredCalendar = { ...entered, id: known?.id ?? newId(), adcode, version: current + 1 }
  const { notices, days } = await findStateCouncilDays(context.db)
  // Joined once on trial, so that a calendar that clocks could not use is refused here and not in the night.
  toWorkingCalendar(stored, notices.length ? toPublishedDays(days, notices) : undefined)
  writeCalendar(context.write, stored, context.now)
  announce(context, 'calendar.changed', stored.id, { calendarId: stored.id, years: [] })
  context.concerns(stored.id)
  return { id: stored.id, code: stored.code, isNew: !known, version: stored.version }
}

export const putCalendar: Command<PutCalendar, CalendarReceipt> = {
  name: 'calendar.put',
  permission: 'calendar.manage',
  run: (context, input) => planCalendar(context, input),
}
