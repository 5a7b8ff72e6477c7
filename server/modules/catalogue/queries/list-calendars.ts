/** What the screens ask of working calendars. */
import { isPublishedYear } from '#domain/catalogue/calendar.ts'
import type { CalendarView } from '#domain/catalogue/contract.ts'
import type { Query } from '#platform/query.ts'
import { type CountyCalendar, getCalendars } from './find-calendars.ts'

const toView = ({ stored, calendar }: CountyCalendar): CalendarView => {
  const { adcode, ...rest } = stored
  return {
    ...rest,
    isShared: adcode === null,
    publishedFrom: calendar.publishedFrom ?? null,
    publishedThrough: calendar.publishedThrough ?? null,
  }
}

/** The calendars of the county. */
export const listCalendars: Query<object, { calendars: CalendarView[] }> = {
  name: 'calendar.list',
  run: async ({ db, actor }) => ({ calendars: (await getCalendars(db, actor.adcode)).all.map(toView) }),
}

type Days = {
  isPublished: boolean
  days: { date: string; kind: 'off' | 'make-up-workday'; name: { zh: string; en: string } }[]
}

/** The days of a year on which a calendar departs from its plain week. */
export const listCalendarDays: Query<{ code: string; year: number }, Days> = {
  name: 'calendar.list-days',
  run: async ({ db, actor }, { code, year }) => {
    const calendar = (await getCalendars(db, actor.adcode)).byId(code)
    const days = calendar.days.filter((it) => it.date.startsWith(`${year}-`))
    return { isPublished: isPublishedYear(calendar, year), days }
  },
}
