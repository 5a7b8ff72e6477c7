/** The county's day turns at four in the afternoon of Greenwich, and no earlier day is mistaken for the last one asked. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { chinaDayOf, chinaTimeOf } from './china-time.ts'

it('turns the day at 16:00 UTC', () => {
  expect(chinaTimeOf(new Date('2026-06-14T15:59:59.999Z'))).toEqual({ onDate: '2026-06-14', time: '23:59' })
  expect(chinaTimeOf(new Date('2026-06-14T16:00:00.000Z'))).toEqual({ onDate: '2026-06-15', time: '00:00' })
  expect(chinaDayOf(new Date('2025-12-31T16:00:00.000Z'))).toBe('2026-01-01')
})

it('says what the clock of Shanghai says, whatever was asked before', () => {
  const clock = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'short',
  })
  // From 1992 on, when summer time had been given up.
  const instants = fc.date({ min: new Date('1992-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(fc.array(instants), (list) => {
      for (const instant of list) {
        const { onDate, time } = chinaTimeOf(instant)
        expect(`${onDate} ${time}`).toBe(clock.format(instant))
        expect(chinaDayOf(instant)).toBe(onDate)
      }
    }),
  )
})
