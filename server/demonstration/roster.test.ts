/** The roster of the demonstration: somebody is always there, and nobody works without rest. */
import { describe, expect, it } from 'vitest'
import { findOverlaps, findRestWarnings } from '#domain/patrol/line-checks.ts'
import { includes, stretchOf } from '#domain/patrol/shift.ts'
import { demonstrationShifts, planWeek } from './roster.ts'

const team = 10
const work = ['2026-06-08', '2026-06-15', '2026-06-22', '2026-06-29'].flatMap((monday) =>
  planWeek(team, monday).flatMap(({ index, onDate, shift }) => {
    const found = demonstrationShifts.find((it) => it.key === shift)
    return found ? [{ personId: String(index), onDate, ...stretchOf(found, onDate) }] : []
  }),
)

describe('the roster of the demonstration', () => {
  it('has at least two collectors on duty at every hour, so that a checker is never the reporter', () => {
    const begin = Date.parse('2026-06-15T00:00:00+08:00')
    for (let hour = 0; hour < 14 * 24; hour++) {
      const at = new Date(begin + hour * 3_600_000)
      expect(work.filter((it) => includes(it, at)).length, at.toISOString()).toBeGreaterThanOrEqual(2)
    }
  })

  it('gives everybody rest', () => {
    expect(findOverlaps(work)).toEqual([])
    expect(findRestWarnings(work)).toEqual([])
  })

  it('has the two that a visitor signs in as there by day, and one of them at the weekend', () => {
    const at = new Date('2026-06-17T10:00:00+08:00')
    const there = work.filter((it) => includes(it, at)).map((it) => it.personId)
    expect(there).toEqual(expect.arrayContaining(['0', '1']))
    const sunday = new Date('2026-06-21T10:00:00+08:00')
    const then = work.filter((it) => includes(it, sunday)).map((it) => it.personId)
    expect([then.includes('0'), then.includes('1')]).toEqual([false, true])
  })
})
