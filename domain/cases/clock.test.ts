import { describe, expect, it } from 'vitest'
import { at, publishedCalendar } from '#domain/catalogue/testing/calendars.ts'
import type { Limit } from '../catalogue/limit.ts'
import { Problem } from '../problem.ts'
import { Clock, type ClockReason, clockLabel, type WorkDayMeaning } from './clock.ts'
import {
  extendClock,
  pauseClock,
  recomputeClock,
  restartClock,
  resumeClock,
  startClock,
  stopClock,
} from './clock-marks.ts'
import { dueAt, isOverdue, leftAt, lightOf, overdueMultiple, readClock, usedAt } from './clock-reading.ts'

const calendar = publishedCalendar()
const hour = 3_600_000
const workHours = (value: number): Limit => ({ value, unit: 'work_hour' })
const workDays = (value: number): Limit => ({ value, unit: 'work_day' })
const urgentHours = (value: number): Limit => ({ value, unit: 'urgent_hour' })

const started = (local: string, limit: Limit, workDayMeans: WorkDayMeaning = '8h'): Clock =>
  startClock({ name: 'dispose', limit, workDayMeans, calendarId: 'office', at: at(local) })

const due = (clock: Clock, own = calendar): string | undefined => {
  const found = dueAt(clock, own)
  return found && new Date(found.at.getTime() + 8 * hour).toISOString().slice(0, 16).replace('T', ' ')
}

const paused = (clock: Clock, from: string, to: string, reason: ClockReason = 'suspension'): Clock =>
  resumeClock(pauseClock(clock, { at: at(from), reason }), { at: at(to) })

describe('a deadline', () => {
  it.each<[string, Limit, WorkDayMeaning, string, string]>([
    ['2026-09-18 17:50', workDays(1), '8h', '2026-09-20 17:50', 'Friday 17:50 before a make-up Sunday'],
    [
      '2026-09-18 17:50',
      workDays(1),
      'end-of-day',
      '2026-09-20 18:30',
      'the same where a day ends with its day',
    ],
    ['2026-09-18 17:50', workHours(4), '8h', '2026-09-20 11:50', 'the same, four work hours'],
    ['2026-09-18 17:50', urgentHours(2), '8h', '2026-09-18 19:50', 'the same, urgent: the night counts'],
    [
      '2026-09-18 17:50',
      { value: 1, unit: 'natural_day' },
      '8h',
      '2026-09-19 17:50',
      'the same, natural day: 24 hours',
    ],
    ['2025-09-26 17:50', workDays(1), '8h', '2025-09-28 17:50', 'Friday before the make-up Sunday of 2025'],
    ['2026-09-30 18:00', workHours(1), '8h', '2026-10-08 09:00', 'over National Day'],
    ['2026-09-30 18:00', urgentHours(24), '8h', '2026-10-01 18:00', 'urgent hours do not see National Day'],
    [
      '2026-03-02 08:30',
      workDays(1),
      '8h',
      '2026-03-02 18:30',
      'a whole day of work ends at the end of office hours',
    ],
    ['2026-03-02 19:00', workHours(1), '8h', '2026-03-03 09:30', 'a start after hours begins next morning'],
    ['2026-03-01 10:00', workDays(1), '8h', '2026-03-02 18:30', 'a start on Sunday begins on Monday'],
    ['2026-03-01 10:00', workDays(1), 'end-of-day', '2026-03-02 18:30', 'and so with days'],
    [
      '2026-03-02 07:00',
      workDays(1),
      'end-of-day',
      '2026-03-03 18:30',
      'the day of the start is not counted, however early',
    ],
    ['2026-03-02 23:00', workDays(3), 'end-of-day', '2026-03-05 18:30', 'nor however late'],
    ['2026-03-02 09:00', workDays(0.5), 'end-of-day', '2026-03-03 18:30', 'half a day ends with its day'],
    ['2026-03-02 09:00', workDays(0.5), '8h', '2026-03-02 15:00', 'half a day is four hours'],
    ['2026-02-13 09:00', workDays(15), 'end-of-day', '2026-03-12 18:30', 'fifteen days over Spring Festival'],
  ])('of %s, %o, %s is %s: %s', (from, limit, means, expected) => {
    expect(due(started(from, limit, means))).toBe(expected)
  })

  it('says when it rests on a year whose days off are not published', () => {
    const published = (local: string, limit: Limit) =>
      dueAt(started(local, limit), calendar)?.calendarPublished
    expect(published('2026-12-30 09:00', workHours(15.5))).toBe(true)
    expect(published('2026-12-30 09:00', workHours(15.6))).toBe(false)
    expect(published('2026-12-31 18:00', urgentHours(24))).toBe(true)
    expect(due(started('2026-12-30 09:00', workDays(3)))).toBe('2027-01-04 09:00')
  })
})

describe('pause and resume', () => {
  it('over a holiday moves the deadline by the working time between only', () => {
    const clock = started('2026-09-29 09:00', workDays(3))
    expect(due(clock)).toBe('2026-10-09 09:00')
    expect(due(paused(clock, '2026-09-30 18:30', '2026-10-08 08:30'))).toBe('2026-10-09 09:00')
    expect(due(paused(clock, '2026-09-30 17:30', '2026-10-08 10:30'))).toBe('2026-10-09 12:00')
  })

  it('leaves no deadline while it lasts, but tells which there would be', () => {
    const clock = pauseClock(started('2026-03-02 09:00', workHours(4)), { at: at('2026-03-02 10:00') })
    expect(due(clock)).toBeUndefined()
    expect(dueAt(clock, calendar, at('2026-03-04 09:00'))?.at).toEqual(at('2026-03-04 12:00'))
    expect(lightOf(clock, calendar, at('2026-03-05 10:00'))).toBe('paused')
    expect(usedAt(clock, calendar, at('2026-03-05 10:00'))).toBe(hour)
    expect(isOverdue(clock, calendar, at('2026-03-05 10:00'))).toBe(false)
  })

  it('at the deadline itself leaves the deadline where it is', () => {
    const hours = started('2026-03-02 09:00', workHours(1))
    expect(due(paused(hours, '2026-03-02 10:00', '2026-03-04 09:00'))).toBe('2026-03-02 10:00')
    const days = started('2026-03-02 09:00', workDays(1), 'end-of-day')
    expect(due(paused(days, '2026-03-03 18:30', '2026-03-05 09:00'))).toBe('2026-03-03 18:30')
  })

  it('after the deadline does not undo it', () => {
    const clock = pauseClock(started('2026-03-02 09:00', workHours(1)), { at: at('2026-03-02 11:00') })
    expect(due(clock)).toBe('2026-03-02 10:00')
    expect(isOverdue(clock, calendar, at('2026-03-05 10:00'))).toBe(true)
    expect(due(resumeClock(clock, { at: at('2026-03-06 10:00') }))).toBe('2026-03-02 10:00')
  })

  it.each([
    [
      '2026-03-03 10:00',
      '2026-03-03 11:00',
      '2026-03-05 18:30',
      'within a day loses nothing: it still ends on the clock',
    ],
    ['2026-03-03 18:30', '2026-03-04 08:00', '2026-03-05 18:30', 'overnight loses nothing'],
    [
      '2026-03-03 18:29',
      '2026-03-03 18:30',
      '2026-03-06 18:30',
      'at the end of office hours gives the day back',
    ],
    [
      '2026-03-03 10:00',
      '2026-03-04 10:00',
      '2026-03-06 18:30',
      'over one end of office hours gives one day back',
    ],
    ['2026-03-06 10:00', '2026-03-06 10:00', '2026-03-05 18:30', 'after the deadline gives nothing'],
    ['2026-03-02 10:00', '2026-03-09 10:00', '2026-03-11 18:30', 'over a week gives its working days back'],
  ])('of three end-of-day days from %s to %s makes %s: %s', (from, to, expected) => {
    expect(due(paused(started('2026-03-02 09:00', workDays(3), 'end-of-day'), from, to))).toBe(expected)
  })
})

describe('extension', () => {
  it('adds once more the limit to the current deadline, after a pause too', () => {
    const clock = paused(started('2026-09-28 09:00', workHours(4)), '2026-09-28 10:00', '2026-09-30 17:30')
    expect(due(clock)).toBe('2026-10-08 10:30')
    expect(due(extendClock(clock, { at: at('2026-10-08 09:00') }))).toBe('2026-10-08 16:30')
  })

  it('may be of another kind: two days on the night’s urgent deadline', () => {
    const clock = extendClock(started('2026-03-02 20:00', urgentHours(2)), {
      at: at('2026-03-02 21:00'),
      limit: workDays(2),
    })
    expect(due(clock)).toBe('2026-03-04 18:30')
    const eod = started('2026-03-02 20:00', urgentHours(2), 'end-of-day')
    expect(due(extendClock(eod, { at: at('2026-03-02 21:00'), limit: workDays(2) }))).toBe('2026-03-04 18:30')
  })

  it('of n days by m days is n + m days, also where offices close at midnight', () => {
    const late = publishedCalendar({ officeHours: [{ from: '16:00', to: '24:00' }] })
    for (const own of [calendar, late]) {
      const clock = extendClock(started('2026-03-02 09:00', workDays(3), 'end-of-day'), {
        at: at('2026-03-02 10:00'),
        limit: workDays(2),
      })
      expect(due(clock, own)).toBe(due(started('2026-03-02 09:00', workDays(5), 'end-of-day'), own))
    }
  })

  it('granted while paused waits with the rest; pausing in it moves it', () => {
    const waiting = extendClock(
      pauseClock(started('2026-03-02 09:00', workHours(2)), { at: at('2026-03-02 10:00') }),
      { at: at('2026-03-02 11:00') },
    )
    expect(due(resumeClock(waiting, { at: at('2026-03-03 09:00') }))).toBe('2026-03-03 12:00')
    const running = extendClock(started('2026-03-02 09:00', workHours(2)), { at: at('2026-03-02 10:00') })
    expect(due(paused(running, '2026-03-02 11:30', '2026-03-03 09:00'))).toBe('2026-03-03 10:30')
  })
})

describe('restart and rework', () => {
  it('restarts with the whole limit for another unit; extensions fall away', () => {
    const extended = extendClock(started('2026-03-02 09:00', workHours(4)), { at: at('2026-03-02 10:00') })
    const returned = pauseClock(extended, { at: at('2026-03-02 11:00'), reason: 'return-requested' })
    const other = restartClock(returned, { at: at('2026-03-02 15:00'), reason: 'other-unit' })
    expect(due(other)).toBe('2026-03-03 09:00')
    expect(usedAt(other, calendar, at('2026-03-02 16:00'))).toBe(hour)
    expect(due(resumeClock(returned, { at: at('2026-03-02 15:00'), reason: 'same-unit' }))).toBe(
      '2026-03-03 11:00',
    )
  })

  it('takes a new limit at a restart, and repeats that in extensions', () => {
    const clock = restartClock(started('2026-03-02 09:00', workDays(5)), {
      at: at('2026-03-03 09:00'),
      limit: workHours(2),
    })
    expect(due(clock)).toBe('2026-03-03 11:00')
    expect(due(extendClock(clock, { at: at('2026-03-03 10:00') }))).toBe('2026-03-03 15:00')
  })

  it('goes on with the same clock for rework; the wait for the check is not counted', () => {
    const handled = stopClock(started('2026-03-02 09:00', workHours(4)), calendar, {
      at: at('2026-03-02 11:00'),
      reason: 'handled',
    })
    const again = resumeClock(handled, { at: at('2026-03-04 09:00'), reason: 'rework' })
    expect(usedAt(again, calendar, at('2026-03-04 10:00'))).toBe(3 * hour)
    expect(due(again)).toBe('2026-03-04 11:00')
  })
})

describe('lights and measures', () => {
  const clock = started('2026-03-02 09:00', workHours(3))

  it.each([
    ['2026-03-02 10:59', 'green', false],
    ['2026-03-02 11:00', 'yellow', false],
    ['2026-03-02 12:00', 'yellow', false],
    ['2026-03-02 13:00', 'red', true],
  ] as const)('at %s: %s, overdue %s', (now, light, overdue) => {
    expect(readClock(clock, calendar, at(now))).toMatchObject({ light, overdue })
  })

  it('is in time at the deadline itself and late a millisecond after', () => {
    const deadline = at('2026-03-02 12:00').getTime()
    expect(isOverdue(clock, calendar, new Date(deadline))).toBe(false)
    expect(isOverdue(clock, calendar, new Date(deadline + 1))).toBe(true)
  })

  it('turns yellow at another share where a county says so', () => {
    expect(lightOf(clock, calendar, at('2026-03-02 10:30'), { yellowShare: 0.5 })).toBe('yellow')
    expect(lightOf(clock, calendar, at('2026-03-02 10:29'), { yellowShare: 0.5 })).toBe('green')
  })

  it('turns yellow within the last of the days, where a limit counts days', () => {
    const days = started('2026-03-02 09:00', workDays(1), 'end-of-day')
    expect(lightOf(days, calendar, at('2026-03-02 18:00'))).toBe('green')
    expect(lightOf(days, calendar, at('2026-03-03 14:00'))).toBe('green')
    expect(lightOf(days, calendar, at('2026-03-03 16:00'))).toBe('yellow')
    expect(lightOf(days, calendar, at('2026-03-03 18:31'))).toBe('red')
    expect(usedAt(days, calendar, at('2026-03-03 12:30'))).toBe(3.5 * hour)
  })

  it('measures how often the limit is exceeded, and nothing within it', () => {
    expect(overdueMultiple(clock, calendar, at('2026-03-02 12:00'))).toBe(0)
    expect(overdueMultiple(clock, calendar, at('2026-03-02 15:30'))).toBe(0.5)
    expect(leftAt(clock, calendar, at('2026-03-02 15:30'))).toBe(-1.5 * hour)
    const days = started('2026-03-02 09:00', workDays(2), 'end-of-day')
    expect(overdueMultiple(days, calendar, at('2026-03-09 19:00'))).toBe(1.5)
  })

  it('looks back: marks made later are left out', () => {
    const later = stopClock(extendClock(clock, { at: at('2026-03-02 11:30') }), calendar, {
      at: at('2026-03-02 15:00'),
    })
    expect(readClock(later, calendar, at('2026-03-02 11:00'))).toMatchObject({
      state: 'running',
      light: 'yellow',
      dueAt: at('2026-03-02 12:00'),
    })
    expect(lightOf(later, calendar, at('2026-03-02 16:00'))).toBe('stopped')
  })

  it('has used nothing before its start', () => {
    expect(readClock(clock, calendar, at('2026-03-01 12:00'))).toMatchObject({ usedMs: 0, light: 'green' })
  })
})

describe('what a clock keeps', () => {
  it('keeps its limit when the catalogue is edited', () => {
    const inCatalogue = { value: 2, unit: 'work_day' as const }
    const clock = started('2026-03-02 09:00', inCatalogue)
    Object.assign(inCatalogue, { value: 9 })
    expect(due(clock)).toBe('2026-03-04 09:00')
  })

  it('follows a changed calendar while open, and not after its stop', () => {
    const closed = publishedCalendar({
      closures: [{ fromDate: '2026-03-03', throughDate: '2026-03-03', why: { zh: '停电', en: 'power cut' } }],
    })
    const open = started('2026-03-02 09:00', workDays(2))
    expect(due(open, closed)).toBe('2026-03-05 09:00')
    expect(due(recomputeClock(open, { at: at('2026-03-02 20:00') }), closed)).toBe('2026-03-05 09:00')
    const stopped = stopClock(open, calendar, { at: at('2026-03-04 09:30') })
    for (const own of [calendar, closed])
      expect(readClock(stopped, own, at('2026-04-01 09:00'))).toMatchObject({
        dueAt: at('2026-03-04 09:00'),
        overdue: true,
        usedMs: 16.5 * hour,
      })
  })

  it('settles a stop in a pause as if resumed there', () => {
    const stopped = stopClock(
      pauseClock(started('2026-03-02 09:00', workHours(2)), { at: at('2026-03-02 10:00') }),
      calendar,
      { at: at('2026-03-03 09:00'), reason: 'voided' },
    )
    expect(due(stopped)).toBe('2026-03-03 10:00')
    expect(readClock(stopped, calendar, at('2026-03-09 09:00'))).toMatchObject({
      usedMs: hour,
      overdue: false,
      light: 'stopped',
    })
  })

  it('refuses what makes no sense', () => {
    const running = started('2026-03-02 09:00', workHours(2))
    const soon = { at: at('2026-03-02 10:00') }
    const stopped = stopClock(running, calendar, soon)
    const code = (act: () => unknown): unknown => {
      try {
        return act()
      } catch (error) {
        return error instanceof Problem ? error.code : error
      }
    }
    for (const act of [
      () => resumeClock(running, soon),
      () => pauseClock(pauseClock(running, soon), soon),
      () => pauseClock(stopped, soon),
      () => extendClock(stopped, soon),
      () => stopClock(stopped, calendar, soon),
      () => recomputeClock(stopped, soon),
    ])
      expect(code(act)).toBe('cases.clock-mark-not-allowed')
    expect(code(() => pauseClock(running, { at: at('2026-03-02 08:59') }))).toBe(
      'cases.clock-marks-out-of-order',
    )
    expect(code(() => dueAt(running, publishedCalendar({ id: 'other' })))).toBe(
      'cases.clock-calendar-mismatch',
    )
    expect(Clock.safeParse({ ...running, marks: running.marks.concat(running.marks) }).success).toBe(false)
    expect(Clock.safeParse({ ...stopped, marks: stopped.marks.toReversed() }).success).toBe(false)
  })

  it('has a name that people know, and lets a city name its own', () => {
    expect(clockLabel('dispose').zh).toBe('处置时限')
    expect(clockLabel('公示').zh).toBe('公示')
  })
})
