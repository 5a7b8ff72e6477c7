import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WorkingCalendar } from '#domain/catalogue/calendar.ts'
import { dayMs, hourMs, minuteMs, toDateText, toDayNumber } from '#domain/catalogue/calendar-date.ts'
import { measureWork } from '#domain/catalogue/calendar-time.ts'
import { arbitraryCalendar, arbitraryInstant } from '#domain/catalogue/testing/calendars.ts'
import type { Limit } from '../catalogue/limit.ts'
import { Clock, limitInForce, stateOf, WorkDayMeaning } from './clock.ts'
import { explainClock } from './clock-explanation.ts'
import {
  extendClock,
  pauseClock,
  recomputeClock,
  restartClock,
  resumeClock,
  startClock,
  stopClock,
} from './clock-marks.ts'
import { measureOf } from './clock-measure.ts'
import { dueAt, leftAt, readClock, usedAt } from './clock-reading.ts'
import { dueByMinutes } from './testing/clock-oracle.ts'

const quarters = (unit: Limit['unit'], max: number) =>
  fc.integer({ min: 1, max: max * 4 }).map((n): Limit => ({ value: n / 4, unit }))
const arbitraryLimit = fc.oneof(
  quarters('urgent_hour', 40),
  quarters('work_hour', 12),
  quarters('work_day', 4),
  quarters('natural_day', 3),
)
const arbitraryMeaning = fc.constantFrom(...WorkDayMeaning.options)
const arbitraryMove = fc.record({
  kind: fc.constantFrom(
    'pause',
    'pause',
    'resume',
    'resume',
    'resume',
    'extend',
    'restart',
    'recompute',
    'stop',
  ),
  afterMinutes: fc.oneof(fc.nat(600), fc.nat(3 * 1440)),
  limit: fc.option(arbitraryLimit, { nil: undefined }),
})
type Move = { kind: string; afterMinutes: number; limit: Limit | undefined }

const startOf = (own: WorkingCalendar, limit: Limit, workDayMeans: WorkDayMeaning, at: number): Clock =>
  startClock({ name: 'dispose', limit, workDayMeans, calendarId: own.id, at: new Date(at) })

/** Makes the moves that the clock's state allows, and leaves the others out. */
function moved(clock: Clock, own: WorkingCalendar, moves: readonly Move[]): Clock {
  let now = Date.parse(clock.marks[0]?.at ?? '')
  return moves.reduce((it, { kind, afterMinutes, limit }) => {
    now += afterMinutes * minuteMs
    const input = { at: new Date(now), ...(limit ? { limit } : {}) }
    const state = stateOf(it)
    if (kind === 'pause' && state === 'running') return pauseClock(it, input)
    if (kind === 'resume' && state !== 'running') return resumeClock(it, input)
    if (kind === 'restart') return restartClock(it, input)
    if (state === 'stopped') return it
    if (kind === 'extend') return extendClock(it, input)
    if (kind === 'recompute') return recomputeClock(it, input)
    return kind === 'stop' ? stopClock(it, own, input) : it
  }, clock)
}

const arbitraryStory = fc
  .record({
    own: arbitraryCalendar,
    limit: arbitraryLimit,
    means: arbitraryMeaning,
    start: arbitraryInstant.map((instant) => instant - (instant % minuteMs)),
    moves: fc.array(arbitraryMove, { maxLength: 7 }),
  })
  .map(({ own, limit, means, start, moves }) => ({
    own,
    clock: moved(startOf(own, limit, means, start), own, moves),
  }))

const dueOf = (clock: Clock, own: WorkingCalendar): number | undefined => dueAt(clock, own)?.at.getTime()

describe('the deadline of any clock', () => {
  it('is the one found minute by minute', () => {
    fc.assert(
      fc.property(arbitraryStory, ({ own, clock }) => {
        fc.pre(stateOf(clock) !== 'stopped')
        expect(dueOf(clock, own)).toBe(dueByMinutes(clock, own))
      }),
      { numRuns: 150 },
    )
  }, 60_000)

  it('grows with the start and with the limit', () => {
    fc.assert(
      fc.property(
        arbitraryCalendar,
        arbitraryLimit,
        arbitraryMeaning,
        arbitraryInstant,
        fc.nat(3 * dayMs),
        fc.nat(8),
        (own, limit, means, start, later, more) => {
          const due = dueOf(startOf(own, limit, means, start), own) ?? Number.NaN
          const longer = { ...limit, value: limit.value + more / 4 }
          expect(dueOf(startOf(own, limit, means, start + later), own)).toBeGreaterThanOrEqual(due)
          expect(dueOf(startOf(own, longer, means, start), own)).toBeGreaterThanOrEqual(due)
          expect(due).toBeGreaterThan(start)
        },
      ),
    )
  })

  it('is where exactly the limit has been used', () => {
    fc.assert(
      fc.property(
        arbitraryCalendar,
        arbitraryLimit,
        arbitraryMeaning,
        arbitraryInstant,
        (own, limit, means, start) => {
          const clock = startOf(own, limit, means, start)
          const due = new Date(dueOf(clock, own) ?? Number.NaN)
          const { amount, unitMs } = measureOf(limit, means, own, start)
          expect(usedAt(clock, own, due)).toBe(amount * unitMs)
          expect(leftAt(clock, own, due)).toBe(0)
          expect(leftAt(clock, own, new Date(due.getTime() - 1))).toBeGreaterThan(0)
          expect(readClock(clock, own, due).overdue).toBe(false)
          expect(readClock(clock, own, new Date(due.getTime() + 1)).overdue).toBe(true)
        },
      ),
    )
  })

  it('moves by an extension as far as a new clock started at the deadline would run', () => {
    fc.assert(
      fc.property(arbitraryStory, arbitraryLimit, ({ own, clock }, limit) => {
        const due = dueOf(clock, own)
        fc.pre(stateOf(clock) === 'running' && due !== undefined)
        const at = new Date(clock.marks.at(-1)?.at ?? '')
        fc.pre(
          due !== undefined && due >= at.getTime() && (due + own.utcOffsetMinutes * minuteMs) % dayMs !== 0,
        )
        const extended = extendClock(clock, { at, limit })
        expect(dueOf(extended, own)).toBe(dueOf(startOf(own, limit, clock.workDayMeans, due ?? 0), own))
      }),
    )
  })

  it('is never earlier for a pause', () => {
    fc.assert(
      fc.property(arbitraryStory, fc.nat(5 * 1440), fc.nat(5 * 1440), ({ own, clock }, wait, length) => {
        fc.pre(stateOf(clock) === 'running')
        const pauseAt = Date.parse(clock.marks.at(-1)?.at ?? '') + wait * minuteMs
        const resumed = (minutes: number): Clock =>
          resumeClock(pauseClock(clock, { at: new Date(pauseAt) }), {
            at: new Date(pauseAt + minutes * minuteMs),
          })
        const due = dueOf(clock, own) ?? Number.NaN
        expect(dueOf(resumed(0), own)).toBe(due)
        expect(dueOf(resumed(length), own)).toBeGreaterThanOrEqual(due)
        if (due <= pauseAt) expect(dueOf(resumed(length), own)).toBe(due)
      }),
    )
  })
})

describe('the explanation of any clock', () => {
  it('covers every minute once, and what it counts of each limit adds up to it', () => {
    fc.assert(
      fc.property(arbitraryStory, ({ own, clock }) => {
        const { segments, dueAt: due, state, limit, extensions } = explainClock(clock, own)
        const start = Date.parse(clock.marks[0]?.at ?? '')
        const end = state === 'running' ? due : new Date(clock.marks.at(-1)?.at ?? '')
        const reached = segments.reduce(
          (at, { from, to }) => (from.getTime() === at ? to.getTime() : Number.NaN),
          start,
        )
        if (state === 'running') expect(reached).toBe(end?.getTime())
        else expect(reached).toBeLessThanOrEqual(Math.max(end?.getTime() ?? 0, due?.getTime() ?? 0))
        if (state !== 'running') return
        expect(limit).toEqual(limitInForce(clock))
        for (const [leg, each] of [limit, ...extensions].entries()) {
          const counted = segments.filter((it) => it.counted && it.leg === leg && !it.overdue)
          const { counting, amount } = measureOf(each, clock.workDayMeans, own, start)
          const ms = counted.reduce((sum, { from, to }) => sum + to.getTime() - from.getTime(), 0)
          expect(counting === 'workdays' ? counted.reduce((sum, { days }) => sum + days, 0) : ms).toBe(amount)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('counts office hours where it says so and nowhere else, and joins what is alike', () => {
    fc.assert(
      fc.property(arbitraryStory, ({ own, clock }) => {
        const { segments } = explainClock(clock, own)
        const idle = ['break', 'off-hours', 'weekend', 'holiday', 'closure']
        for (const [i, { from, to, kind, why, leg, overdue, counted, published }] of segments.entries()) {
          const work = measureWork(own, from.getTime(), to.getTime())
          expect(to.getTime()).toBeGreaterThan(from.getTime())
          if (kind === 'office-hours') expect(work).toBe(to.getTime() - from.getTime())
          else if (idle.includes(kind)) expect(work).toBe(0)
          expect(segments[i + 1] ?? {}).not.toMatchObject({ kind, why, leg, overdue, counted, published })
        }
      }),
      { numRuns: 200 },
    )
  })

  it('counts up to now what the clock says it has used', () => {
    fc.assert(
      fc.property(arbitraryStory, fc.nat(20 * dayMs), ({ own, clock }, later) => {
        const now = new Date(Date.parse(clock.marks.at(-1)?.at ?? '') + later)
        const { segments, limit, extensions, state } = explainClock(clock, own, now)
        const means = clock.workDayMeans
        fc.pre([limit, ...extensions].every((it) => measureOf(it, means, own, 0).counting !== 'workdays'))
        fc.pre(state !== 'running' || segments.at(-1)?.to.getTime() === now.getTime())
        const counted = segments.filter((it) => it.counted)
        const ms = counted.reduce((sum, { from, to }) => sum + to.getTime() - from.getTime(), 0)
        expect(ms).toBe(usedAt(clock, own, now))
      }),
    )
  })
})

describe('any clock', () => {
  it('comes back from JSON as it was', () => {
    fc.assert(
      fc.property(arbitraryStory, ({ own, clock }) => {
        const again = Clock.parse(JSON.parse(JSON.stringify(clock)))
        expect(again).toEqual(clock)
        expect(explainClock(again, own)).toEqual(explainClock(clock, own))
      }),
    )
  })

  it('that has stopped says the same on whatever calendar', () => {
    fc.assert(
      fc.property(arbitraryStory, arbitraryCalendar, fc.nat(5 * 1440), ({ own, clock }, other, wait) => {
        fc.pre(stateOf(clock) !== 'stopped')
        const stopAt = new Date(Date.parse(clock.marks.at(-1)?.at ?? '') + wait * minuteMs)
        const before = readClock(clock, own, stopAt)
        const stopped = stopClock(clock, own, { at: stopAt })
        const now = new Date(stopAt.getTime() + 40 * dayMs)
        expect(readClock(stopped, other, now)).toEqual(readClock(stopped, own, now))
        expect(readClock(stopped, own, now)).toMatchObject({
          usedMs: before.usedMs,
          limitMs: before.limitMs,
          overdue: before.overdue,
        })
      }),
    )
  })

  it('that has stopped is explained alike when the calendar changes beyond its stop and its deadline', () => {
    fc.assert(
      fc.property(arbitraryStory, ({ own, clock }) => {
        fc.pre(stateOf(clock) !== 'stopped')
        const stopped = stopClock(clock, own, { at: new Date(clock.marks.at(-1)?.at ?? '') })
        const { dueAt: due } = explainClock(stopped, own)
        const after = Math.max(due?.getTime() ?? 0, Date.parse(stopped.marks.at(-1)?.at ?? '')) + 26 * hourMs
        const date = toDateText(Math.ceil(after / dayMs))
        const closure = {
          fromDate: date,
          throughDate: toDateText(toDayNumber(date) + 9),
          why: { zh: '停', en: 'shut' },
        }
        const changed = WorkingCalendar.parse({ ...own, closures: [...own.closures, closure] })
        expect(explainClock(stopped, changed)).toEqual(explainClock(stopped, own))
      }),
    )
  })

  it('only changes by its marks: the old clock stays as it was', () => {
    fc.assert(
      fc.property(arbitraryStory, ({ own, clock }) => {
        const before = JSON.stringify(clock)
        moved(clock, own, [{ kind: 'extend', afterMinutes: 99_999, limit: undefined }])
        restartClock(clock, { at: new Date(clock.marks.at(-1)?.at ?? '') })
        expect(JSON.stringify(clock)).toBe(before)
      }),
    )
  })
})
