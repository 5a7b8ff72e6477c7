/** A clock told by the day: days alike are one line, and no counted minute is lost or invented. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clockDaysOf } from './clock-days.ts'
import type { ExplainedClock } from './contract.ts'

type Segment = ExplainedClock['segments'][number]

const at = (local: string): string => new Date(`${local}:00+08:00`).toISOString()
const segment = (from: string, to: string, counted: boolean, zh: string): Segment => ({
  from: at(from),
  to: at(to),
  counted,
  minutes: (Date.parse(at(to)) - Date.parse(at(from))) / 60_000,
  kind: counted ? 'office-hours' : 'off',
  why: { zh, en: zh },
})

describe('a clock by the day', () => {
  it('tells the hours of each day, a holiday as one line, and days alike once', () => {
    const days = clockDaysOf([
      segment('2025-09-30T16:00', '2025-09-30T18:00', true, '办公时间'),
      segment('2025-09-30T18:00', '2025-10-01T00:00', false, '非办公时间'),
      segment('2025-10-01T00:00', '2025-10-09T00:00', false, '国庆节'),
      segment('2025-10-09T00:00', '2025-10-09T08:30', false, '非办公时间'),
      segment('2025-10-09T08:30', '2025-10-09T17:30', true, '办公时间'),
      segment('2025-10-09T17:30', '2025-10-10T08:30', false, '非办公时间'),
      segment('2025-10-10T08:30', '2025-10-10T17:30', true, '办公时间'),
    ])
    expect(
      days.map((it) => [it.fromDate, it.untilDate, it.days, it.minutesEach, it.why.map(({ zh }) => zh)]),
    ).toEqual([
      ['2025-09-30', '2025-09-30', 1, 120, ['办公时间']],
      ['2025-10-01', '2025-10-08', 8, 0, ['国庆节']],
      ['2025-10-09', '2025-10-10', 2, 540, ['办公时间']],
    ])
  })

  it('cuts a night that counts at midnight', () => {
    const days = clockDaysOf([segment('2025-09-30T22:00', '2025-10-01T02:00', true, '连续计时')])
    expect(days).toMatchObject([
      { fromDate: '2025-09-30', untilDate: '2025-10-01', days: 2, minutesEach: 120 },
    ])
  })

  it('keeps every counted minute and every day', () => {
    const stretch = fc.record({ minutes: fc.integer({ min: 1, max: 5000 }), counted: fc.boolean() })
    fc.assert(
      fc.property(fc.array(stretch, { minLength: 1, maxLength: 20 }), (stretches) => {
        let from = Date.parse(at('2026-02-10T09:30'))
        const segments = stretches.map(({ minutes, counted }): Segment => {
          const to = from + minutes * 60_000
          const it = { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
          from = to
          return { ...it, minutes, counted, kind: 'continuous', why: { zh: String(counted), en: '' } }
        })
        const days = clockDaysOf(segments)
        const counted = stretches.filter((it) => it.counted).reduce((sum, it) => sum + it.minutes, 0)
        expect(days.reduce((sum, it) => sum + it.minutesEach * it.days, 0)).toBeCloseTo(counted, 6)
        for (const [index, it] of days.entries()) {
          const before = days[index - 1]
          if (before)
            expect(Date.parse(it.fromDate) - Date.parse(before.untilDate), 'a day is missing').toBe(
              86_400_000,
            )
        }
      }),
    )
  })
})
