import { describe, expect, it } from 'vitest'
import { monthAfter, monthBefore, weeksOfMonth } from './own-days.ts'

describe('the weeks of a month', () => {
  it.each([
    ['2026-06', '2026-06-01', 35],
    ['2026-02', '2026-01-26', 35],
    ['2027-02', '2027-02-01', 28],
    ['2026-08', '2026-07-27', 42],
  ])('%s begin on %s and are %d days', (month, from, days) => {
    expect(weeksOfMonth(month)).toEqual({ from, days })
  })
  it('have months before and after them over the turn of the year', () => {
    expect([monthAfter('2026-12'), monthBefore('2026-01'), monthAfter('2027-02')]).toEqual([
      '2027-01',
      '2025-12',
      '2027-03',
    ])
  })
})
