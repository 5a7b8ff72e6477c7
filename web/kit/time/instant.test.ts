import { describe, expect, it } from 'vitest'
import { formatDay, formatInstant, toDurationParts, toLocalDate } from './instant.ts'

describe('the county time', () => {
  it('does not depend on the time zone of the PC', () => {
    expect(toLocalDate('2025-09-30T16:30:00Z')).toBe('2025-10-01')
    expect(formatInstant('2025-09-30T09:50:00Z', '2025-12-01T00:00:00Z')).toBe('09-30 17:50')
  })
  it('names the year when it is another one', () => {
    expect(formatInstant('2024-12-31T16:30:00Z', '2025-06-01T00:00:00Z')).toBe('01-01 00:30')
    expect(formatInstant('2024-12-31T15:30:00Z', '2025-06-01T00:00:00Z')).toBe('2024-12-31 23:30')
  })
  it('names the weekday', () => {
    expect(formatDay('2025-09-30', false)).toBe('09-30 周二')
    expect(formatDay('2025-09-28', true)).toBe('09-28 Sun')
  })
})

describe('a stretch of time', () => {
  const minute = 60_000
  it.each([
    [30 * 1000, [{ unit: 'under', n: 0 }]],
    [5 * minute, [{ unit: 'minutes', n: 5 }]],
    [
      125 * minute,
      [
        { unit: 'hours', n: 2 },
        { unit: 'minutes', n: 5 },
      ],
    ],
    [120 * minute, [{ unit: 'hours', n: 2 }]],
    [
      (3 * 1440 + 61) * minute,
      [
        { unit: 'days', n: 3 },
        { unit: 'hours', n: 1 },
      ],
    ],
    [
      -125 * minute,
      [
        { unit: 'hours', n: 2 },
        { unit: 'minutes', n: 5 },
      ],
    ],
  ])('%d ms has its two largest units', (milliseconds, parts) => {
    expect(toDurationParts(milliseconds)).toEqual(parts)
  })

  it('tells office time in hours', () => {
    expect(toDurationParts((237 * 60 + 5) * minute, 'hours')).toEqual([
      { unit: 'hours', n: 237 },
      { unit: 'minutes', n: 5 },
    ])
  })
})
