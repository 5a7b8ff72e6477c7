/** A clock that is carried over says the same as if it had run here from the beginning, whatever is asked of it. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WorkingCalendar } from '#domain/catalogue/calendar.ts'
import { dayMs, hourMs, minuteMs } from '#domain/catalogue/calendar-date.ts'
import { localDay } from '#domain/catalogue/calendar-table.ts'
import { measureClosings } from '#domain/catalogue/calendar-time.ts'
import type { Limit } from '#domain/catalogue/limit.ts'
import {
  arbitraryCalendar,
  arbitraryInstant,
  at,
  publishedCalendar,
} from '#domain/catalogue/testing/calendars.ts'
import { type Clock, WorkDayMeaning } from '../clock.ts'
import { extendClock, pauseClock, resumeClock, startClock } from '../clock-marks.ts'
import { countingOf, measureOf } from '../clock-measure.ts'
import { dueAt, leftAt, readClock } from '../clock-reading.ts'
import { yellowAt } from '../clock-yellow.ts'
import { type Amount, type CarriedDeadline, carryClock } from './carry-clock.ts'

const unitMs = { urgent_hour: hourMs, work_hour: hourMs, work_day: 8 * hourMs, natural_day: dayMs }
const arbitraryLimit = fc
  .tuple(
    fc.integer({ min: 1, max: 48 }),
    fc.constantFrom('urgent_hour', 'work_hour', 'work_day', 'natural_day'),
  )
  .map(([quarters, unit]): Limit => ({ value: quarters / 4, unit }))
const arbitraryMeaning = fc.constantFrom(...WorkDayMeaning.options)
const arbitraryExtensions = fc.nat(2)

const carried = (
  limit: Limit,
  deadline: CarriedDeadline,
  calendar: WorkingCalendar,
  now: number,
  more: { workDayMeans?: WorkDayMeaning; extensions?: number; startedAt?: Date } = {},
) =>
  carryClock({
    name: 'dispose',
    limit,
    extensions: more.extensions ?? 0,
    deadline,
    workDayMeans: more.workDayMeans ?? '8h',
    calendar,
    at: new Date(now),
    startedAt: more.startedAt,
  })

/** A clock that really ran, and was extended at once. */
const ran = (
  limit: Limit,
  workDayMeans: WorkDayMeaning,
  calendar: WorkingCalendar,
  start: number,
  extensions: number,
): Clock => {
  let clock = startClock({
    name: 'dispose',
    limit,
    workDayMeans,
    calendarId: calendar.id,
    at: new Date(start),
  })
  for (let granted = 0; granted < extensions; granted++) clock = extendClock(clock, { at: new Date(start) })
  return clock
}

const leftOf = (clock: Clock, calendar: WorkingCalendar, now: number): Amount => ({
  value: leftAt(clock, calendar, new Date(now)) / unitMs[clock.limit.unit],
  unit: clock.limit.unit,
})

const sayings = (clock: Clock, calendar: WorkingCalendar, now: number) => {
  const { overdue, light, limitMs } = readClock(clock, calendar, new Date(now))
  return { overdue, light, limitMs }
}

const story = {
  limit: arbitraryLimit,
  means: arbitraryMeaning,
  calendar: arbitraryCalendar,
  start: arbitraryInstant,
  extensions: arbitraryExtensions,
  afterMinutes: fc.oneof(fc.nat(900), fc.nat(20 * 1440)),
  laterMinutes: fc.nat(10 * 1440),
}

describe('a clock carried over', () => {
  it('falls due when it would have, from the time left', () => {
    fc.assert(
      fc.property(
        fc.record(story),
        ({ limit, means, calendar, start, extensions, afterMinutes, laterMinutes }) => {
          const now = start + afterMinutes * minuteMs
          const own = ran(limit, means, calendar, start, extensions)
          const { clock, hasMoreThanLimit } = carried(
            limit,
            { left: leftOf(own, calendar, now) },
            calendar,
            now,
            {
              workDayMeans: means,
              extensions,
              startedAt: new Date(start),
            },
          )
          expect(hasMoreThanLimit).toBe(false)
          expect(dueAt(clock, calendar)).toMatchObject({ at: dueAt(own, calendar)?.at })
          for (const when of [now, now + laterMinutes * minuteMs]) {
            expect(leftAt(clock, calendar, new Date(when))).toBeCloseTo(
              leftAt(own, calendar, new Date(when)),
              3,
            )
            expect(sayings(clock, calendar, when)).toEqual(sayings(own, calendar, when))
          }
        },
      ),
      { numRuns: 600 },
    )
  })

  it('falls due when the old system said: the same instant, or the same day where days are counted', () => {
    fc.assert(
      fc.property(fc.record(story), ({ limit, means, calendar, start, extensions, afterMinutes }) => {
        const now = start + afterMinutes * minuteMs
        const due =
          dueAt(ran(limit, means, calendar, start, extensions), calendar)?.at ?? new Date(Number.NaN)
        // A day that ends at 24:00 is named by the day, not by the midnight after it.
        const told = countingOf(limit, means) === 'workdays' ? new Date(due.getTime() - 1) : due
        const { clock, isExact, hasMoreThanLimit } = carried(limit, { due: told }, calendar, now, {
          workDayMeans: means,
          extensions,
        })
        expect({ isExact, hasMoreThanLimit }).toEqual({ isExact: true, hasMoreThanLimit: false })
        expect(dueAt(clock, calendar)?.at).toEqual(due)
      }),
      { numRuns: 600 },
    )
  })

  it('has exactly what was left, also more than its limit, and the deadline follows from it alone', () => {
    fc.assert(
      fc.property(
        fc.record({ ...story, leftQuarters: fc.integer({ min: -400, max: 400 }) }),
        ({ limit, means, calendar, start: now, extensions, leftQuarters }) => {
          const left = { value: leftQuarters / 4, unit: limit.unit }
          const startedAt = new Date(now - 30 * dayMs)
          const { clock } = carried(limit, { left }, calendar, now, {
            workDayMeans: means,
            extensions,
            startedAt,
          })
          const due = dueAt(clock, calendar)?.at.getTime() ?? Number.NaN
          const measure = measureOf(limit, means, calendar, now)
          if (measure.counting === 'workdays') {
            const days = Math.ceil(left.value)
            const passing =
              days > 0
                ? measureClosings(calendar, now, due, localDay(calendar, now) - 1)
                : -measureClosings(calendar, due, now, localDay(calendar, due - 1))
            expect(passing).toBe(days === 0 ? -0 : days)
          } else {
            expect(leftAt(clock, calendar, new Date(now))).toBe(left.value * unitMs[limit.unit])
            if (left.value > 0) expect(due).toBe(measure.add(now, left.value * unitMs[limit.unit]))
          }
        },
      ),
      { numRuns: 600 },
    )
  })

  it('is extended, rested and taken up again like one that ran here', () => {
    fc.assert(
      fc.property(fc.record(story), ({ limit, means, calendar, start, afterMinutes, laterMinutes }) => {
        const now = start + afterMinutes * minuteMs
        const own = ran(limit, means, calendar, start, 0)
        const { clock } = carried(limit, { left: leftOf(own, calendar, now) }, calendar, now, {
          workDayMeans: means,
          startedAt: new Date(start),
        })
        const worked = (it: Clock): Clock => {
          const paused = pauseClock(extendClock(it, { at: new Date(now) }), { at: new Date(now + 60_000) })
          return resumeClock(paused, { at: new Date(now + laterMinutes * minuteMs + 60_000) })
        }
        expect(dueAt(worked(clock), calendar)?.at).toEqual(dueAt(worked(own), calendar)?.at)
      }),
      { numRuns: 600 },
    )
  })

  it('turns yellow at the share of the original limit, not of what was left', () => {
    fc.assert(
      fc.property(fc.record(story), ({ limit, means, calendar, start, afterMinutes }) => {
        const now = start + afterMinutes * minuteMs
        const own = ran(limit, means, calendar, start, 0)
        const { clock } = carried(limit, { left: leftOf(own, calendar, now) }, calendar, now, {
          workDayMeans: means,
          startedAt: new Date(start),
        })
        const [ours, theirs] = [clock, own].map(
          (it) => yellowAt(it, calendar, 1 / 3)?.getTime() ?? Number.NaN,
        )
        // Found by halving to the second where days are counted.
        expect(Math.abs((ours ?? 0) - (theirs ?? 0))).toBeLessThanOrEqual(2000)
      }),
      { numRuns: 600 },
    )
  })
})

describe('by worked examples', () => {
  // Offices 08:30–12:00 and 14:00–18:30; the 20th of September 2026 is worked for National Day.
  const calendar = publishedCalendar()
  const eightHours: Limit = { value: 8, unit: 'work_hour' }
  const due = (limit: Limit, deadline: CarriedDeadline, local: string, more = {}) => {
    const found = carried(limit, deadline, calendar, at(local).getTime(), more)
    return { ...found, due: dueAt(found.clock, calendar)?.at, start: found.clock.marks[0] }
  }

  it('two of eight hours left on Monday at nine: six were used since Friday morning', () => {
    const { due: dueOn, start } = due(
      eightHours,
      { left: { value: 2, unit: 'work_hour' } },
      '2026-03-09 09:00',
    )
    expect(dueOn).toEqual(at('2026-03-09 11:00'))
    // Half an hour on Monday, four and a half on Friday afternoon, an hour before noon.
    expect(start).toEqual({ at: at('2026-03-06 11:00').toISOString(), kind: 'start', reason: 'carried-over' })
  })

  it('three hours overdue stay three hours overdue', () => {
    const { clock, due: dueOn } = due(
      eightHours,
      { left: { value: -3, unit: 'work_hour' } },
      '2026-03-09 09:00',
    )
    expect(dueOn).toEqual(at('2026-03-06 16:00'))
    expect(readClock(clock, calendar, at('2026-03-09 09:00'))).toMatchObject({
      light: 'red',
      leftMs: -3 * hourMs,
      overdueMultiple: 0.375,
    })
  })

  it('more left than the limit was an extension nobody told of', () => {
    const { clock, hasMoreThanLimit } = due(
      eightHours,
      { left: { value: 10, unit: 'work_hour' } },
      '2026-03-09 09:00',
    )
    expect(hasMoreThanLimit).toBe(true)
    expect(clock.marks.map(({ kind, limit }) => [kind, limit?.value])).toEqual([
      ['start', undefined],
      ['extend', 2],
    ])
    expect(leftAt(clock, calendar, at('2026-03-09 09:00'))).toBe(10 * hourMs)
  })

  it('a deadline in the night is not ours: the unit has the same working time and it is said', () => {
    const { isExact, due: dueOn } = due(eightHours, { due: at('2026-03-09 23:00') }, '2026-03-09 09:00')
    expect(isExact).toBe(false)
    expect(dueOn).toEqual(at('2026-03-09 18:30'))
  })

  it('of more days left than the limit has, none is lost by a rest', () => {
    const one: Limit = { value: 1, unit: 'work_day' }
    const { clock, due: dueOn } = due(one, { left: { value: 2, unit: 'work_day' } }, '2026-03-09 08:00', {
      workDayMeans: 'end-of-day' as const,
      startedAt: at('2026-03-06 09:00'),
    })
    expect(dueOn).toEqual(at('2026-03-10 18:30'))
    const rested = resumeClock(pauseClock(clock, { at: at('2026-03-09 10:00') }), {
      at: at('2026-03-10 09:00'),
    })
    expect(dueAt(rested, calendar)?.at).toEqual(at('2026-03-11 18:30'))
  })

  it('of days, the one of the start is not counted', () => {
    const days: Limit = { value: 2, unit: 'work_day' }
    const left = { left: { value: 2, unit: 'work_day' as const } }
    const means = { workDayMeans: 'end-of-day' as const }
    const now = '2026-03-09 10:00'
    expect(due(days, left, now, { ...means, startedAt: at('2026-03-09 09:00') }).due).toEqual(
      at('2026-03-11 18:30'),
    )
    expect(due(days, left, now, { ...means, startedAt: at('2026-03-06 19:00') }).due).toEqual(
      at('2026-03-10 18:30'),
    )
  })
})
