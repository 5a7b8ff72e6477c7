import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dutyAt } from './duty.ts'
import { nextPartOf, ownShiftsOf, without } from './own-roster.ts'
import type { Stretch } from './shift.ts'

const at = (local: string): Date => new Date(`2026-06-${local}:00+08:00`)
const span = (from: string, to: string): Stretch => ({ from: at(from), to: at(to) })
const line = (personId: string, day: string) => ({
  personId,
  onDate: `2026-06-${day}`,
  post: 'collector',
  shiftName: '早班',
  areaCode: null,
  gridCode: null,
  ...span(`${day}T07:00`, `${day}T14:00`),
})
const hours = (parts: readonly Stretch[]): string[] =>
  parts.map(({ from, to }) => [from, to].map((it) => it.toISOString().slice(8, 16)).join(' '))

describe('what is left of a stretch', () => {
  it.each([
    ['nothing taken out', [], ['14T23:00 15T06:00']],
    ['the middle', [span('15T09:00', '15T10:00')], ['14T23:00 15T01:00', '15T02:00 15T06:00']],
    ['the beginning', [span('14T09:00', '15T10:00')], ['15T02:00 15T06:00']],
    ['all of it', [span('15T00:00', '16T00:00')], []],
    ['what only touches it', [span('15T14:00', '15T18:00')], ['14T23:00 15T06:00']],
  ])('%s', (_, others, expected) => {
    expect(hours(without(line('a', '15'), others))).toEqual(expected)
  })
})

describe('one’s own shifts', () => {
  const lines = [line('a', '15'), line('a', '16'), line('b', '17'), line('c', '15')]
  const leaves = [{ personId: 'a', ...span('16T00:00', '17T00:00') }]
  const substitutions = [
    { personId: 'b', substituteId: 'a', ...span('17T10:00', '18T00:00') },
    { personId: 'a', substituteId: 'c', ...span('15T12:00', '15T18:00') },
  ]
  const shifts = ownShiftsOf('a', lines, leaves, substitutions)

  it('are those one is put on and those one takes, with the hours left to work', () => {
    expect(shifts.map((it) => [it.line.onDate, it.forId, hours(it.parts), it.isOnLeave])).toEqual([
      ['2026-06-15', null, ['14T23:00 15T04:00'], false],
      ['2026-06-16', null, [], true],
      ['2026-06-17', 'b', ['17T02:00 17T06:00'], false],
    ])
    expect(shifts[0]?.covers).toEqual([{ byId: 'c', ...span('15T12:00', '15T14:00') }])
  })
  it('have a next one that leaves out leave and what has begun', () => {
    expect(nextPartOf(shifts, at('15T06:00'))?.shift.line.onDate).toBe('2026-06-15')
    expect(nextPartOf(shifts, at('15T07:00'))).toMatchObject({ part: span('17T10:00', '17T14:00') })
    expect(nextPartOf(shifts, at('17T10:00'))).toBeUndefined()
  })
  it('say of every instant what the rule of duty says', () => {
    const minute = fc.integer({ min: 0, max: 4 * 24 * 60 })
    const stretch = fc.tuple(minute, fc.integer({ min: 1, max: 900 })).map(([from, long]) => ({
      from: new Date(at('15T00:00').getTime() + from * 60_000),
      to: new Date(at('15T00:00').getTime() + (from + long) * 60_000),
    }))
    fc.assert(
      fc.property(stretch, stretch, minute, (leave, stand, later) => {
        const book = {
          lines: [line('a', '15'), line('a', '16'), line('b', '17')],
          leaves: [{ personId: 'a', ...leave }],
          substitutions: [{ personId: 'b', substituteId: 'a', ...stand }],
        }
        const instant = new Date(at('15T00:00').getTime() + later * 60_000)
        const works = ownShiftsOf('a', book.lines, book.leaves, book.substitutions).some((it) =>
          it.parts.some((part) => part.from <= instant && instant < part.to),
        )
        const duty = dutyAt(book, 'a', 'collector', instant)
        expect(works).toBe(duty.isOnDuty && duty.why !== 'no-roster')
      }),
    )
  })
})
