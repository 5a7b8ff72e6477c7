import { describe, expect, it } from 'vitest'
import { hoursHold } from './no-report-zone.ts'

describe('hours of a no-report zone', () => {
  it.each([
    [[], '03:00', true],
    [[{ from: '08:00', to: '18:00' }], '07:59', false],
    [[{ from: '08:00', to: '18:00' }], '08:00', true],
    [[{ from: '08:00', to: '18:00' }], '18:00', false],
    [[{ from: '18:00', to: '01:00' }], '00:30', true],
    [[{ from: '18:00', to: '01:00' }], '23:59', true],
    [[{ from: '18:00', to: '01:00' }], '01:00', false],
    [[{ from: '00:00', to: '24:00' }], '12:00', true],
    [[{ from: '06:00', to: '06:00' }], '05:00', true],
    [
      [
        { from: '06:00', to: '07:00' },
        { from: '20:00', to: '21:00' },
      ],
      '20:30',
      true,
    ],
  ])('%j at %s: %s', (hours, time, holds) => expect(hoursHold(hours, time)).toBe(holds))
})
