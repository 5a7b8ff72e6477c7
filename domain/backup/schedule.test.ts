import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOld, longestGapHours, nextBackupAt } from './schedule.ts'

const at = (text: string): Date => new Date(`${text}+08:00`)

describe('the schedule of copies', () => {
  it.each([
    [[1], '2026-06-15T00:00', '2026-06-15T01:30'],
    [[1], '2026-06-15T01:30', '2026-06-16T01:30'],
    [[13, 1], '2026-06-15T01:31', '2026-06-15T13:30'],
    [[23], '2026-12-31T23:45', '2027-01-01T23:30'],
  ])('with hours %j the copy after %s begins at %s', (hours, now, next) => {
    expect(nextBackupAt(hours, at(now))).toEqual(at(next))
  })

  it('the next copy is never more than the longest gap away, and always to come', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 1 }),
        fc.integer({ min: 0, max: 4e12 }),
        (hours, now) => {
          const wait = nextBackupAt(hours, new Date(now)).getTime() - now
          expect(wait).toBeGreaterThan(0)
          expect(wait).toBeLessThanOrEqual(longestGapHours(hours) * 3_600_000)
        },
      ),
    )
  })

  it('a copy is old two hours after its follower should have been there', () => {
    expect(longestGapHours([1])).toBe(24)
    expect(longestGapHours([1, 7, 13])).toBe(12)
    expect(isOld([1], at('2026-06-15T01:30'), at('2026-06-16T03:30'))).toBe(false)
    expect(isOld([1], at('2026-06-15T01:30'), at('2026-06-16T03:31'))).toBe(true)
  })
})
