import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WorkingCalendar } from './calendar.ts'
import { dayMs, hourMs, minuteMs } from './calendar-date.ts'
import { localDay } from './calendar-table.ts'
import {
  addClosings,
  addWork,
  dayOf,
  isPublishedBetween,
  measureClosings,
  measureWork,
  passedShareOfDay,
  piecesBetween,
  workSpans,
} from './calendar-time.ts'
import {
  arbitraryCalendar,
  arbitraryInstant,
  at,
  isWorkMinute,
  publishedCalendar,
} from './testing/calendars.ts'

const calendar = publishedCalendar()
const ms = (local: string): number => at(local).getTime()
const text = (instant: number): string =>
  new Date(instant + 8 * hourMs).toISOString().slice(0, 16).replace('T', ' ')

describe('working time on published days', () => {
  it.each([
    [
      '2026-03-02 08:30',
      8,
      '2026-03-02 18:30',
      'a whole day ends at the end of office hours, not next morning',
    ],
    ['2026-03-02 18:30', 1, '2026-03-03 09:30', 'what starts at the end of office hours begins next morning'],
    ['2026-03-02 11:00', 2, '2026-03-02 15:00', 'midday does not count'],
    ['2026-03-01 10:00', 1, '2026-03-02 09:30', 'a Sunday does not count'],
    ['2026-09-18 17:50', 8, '2026-09-20 17:50', 'Friday to a make-up Sunday'],
    ['2026-09-30 18:00', 1, '2026-10-08 09:00', 'over National Day'],
    ['2025-01-27 18:00', 1, '2025-02-05 09:00', 'over Spring Festival 2025'],
  ])('%s and %i h of work make %s: %s', (from, hours, to) => {
    expect(text(addWork(calendar, ms(from), hours * hourMs))).toBe(to)
    expect(measureWork(calendar, ms(from), ms(to))).toBe(hours * hourMs)
    expect(measureWork(calendar, ms(to), ms(from))).toBe(-hours * hourMs)
  })

  it.each([
    ['2026-03-02 09:00', 1, '2026-03-03 18:30'],
    ['2026-03-02 23:00', 1, '2026-03-03 18:30'],
    ['2026-02-28 10:00', 2, '2026-03-03 18:30'],
    ['2026-09-18 17:50', 1, '2026-09-20 18:30'],
    ['2026-09-30 09:00', 2, '2026-10-09 18:30'],
  ])('%s and %i working days after that day make %s', (from, days, to) => {
    const start = ms(from)
    const notOn = localDay(calendar, start)
    expect(text(addClosings(calendar, start, days, notOn))).toBe(to)
    expect(measureClosings(calendar, start, ms(to), notOn)).toBe(days)
    expect(measureClosings(calendar, start, ms(to) - 1, notOn)).toBe(days - 1)
  })

  it('lists the spans of work', () => {
    const spans = workSpans(calendar, ms('2026-09-18 11:00'), ms('2026-09-20 09:00'))
    expect(spans.map(({ from, to }) => [text(from), text(to)])).toEqual([
      ['2026-09-18 11:00', '2026-09-18 12:00'],
      ['2026-09-18 14:00', '2026-09-18 18:30'],
      ['2026-09-20 08:30', '2026-09-20 09:00'],
    ])
  })

  it('knows which stretches rest on published years', () => {
    expect(isPublishedBetween(calendar, ms('2026-12-30 09:00'), ms('2027-01-01 00:00'))).toBe(true)
    expect(isPublishedBetween(calendar, ms('2026-12-30 09:00'), ms('2027-01-01 00:01'))).toBe(false)
    expect(isPublishedBetween(calendar, ms('2014-12-31 23:59'), ms('2015-01-02 00:00'))).toBe(false)
  })

  it('knows how much of a day has passed', () => {
    expect(passedShareOfDay(calendar, ms('2026-03-02 12:30'))).toBe(3.5 / 8)
    expect(passedShareOfDay(calendar, ms('2026-03-02 18:30'))).toBe(1)
    expect(passedShareOfDay(calendar, ms('2026-03-01 12:30'))).toBe(0)
  })
})

describe('a calendar of one’s own', () => {
  it('has hours by weekday, by season and from a date on; the last that fits goes before', () => {
    const own = publishedCalendar({
      variations: [
        { fromDate: '2026-05-01', throughDate: '2026-09-30', officeHours: [{ from: '08:00', to: '15:00' }] },
        { weekdays: [5], officeHours: [{ from: '09:00', to: '12:00' }] },
      ],
    })
    expect(dayOf(own, '2026-06-01').officeHours).toEqual([{ from: '08:00', to: '15:00' }])
    expect(dayOf(own, '2026-06-05').officeHours).toEqual([{ from: '09:00', to: '12:00' }])
    expect(dayOf(own, '2026-10-12').officeHours).toHaveLength(2)
  })

  it('closes for hours or days, before all else', () => {
    const own = publishedCalendar({
      closures: [
        {
          fromDate: '2026-03-06',
          throughDate: '2026-03-06',
          hours: { from: '11:00', to: '15:00' },
          why: { zh: '全员培训', en: 'training' },
        },
        { fromDate: '2026-02-14', throughDate: '2026-02-14', why: { zh: '停电', en: 'power cut' } },
      ],
    })
    expect(dayOf(own, '2026-03-06').officeHours).toEqual([
      { from: '08:30', to: '11:00' },
      { from: '15:00', to: '18:30' },
    ])
    expect(dayOf(own, '2026-02-14')).toMatchObject({ working: false, kind: 'closure', why: { zh: '停电' } })
    const pieces = piecesBetween(own, ms('2026-03-06 08:30'), ms('2026-03-06 18:30')).map(
      ({ piece }) => piece.kind,
    )
    expect(pieces).toEqual(['office-hours', 'closure', 'break', 'closure', 'office-hours'])
  })

  it('may know no holidays at all', () => {
    const shifts = publishedCalendar({
      workWeekdays: [1, 2, 3, 4, 5, 6, 7],
      officeHours: [{ from: '07:00', to: '21:00' }],
      days: [],
      publishedFrom: undefined,
      publishedThrough: undefined,
    })
    expect(dayOf(shifts, '2027-02-06')).toMatchObject({ working: true, published: true })
    expect(text(addWork(shifts, ms('2026-10-01 20:50'), 30 * minuteMs))).toBe('2026-10-02 07:20')
  })

  it('is refused with hours out of order, and finds no deadline where nobody ever works', () => {
    const hours = (officeHours: { from: string; to: string }[]) =>
      WorkingCalendar.safeParse({ ...calendar, officeHours }).success
    expect(hours([{ from: '12:00', to: '08:30' }])).toBe(false)
    expect(
      hours([
        { from: '08:30', to: '12:00' },
        { from: '11:00', to: '13:00' },
      ]),
    ).toBe(false)
    expect(hours([{ from: '22:00', to: '24:00' }])).toBe(true)
    expect(
      WorkingCalendar.safeParse({ ...calendar, days: [...calendar.days, ...calendar.days] }).success,
    ).toBe(false)
    const closed = publishedCalendar({
      closures: [{ fromDate: '2000-01-01', throughDate: '2399-12-31', why: { zh: '撤销', en: 'abolished' } }],
    })
    expect(() => addWork(closed, ms('2026-03-02 09:00'), 1)).toThrow(/hundred years/)
    expect(() => measureWork(calendar, ms('2026-03-02 09:00'), Date.UTC(9999, 0))).toThrow(/9999/)
  })
})

describe('on any calendar', () => {
  const amount = fc.integer({ min: 1, max: 60 * hourMs })

  it('measuring what was added gives it back, and no earlier instant does', () => {
    fc.assert(
      fc.property(arbitraryCalendar, arbitraryInstant, amount, (own, from, work) => {
        const end = addWork(own, from, work)
        expect(measureWork(own, from, end)).toBe(work)
        expect(measureWork(own, from, end - 1)).toBe(work - 1)
      }),
    )
  })

  it('measuring counts the working minutes of the plain data', () => {
    fc.assert(
      fc.property(arbitraryCalendar, arbitraryInstant, fc.nat(6 * 24 * 60), (own, instant, minutes) => {
        const from = instant - (instant % minuteMs)
        let work = 0
        for (let i = 0; i < minutes; i++) work += isWorkMinute(own, from + i * minuteMs) ? minuteMs : 0
        expect(measureWork(own, from, from + minutes * minuteMs)).toBe(work)
      }),
      { numRuns: 40 },
    )
  })

  it('the end of office hours found is the count-th, on a working day after the first', () => {
    fc.assert(
      fc.property(
        arbitraryCalendar,
        arbitraryInstant,
        fc.integer({ min: 1, max: 20 }),
        (own, from, count) => {
          const notOn = localDay(own, from)
          const end = addClosings(own, from, count, notOn)
          expect(measureClosings(own, from, end, notOn)).toBe(count)
          expect(measureClosings(own, from, end - 1, notOn)).toBe(count - 1)
          expect(localDay(own, end - 1)).toBeGreaterThan(notOn)
          expect(isWorkMinute(own, end - minuteMs)).toBe(true)
        },
      ),
    )
  })

  it('pieces tile the time, and the spans of work are the pieces that are work', () => {
    fc.assert(
      fc.property(arbitraryCalendar, arbitraryInstant, fc.nat(9 * dayMs), (own, from, length) => {
        const pieces = piecesBetween(own, from, from + length)
        expect(pieces.reduce((reached, it) => (it.from === reached ? it.to : Number.NaN), from)).toBe(
          from + length,
        )
        const work = workSpans(own, from, from + length).reduce((sum, it) => sum + it.to - it.from, 0)
        expect(work).toBe(measureWork(own, from, from + length))
      }),
    )
  })
})
