/** A list kept in step with single changes is the list that would be read anew. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CaseFilter, CaseRow } from '#domain/cases/contract.ts'
import { compareRows, mergeRows } from './merge-rows.ts'

type Sort = CaseFilter['sort']
const sorts: readonly Sort[] = ['due', 'overdue', 'newest', 'oldest']
const at = (hour: number): string => `2026-06-15T${String(hour).padStart(2, '0')}:00:00.000Z`
const row = (id: string, hour: number | null): CaseRow =>
  ({
    id,
    clockDueAt: hour === null ? null : at(hour),
    disposeDueAt: hour === null ? null : at(hour),
    reportedAt: at(hour ?? 0),
  }) as CaseRow
const ids = (rows: readonly CaseRow[]): string => rows.map((it) => it.id).join('')

describe('the order', () => {
  it('puts what runs out first on top, what has no deadline last, the same instant by id', () => {
    const rows = [row('d', null), row('c', 9), row('b', 9), row('a', 12)]
    expect(ids(rows.toSorted((a, b) => compareRows(a, b, 'due')))).toBe('bcad')
    expect(ids(rows.toSorted((a, b) => compareRows(a, b, 'overdue')))).toBe('abcd')
  })
})

describe('a change', () => {
  const rows = [row('a', 8), row('b', 9), row('d', 11)]
  const merge = (changed: string[], found: CaseRow[], edge?: CaseRow) =>
    ids(mergeRows({ rows, changed: new Set(changed), found, sort: 'due', edge }))

  it('takes out what left, puts in what came, moves what moved', () => {
    expect(merge(['b'], [])).toBe('ad')
    expect(merge(['c'], [row('c', 10)])).toBe('abcd')
    expect(merge(['a'], [row('a', 12)])).toBe('bda')
    expect(merge(['x'], [])).toBe('abd')
  })

  it('leaves beyond the edge to the next page', () => {
    expect(merge(['c', 'e'], [row('c', 10), row('e', 12)], row('d', 11))).toBe('abcd')
    // Once moved beyond the edge it is gone here, and comes with the next page.
    expect(merge(['a'], [row('a', 12)], row('d', 11))).toBe('bd')
  })

  it('leads to what reading anew would give, whatever changed', () => {
    const hour = fc.option(fc.integer({ min: 0, max: 23 }), { nil: null })
    const world = fc.dictionary(fc.constantFrom(...'abcdefghijkl'), hour)
    fc.assert(
      fc.property(
        world,
        world,
        fc.constantFrom(...sorts),
        fc.integer({ min: 1, max: 8 }),
        (before, after, sort, size) => {
          const listOf = (it: Record<string, number | null>): CaseRow[] =>
            Object.entries(it)
              .map(([id, value]) => row(id, value))
              .sort((a, b) => compareRows(a, b, sort))
          const [was, is] = [listOf(before), listOf(after)]
          const shown = was.slice(0, size)
          const edge = was.length > size ? shown.at(-1) : undefined
          const changed = new Set(
            [...'abcdefghijkl'].filter((id) => before[id] !== after[id] || id in before !== id in after),
          )
          const merged = mergeRows({
            rows: shown,
            changed,
            found: is.filter((it) => changed.has(it.id)),
            sort,
            edge,
          })
          const wanted = edge ? is.filter((it) => compareRows(it, edge, sort) <= 0) : is
          expect(ids(merged)).toBe(ids(wanted))
        },
      ),
    )
  })
})
