/** Calendars for tests: the published days with usual hours, and calendars as fast-check invents them. */
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { z } from 'zod'
import { WorkingCalendar } from '../calendar.ts'
import { isoWeekday, minuteMs, toDateText, toDayNumber } from '../calendar-date.ts'
import { StateCouncilDay, StateCouncilNotice, toPublishedDays } from '../calendar-state-council.ts'

const standard = (file: string): URL => new URL(`../../../standards/calendars/${file}`, import.meta.url)

const readCsv = (file: string): unknown => parse(readFileSync(standard(file), 'utf8'), { columns: true })

/** The lines of the notices' days, as shipped. */
export const stateCouncilDays = z.array(StateCouncilDay).parse(readCsv('state-council-days.csv'))
/** The lines of the notices, as shipped. */
export const stateCouncilNotices = z.array(StateCouncilNotice).parse(readCsv('state-council-notices.csv'))

/** A calendar with the published days; office hours 08:30–12:00 and 14:00–18:30 unless given: eight hours. */
export const publishedCalendar = (given: Partial<z.input<typeof WorkingCalendar>> = {}): WorkingCalendar =>
  WorkingCalendar.parse({
    id: 'office',
    name: { zh: '办公时间', en: 'Office hours' },
    officeHours: [
      { from: '08:30', to: '12:00' },
      { from: '14:00', to: '18:30' },
    ],
    ...toPublishedDays(stateCouncilDays, stateCouncilNotices),
    ...given,
  })

/** An instant of Chinese time, `2026-09-18 17:50`. */
export const at = (local: string): Date => new Date(`${local.replace(' ', 'T')}+08:00`)

const words = (zh: string) => ({ zh, en: zh })
const time = (halfHours: number): string =>
  `${String(Math.floor(halfHours / 2)).padStart(2, '0')}:${halfHours % 2 === 0 ? '00' : '30'}`

const arbitraryHours = fc
  .uniqueArray(fc.integer({ min: 0, max: 48 }), { minLength: 2, maxLength: 6 })
  .map((cuts) => cuts.sort((a, b) => a - b))
  .map((cuts) =>
    cuts.flatMap((cut, i) => {
      const end = cuts[i + 1]
      return i % 2 === 0 && end !== undefined ? [{ from: time(cut), to: time(end) }] : []
    }),
  )

const firstDate = toDayNumber('2026-02-01')
const arbitraryDate = fc.integer({ min: 0, max: 90 }).map((days) => toDateText(firstDate + days))
const arbitraryWeekdays = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 2, maxLength: 7 })

/** Any calendar whose odd days lie in February to April 2026. */
export const arbitraryCalendar: fc.Arbitrary<WorkingCalendar> = fc
  .record({
    utcOffsetMinutes: fc.constantFrom(480, 480, 0, 345, -300),
    workWeekdays: arbitraryWeekdays,
    officeHours: arbitraryHours,
    variations: fc.array(
      fc.record(
        { fromDate: arbitraryDate, weekdays: arbitraryWeekdays, officeHours: arbitraryHours },
        { requiredKeys: ['officeHours', 'fromDate'] },
      ),
      { maxLength: 2 },
    ),
    days: fc.uniqueArray(
      fc.record({
        date: arbitraryDate,
        kind: fc.constantFrom('off' as const, 'make-up-workday' as const),
        name: fc.constant(words('节')),
      }),
      { selector: ({ date }) => date, maxLength: 25 },
    ),
    closures: fc.array(
      fc
        .record({
          date: arbitraryDate,
          days: fc.integer({ min: 0, max: 4 }),
          hours: arbitraryHours,
          whole: fc.boolean(),
        })
        .map(({ date, days, hours, whole }) => ({
          fromDate: date,
          throughDate: toDateText(toDayNumber(date) + days),
          ...(whole ? {} : { hours: hours[0] }),
          why: words('停办'),
        })),
      { maxLength: 3 },
    ),
  })
  .map((parts) => WorkingCalendar.parse({ id: 'office', name: words('日历'), ...parts }))

/** An instant from February to April 2026, to the millisecond. */
export const arbitraryInstant: fc.Arbitrary<number> = fc.integer({
  min: Date.parse('2026-02-01T00:00:00Z'),
  max: Date.parse('2026-05-01T00:00:00Z'),
})

/** Working minutes straight from the data, minute by minute: slow, and nothing in common with the tables. */
export function isWorkMinute(own: WorkingCalendar, instant: number): boolean {
  const local = new Date(instant + own.utcOffsetMinutes * minuteMs).toISOString()
  const [date, time] = [local.slice(0, 10), local.slice(11, 16)]
  const weekday = isoWeekday(toDayNumber(date))
  const shut = own.closures.some(
    ({ fromDate, throughDate, hours }) =>
      date >= fromDate && date <= throughDate && (!hours || (time >= hours.from && time < hours.to)),
  )
  const named = own.days.find((day) => day.date === date)
  const working = named ? named.kind === 'make-up-workday' : own.workWeekdays.includes(weekday)
  const { officeHours } =
    own.variations.findLast(
      ({ fromDate = '', throughDate = '9', weekdays }) =>
        date >= fromDate && date <= throughDate && (weekdays?.includes(weekday) ?? true),
    ) ?? own
  return working && !shut && officeHours.some(({ from, to }) => time >= from && time < to)
}
