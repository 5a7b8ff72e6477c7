/** Weeks copied, overlaps, rest and coverage: worked examples and what holds of every week. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CopyGround, copyWeek } from './copy-week.ts'
import { coverageOf, type Ground } from './coverage.ts'
import { findOverlaps, findRestWarnings, workOf } from './line-checks.ts'
import type { LineInput } from './roster-line.ts'
import { type Shift, stretchOf } from './shift.ts'
import { addDays, daysOfWeek, weekOf } from './week.ts'

const shift = (id: string, fromTime: string, toTime: string, endsOn: string | null = null): Shift => ({
  id,
  organisationId: 'o',
  name: id,
  mark: id,
  fromTime,
  toTime,
  rounds: 1,
  endsOn,
  version: 1,
})
const [early, late, night] = [
  shift('早', '07:00', '14:00'),
  shift('晚', '14:00', '21:00'),
  shift('夜', '21:00', '07:00'),
]
const shifts = [early, late, night]
const line = (personId: string, onDate: string, shiftId: string): LineInput => ({
  personId,
  onDate,
  shiftId,
  post: 'collector',
  areaCode: null,
  gridCode: 'G1',
})
const standing = (it: LineInput) => ({
  ...it,
  id: 'x',
  organisationId: 'o',
  ...stretchOf(shifts.find(({ id }) => id === it.shiftId) ?? early, it.onDate),
})
const ground: CopyGround = { today: '2026-06-01', shifts, canWork: () => true, standing: [], leaves: [] }
const monday = '2026-06-15'

describe('weeks', () => {
  it('begin on Mondays', () => {
    expect(['2026-06-14', '2026-06-15', '2026-06-21', '1969-12-31'].map(weekOf)).toEqual([
      '2026-06-08',
      '2026-06-15',
      '2026-06-15',
      '1969-12-29',
    ])
    expect(daysOfWeek('2026-12-28').at(-1)).toBe('2027-01-03')
  })
})

describe('a copied week', () => {
  const lines = fc.uniqueArray(
    fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 0, max: 6 }), fc.constantFrom('早', '晚')),
    { selector: ([person, day]) => `${person}${day}`, maxLength: 20 },
  )

  it('keeps persons, weekdays, shifts, posts and grounds, whatever the week', () => {
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 60 }), (drawn, weeks) => {
        const source = drawn.map(([person, day, it]) => line(person, addDays(monday, day), it))
        const to = addDays(monday, weeks * 7)
        const { lines: copied, conflicts } = copyWeek(source, monday, to, ground)
        expect(conflicts).toEqual([])
        expect(copied.map((it) => ({ ...it, onDate: addDays(it.onDate, -weeks * 7) }))).toEqual(source)
        expect(copied.every((it) => weekOf(it.onDate) === to)).toBe(true)
      }),
    )
  })

  it('copied twice finds everything there and changes nothing', () => {
    fc.assert(
      fc.property(lines, (drawn) => {
        const source = drawn.map(([person, day, it]) => line(person, addDays(monday, day), it))
        const to = addDays(monday, 7)
        const first = copyWeek(source, monday, to, ground)
        const again = copyWeek(source, monday, to, { ...ground, standing: first.lines.map(standing) })
        expect(again).toMatchObject({ lines: [], conflicts: [], unchanged: source.length })
      }),
    )
  })

  it('never covers what stands there: every line is copied, unchanged or named', () => {
    fc.assert(
      fc.property(lines, lines, (drawn, there) => {
        const source = drawn.map(([person, day, it]) => line(person, addDays(monday, day), it))
        const stands = there.map(([person, day, it]) => standing(line(person, addDays(monday, day + 7), it)))
        const it = copyWeek(source, monday, addDays(monday, 7), { ...ground, standing: stands })
        expect(it.lines.length + it.conflicts.length + it.unchanged).toBe(source.length)
        const after = [...stands, ...it.lines.map(standing)]
        expect(findOverlaps(after)).toEqual([])
      }),
    )
  })

  it.each([
    ['leave', { leaves: [{ personId: 'a', ...stretchOf(early, '2026-06-22') }] }],
    ['past', { today: '2026-06-23' }],
    ['left', { canWork: () => false }],
    ['shift-ended', { shifts: [shift('早', '07:00', '14:00', '2026-06-22')] }],
    ['taken', { standing: [standing(line('a', '2026-06-22', '晚'))] }],
    [
      'overlap',
      {
        standing: [standing({ ...line('a', '2026-06-21', '夜'), shiftId: '夜' })],
        shifts: [shift('早', '06:00', '14:00')],
      },
    ],
  ] as const)('names a conflict: %s', (kind, changes) => {
    const it = copyWeek([line('a', monday, '早')], monday, '2026-06-22', { ...ground, ...changes })
    expect(it).toMatchObject({ lines: [], conflicts: [{ kind, personId: 'a', onDate: '2026-06-22' }] })
  })
})

describe('rest', () => {
  const work = (personId: string, onDate: string, it: Shift) => ({
    personId,
    onDate,
    ...stretchOf(it, onDate),
  })
  it('is too short between a late and an early shift', () => {
    expect(findRestWarnings([work('a', monday, late), work('a', '2026-06-16', early)])).toEqual([
      { kind: 'short-rest', personId: 'a', onDate: '2026-06-16', value: 10 },
    ])
    expect(findRestWarnings([work('a', monday, early), work('a', '2026-06-16', early)])).toEqual([])
  })

  it('is missing on the seventh day in a row', () => {
    const days = daysOfWeek(monday).map((it) => work('a', it, early))
    expect(findRestWarnings(days.slice(0, 6))).toEqual([])
    expect(findRestWarnings(days)).toEqual([
      { kind: 'no-day-of-rest', personId: 'a', onDate: '2026-06-21', value: 7 },
    ])
  })

  it('counts what a substitute takes over, and takes it from the person', () => {
    const lines = [work('a', monday, early), work('b', monday, late)]
    const all = workOf(lines, [{ personId: 'a', substituteId: 'b', ...stretchOf(early, monday) }])
    expect(all.filter((it) => it.personId === 'a')).toEqual([])
    expect(all.filter((it) => it.personId === 'b')).toHaveLength(2)
    expect(findOverlaps(all)).toEqual([])
    const both = workOf(
      [work('a', monday, early), work('b', monday, early)],
      [{ personId: 'a', substituteId: 'b', ...stretchOf(early, monday) }],
    )
    expect(findOverlaps(both)).toMatchObject([{ personId: 'b', onDate: monday }])
  })
})

describe('coverage', () => {
  const piece = (gridCode: string | null, areaClass: string, cells: number): Ground => ({
    gridCode,
    gridName: gridCode,
    communityCode: '530127001001',
    areaClass,
    cells,
  })
  const county = [piece('G1', 'A', 10), piece('G1', 'B', 5), piece('G2', 'A', 4), piece(null, 'C', 100)]
  const frequencies = [
    { subject: 'A', timesPerDay: 2, basis: '县标准' },
    { subject: 'B', timesPerDay: 1, basis: '县标准' },
    { subject: 'C', timesPerDay: 0, basis: '县标准' },
  ]
  const on = (gridCode: string | null, rounds: number, areaCode: string | null = null) => ({
    gridCode,
    areaCode,
    rounds,
  })

  it('counts the unit grids that get too few rounds', () => {
    const it = coverageOf(county, frequencies, [on('G1', 1)])
    expect(it).toMatchObject({ required: 19, short: 14, covered: 5, linesWithoutGround: 0 })
    expect(it.byClass).toEqual([
      { areaClass: 'A', required: 14, short: 14 },
      { areaClass: 'B', required: 5, short: 0 },
    ])
    expect(it.grids.map((one) => [one.gridCode, one.short, one.planned, one.required])).toEqual([
      ['G1', 10, 1, 2],
      ['G2', 4, 0, 2],
    ])
  })

  it('adds up shifts and areas, and lets a grid have a figure of its own', () => {
    expect(
      coverageOf(county, frequencies, [on('G1', 1), on(null, 1, '530127001')]).grids.map((it) => it.gridCode),
    ).toEqual(['G2'])
    const own = [...frequencies, { subject: 'G2', timesPerDay: 0, basis: '施工封闭' }]
    expect(coverageOf(county, own, [on('G1', 2), on(null, 3)])).toMatchObject({
      short: 0,
      required: 15,
      linesWithoutGround: 1,
    })
  })
})
