/** The working calendars of a county, put together from its rows and the State Council's days. */
import { WorkingCalendar } from '#domain/catalogue/calendar.ts'
import type { CalendarInput } from '#domain/catalogue/calendar-input.ts'
import {
  type PublishedDays,
  type StateCouncilDay,
  type StateCouncilNotice,
  toPublishedDays,
} from '#domain/catalogue/calendar-state-council.ts'
import { WorkingCalendarProblem } from '#domain/catalogue/problems.ts'
import type { Database } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import { remembered } from '../remembered.ts'
import { calendarColumns, type StoredCalendar } from '../store.ts'

/** The calendars of a county, ready for clocks. */
export type CountyCalendars = {
  readonly all: readonly CountyCalendar[]
  /** The calendar that clocks know by this code; a Problem when there is none. */
  byId(code: string): WorkingCalendar
  /** The calendar that an organisation's clocks run on; undefined when it has none of its own. */
  ofOrganisation(organisationId: string | null): WorkingCalendar | undefined
}

/** A calendar with what the county keeps beside it. */
export type CountyCalendar = { readonly stored: StoredCalendar; readonly calendar: WorkingCalendar }

/** The notices and their days in force. */
export async function findStateCouncilDays(
  db: Database,
): Promise<{ notices: StateCouncilNotice[]; days: StateCouncilDay[] }> {
  const [notices, days] = await Promise.all([
    db.rows<StateCouncilNotice>(
      'select notice, year, url from catalogue.state_council_notices order by notice',
    ),
    db.rows<StateCouncilDay>(
      `select date, kind, name, name_en, notice from catalogue.state_council_days
       where withdrawn_at is null order by date`,
    ),
  ])
  return { notices, days }
}

/** Joins a stored calendar with the published days; its own days go before them. */
export function toWorkingCalendar(
  stored: StoredCalendar,
  published: PublishedDays | undefined,
): WorkingCalendar {
  const own = new Set(stored.ownDays.map((it) => it.date))
  const followed = stored.followsStateCouncil ? published : undefined
  const days = [...(followed?.days ?? []).filter((it) => !own.has(it.date)), ...stored.ownDays]
  return WorkingCalendar.parse({
    id: stored.code,
    name: stored.name,
    utcOffsetMinutes: stored.utcOffsetMinutes,
    workWeekdays: stored.workWeekdays,
    officeHours: stored.officeHours,
    variations: stored.variations,
    closures: stored.closures,
    days: days.sort((a, b) => (a.date < b.date ? -1 : 1)),
    ...(followed && { publishedFrom: followed.publishedFrom, publishedThrough: followed.publishedThrough }),
  })
}

/**
 * The calendars of a county as their rows stand now, past what is remembered; with `trial` as they would stand if it
 * were entered.
 */
export async function loadCalendars(
  db: Database,
  adcode: string,
  trial?: CalendarInput,
): Promise<CountyCalendars> {
  const [rows, { notices, days }] = await Promise.all([
    db.rows<StoredCalendar>(
      `select ${calendarColumns} from catalogue.calendars k where k.adcode is null or k.adcode = $1
       order by k.adcode nulls last, k.code`,
      [adcode],
    ),
    findStateCouncilDays(db),
  ])
  if (!rows.length) throw WorkingCalendarProblem.noneForCounty({ adcode })
  const published = notices.length ? toPublishedDays(days, notices) : undefined
  // The county's own rows come first, so the first of a code is the one that counts.
  const known = trial && rows.find((it) => it.code === trial.code && it.adcode === adcode)
  if (trial) rows.unshift({ ...trial, id: known?.id ?? newId(), adcode, version: (known?.version ?? 0) + 1 })
  const counted = rows.filter((row, index) => rows.findIndex((it) => it.code === row.code) === index)
  const all = counted.map((stored) => ({ stored, calendar: toWorkingCalendar(stored, published) }))
  const byCode = new Map(all.map((it) => [it.stored.code, it.calendar]))
  const preferred = new Map(
    all.flatMap((it) =>
      it.stored.isPreferred && it.stored.organisationId
        ? [[it.stored.organisationId, it.calendar] as const]
        : [],
    ),
  )
  return {
    all,
    byId: (code) => {
      const calendar = byCode.get(code)
      if (!calendar) throw WorkingCalendarProblem.notFound({ id: code })
      return calendar
    },
    ofOrganisation: (id) => (id === null ? undefined : preferred.get(id)),
  }
}

/** The calendars of a county: its own, and the shared ones it has not replaced. */
export const getCalendars = (db: Database, adcode: string): Promise<CountyCalendars> =>
  remembered(db, `calendars ${adcode}`, (house) => loadCalendars(house, adcode))

/** The calendar an organisation's clocks run on, else the county's office hours. */
export async function getCalendar(
  db: Database,
  adcode: string,
  organisationId: string | null = null,
): Promise<WorkingCalendar> {
  const calendars = await getCalendars(db, adcode)
  return calendars.ofOrganisation(organisationId) ?? calendars.byId('office')
}
