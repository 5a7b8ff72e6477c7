import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findInstant, findTimeExpression, findWallClock, isZone } from './local-time.ts'

const shown = (text: string, pattern: string, words?: Record<string, string>) => {
  const found = findWallClock(text, { pattern, words })
  return found === undefined ? undefined : new Date(found).toISOString()
}

describe('what a pattern reads', () => {
  it.each([
    ['2024/9/28 下午 05:41:59', 'yyyy/M/d a hh:mm:ss', '2024-09-28T17:41:59.000Z'],
    ['2024/9/28 上午 12:00:00', 'yyyy/M/d a hh:mm:ss', '2024-09-28T00:00:00.000Z'],
    ['2024/9/28 下午 12:30:00', 'yyyy/M/d a hh:mm:ss', '2024-09-28T12:30:00.000Z'],
    ['20240229', 'yyyyMMdd', '2024-02-29T00:00:00.000Z'],
    ['2011-07-01 02:03:04', 'yyyy-MM-dd HH:mm:ss', '2011-07-01T02:03:04.000Z'],
    ['2018年3月5日', 'yyyy年M月d日', '2018-03-05T00:00:00.000Z'],
    ['2018-03-05T10:00', "yyyy-MM-dd'T'HH:mm", '2018-03-05T10:00:00.000Z'],
    ['2018-03-05 10:00:01.25', 'yyyy-MM-dd HH:mm:ss.fff', '2018-03-05T10:00:01.250Z'],
  ])('%s by %s', (text, pattern, expected) => {
    expect(shown(text, pattern, { 上午: 'AM', 下午: 'PM' })).toBe(expected)
  })

  it.each([
    ['2023/2/29', 'yyyy/M/d'],
    ['2023/13/1', 'yyyy/M/d'],
    ['2023/4/31', 'yyyy/M/d'],
    ['2023-01-01 24:00', 'yyyy-MM-dd HH:mm'],
    ['2023-01-01 10:60', 'yyyy-MM-dd HH:mm'],
    ['2023-01-01 凌晨 03:00', 'yyyy-MM-dd a hh:mm'],
    ['2023-01-01 AM 13:00', 'yyyy-MM-dd a hh:mm'],
    ['2023-1-1', 'yyyy-MM-dd'],
    ['2023-01-01 ', 'yyyy-MM-dd'],
  ])('not %s by %s', (text, pattern) => {
    expect(shown(text, pattern)).toBeUndefined()
  })

  it('knows a pattern with a letter that means nothing', () => {
    expect(findTimeExpression('yyyy-MM-dd Q')).toBeUndefined()
    expect(findTimeExpression('yyyy-MM-dd')).toBeDefined()
  })
})

describe('which instant a wall clock means', () => {
  const instant = (text: string, zone: string) => {
    const wall = findWallClock(text, { pattern: 'yyyy-MM-dd HH:mm' })
    const found = wall === undefined ? undefined : findInstant(wall, zone)
    return found === undefined ? undefined : new Date(found).toISOString()
  }

  it('in a fixed offset and in a zone without summer time', () => {
    expect(instant('2026-06-15 09:00', '+08:00')).toBe('2026-06-15T01:00:00.000Z')
    expect(instant('2026-06-15 09:00', 'Asia/Shanghai')).toBe('2026-06-15T01:00:00.000Z')
    expect(instant('2026-06-15 09:00', '-03:30')).toBe('2026-06-15T12:30:00.000Z')
  })

  it('follows summer time, takes the first of a doubled hour and none of a skipped one', () => {
    expect(instant('2011-07-01 12:00', 'America/New_York')).toBe('2011-07-01T16:00:00.000Z')
    expect(instant('2011-12-01 12:00', 'America/New_York')).toBe('2011-12-01T17:00:00.000Z')
    expect(instant('2011-11-06 01:30', 'America/New_York')).toBe('2011-11-06T05:30:00.000Z')
    expect(instant('2011-03-13 02:30', 'America/New_York')).toBeUndefined()
  })

  it('is an instant at which the clocks there show it, and only a skipped hour has none', () => {
    const zones = [
      'Asia/Shanghai',
      'America/New_York',
      'Europe/Zurich',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
    ]
    const shownIn = (zone: string, at: number) =>
      new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(at)
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 2_000_000_000 }), (zone, seconds) => {
        const wall = seconds * 1000
        const found = findInstant(wall, zone)
        if (found === undefined) expect(findInstant(wall - 3_600_000, zone)).toBeDefined()
        else expect(shownIn(zone, found)).toBe(shownIn('UTC', wall))
      }),
    )
  })

  it('tells zones from other words', () => {
    expect([isZone('Asia/Taipei'), isZone('+08:00'), isZone('Atlantis/Capital')]).toEqual([true, true, false])
  })
})
