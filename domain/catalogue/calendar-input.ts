/** What a county says of a working calendar of its own; the State Council's days are joined to it on the server. */
import { z } from 'zod'
import { WorkingCalendar } from './calendar.ts'

const parts = WorkingCalendar.shape

/** A calendar as it is entered. `code` is how clocks name it; several may belong to one organisation. */
export const CalendarInput = z.object({
  code: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/),
  name: parts.name,
  organisationId: z.uuid().nullable().default(null),
  /** Of several calendars of an organisation, the one its clocks run on. */
  isPreferred: z.boolean().default(false),
  followsStateCouncil: z.boolean(),
  utcOffsetMinutes: parts.utcOffsetMinutes,
  workWeekdays: parts.workWeekdays,
  officeHours: parts.officeHours,
  variations: parts.variations,
  /** Days off and days made up that are the county's own; they go before the notices' days. */
  ownDays: parts.days,
  closures: parts.closures,
})
export type CalendarInput = z.infer<typeof CalendarInput>
