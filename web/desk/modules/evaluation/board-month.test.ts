import { describe, expect, it } from 'vitest'
import { monthFrom, monthName } from './board-month.ts'

describe('months', () => {
  it.each([
    ['2026-01', -1, '2025-12'],
    ['2025-12', 1, '2026-01'],
    ['2026-11', -12, '2025-11'],
    ['2026-03', 0, '2026-03'],
  ])('%s and %d give %s', (month, step, expected) => {
    expect(monthFrom(month, step)).toBe(expected)
  })
  it('are named as people read them', () => {
    expect(monthName('2026-09', false)).toBe('2026 年 9 月')
    expect(monthName('2026-09', true)).toBe('2026-09')
  })
})
