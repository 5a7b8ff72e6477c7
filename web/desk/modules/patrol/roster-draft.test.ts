/** The week as it is being made: steps forth and back, blocks put down, and what a new line is taken to be. */
import { describe, expect, it } from 'vitest'
import {
  back,
  begin,
  changedCells,
  type DraftLine,
  forth,
  type Person,
  placeBlock,
  step,
  toDraft,
  toLines,
  usualLine,
  withCells,
} from './roster-draft.ts'

const line = (shiftId: string, changes: Partial<DraftLine> = {}): DraftLine => ({
  shiftId,
  post: 'collector',
  areaCode: null,
  gridCode: 'G1',
  ...changes,
})
const person = (id: string, changes: Partial<Person> = {}): Person => ({
  id,
  name: id,
  posts: ['collector'],
  areaCodes: [],
  hasLeft: false,
  ...changes,
})
const days = ['2026-06-15', '2026-06-16', '2026-06-17']
const week = { lines: [{ id: '1', personId: 'a', onDate: '2026-06-15', ...line('early') }] }

describe('a draft', () => {
  it('is what was read, and is saved as it is', () => {
    expect(toLines(toDraft(week))).toEqual([{ personId: 'a', onDate: '2026-06-15', ...line('early') }])
  })

  it('goes back and forth, and a new step forgets what was taken back', () => {
    const first = begin(toDraft(week))
    const second = step(
      first,
      withCells(first.now, [{ personId: 'a', onDate: '2026-06-16', lines: [line('late')] }]),
    )
    expect(changedCells(first.now, second.now)).toEqual(['a 2026-06-16'])
    expect(step(second, second.now)).toBe(second)
    const undone = back(second)
    expect(changedCells(undone.now, first.now)).toEqual([])
    expect(forth(undone).now).toBe(second.now)
    const other = step(undone, withCells(undone.now, [{ personId: 'a', onDate: '2026-06-15', lines: [] }]))
    expect(forth(other)).toBe(other)
    expect(back(begin(first.now)).now).toBe(first.now)
  })

  it('finds no change where only the order differs', () => {
    const a = withCells(new Map(), [{ personId: 'a', onDate: days[0] ?? '', lines: [line('x'), line('y')] }])
    const b = withCells(new Map(), [{ personId: 'a', onDate: days[0] ?? '', lines: [line('y'), line('x')] }])
    expect(changedCells(a, b)).toEqual([])
  })
})

describe('a block', () => {
  const block = [
    [[line('early')], []],
    [[line('late')], [line('early', { post: 'acceptor' })]],
  ]
  it('is put down where it fits, and only on people who hold the post', () => {
    const cells = placeBlock(block, { row: 0, column: 2 }, [person('a'), person('b')], days)
    expect(cells).toEqual([
      { personId: 'a', onDate: '2026-06-17', lines: [line('early')] },
      { personId: 'b', onDate: '2026-06-17', lines: [line('late')] },
    ])
    expect(
      placeBlock(block, { row: 1, column: 0 }, [person('a'), person('b', { hasLeft: true })], days),
    ).toEqual([])
    expect(placeBlock(block, { row: 0, column: 0 }, [person('a'), person('b')], days)[3]).toEqual({
      personId: 'b',
      onDate: '2026-06-16',
      lines: [],
    })
  })
})

describe('a new line', () => {
  it('is like the other lines of the person, else of their first post and area', () => {
    expect(usualLine(toDraft(week), person('a'), 'late')).toEqual(line('late'))
    expect(
      usualLine(
        toDraft(week),
        person('b', { posts: ['acceptor', 'collector'], areaCodes: ['530127001'] }),
        'late',
      ),
    ).toEqual({ shiftId: 'late', post: 'collector', areaCode: '530127001', gridCode: null })
  })
})
