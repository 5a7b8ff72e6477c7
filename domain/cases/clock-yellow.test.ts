/** The yellow instant is where exactly the set share of the limit is left, whichever way it is found. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { limitUnits } from '../catalogue/limit.ts'
import { extendClock, pauseClock, startClock } from './clock-marks.ts'
import { readClock } from './clock-reading.ts'
import { yellowAt } from './clock-yellow.ts'
import { officeCalendar } from './testing.ts'

const share = 1 / 3
const start = (at: Date, value: number, unit: (typeof limitUnits)[number]) =>
  startClock({ name: 'dispose', limit: { value, unit }, workDayMeans: '8h', calendarId: 'office', at })

describe('when the light turns yellow', () => {
  it('a third of the limit is left, to the second, on every kind of clock, extended or not', () => {
    const instants = fc.date({
      min: new Date('2026-01-05'),
      max: new Date('2026-10-01'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(
        instants,
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(...limitUnits),
        fc.boolean(),
        (at, value, unit, isExtended) => {
          const plain = start(at, value, unit)
          const clock = isExtended ? extendClock(plain, { at: new Date(at.getTime() + 60_000) }) : plain
          const yellow = yellowAt(clock, officeCalendar, share)
          if (!yellow) throw new Error('a running clock turns yellow')
          const { limitMs, leftMs } = readClock(clock, officeCalendar, yellow)
          expect(Math.abs(leftMs - limitMs * share)).toBeLessThanOrEqual(1000)
        },
      ),
    )
  })

  it('a paused clock does not turn', () => {
    const at = new Date('2026-06-15T09:00:00+08:00')
    const paused = pauseClock(start(at, 4, 'work_hour'), { at: new Date(at.getTime() + 60_000) })
    expect(yellowAt(paused, officeCalendar, share)).toBeUndefined()
  })
})
