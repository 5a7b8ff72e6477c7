/** What the screens ask of working calendars. */
import { isPublishedYear, type WorkingCalendar } from '#domain/catalogue/calendar.ts'
import { toPublishedDays } from '#domain/catalogue/calendar-state-council.ts'
import type { CalendarView } from '#domain/catalogue/contract.ts'
import type { Query } from '#platform/query.ts'
import { type CountyCalendar, findStateCouncilDays, loadCalendars } from './find-calendars.ts'

const toView = ({ stored, calendar }: CountyCalendar): CalendarView => {
  const { adcode, ...rest } = stored
  return {
    ...rest,
    isShared: adcode === null,
    version: adcode === null ? 0 : stored.version,
    publishedFrom: calendar.publishedFrom ?? null,
    publishedThrough: calendar.publishedThrough ?? null,
  }
}

/** The calendars of the county. */
export const listCalendars: Query<object, { calendars: CalendarView[] }> = {
  name: 'calendar.list',
  run: async ({ db, actor }) => ({ calendars: (await loadCalendars(db, actor.adcode)).all.map(toView) }),
}

type Day = WorkingCalendar['days'][number]
type Days = { isPublished: boolean; days: Day[]; councilDays: Day[] }

/** The days of a year on which a calendar departs from its plain week. */
export const listCalendarDays: Query<{ code: string; year: number }, Days> = {
  name: 'calendar.list-days',
  run: async ({ db, actor }, { code, year }) => {
    const [calendars, { notices, days }] = await Promise.all([
      loadCalendars(db, actor.adcode),
      findStateCouncilDays(db),
    ])
    const calendar = calendars.byId(code)
    const ofYear = (all: readonly Day[]): Day[] => all.filter((it) => it.date.startsWith(`${year}-`))
    return {
      isPublished: isPublishedYear(calendar, year),
      days: ofYear(calendar.days),
      councilDays: ofYear(notices.length ? toPublishedDays(days, notices).days : []),
    }
  },
}
