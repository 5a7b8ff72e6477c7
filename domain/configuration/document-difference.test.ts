import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { documentDifference, isDemanding } from './document-difference.ts'

const things = fc
  .dictionary(
    fc.constantFrom('甲', '乙', '丙'),
    fc.record({
      name: fc.constantFrom('', '路灯所', '供水'),
      areas: fc.array(fc.constantFrom('1', '2')),
      limit: fc.option(fc.record({ value: fc.integer({ min: 1, max: 3 }) })),
    }),
  )
  .map((it) => new Map(Object.entries(it)))

describe('the difference of two documents', () => {
  it('tells what was added, changed field by field, and what stays though nobody names it', () => {
    const before = new Map([
      ['a', { name: '路灯所', areas: ['1'] }],
      ['b', { name: '供水' }],
    ])
    const after = new Map<string, unknown>([
      ['a', { name: '路灯所', areas: ['1', '2'] }],
      ['c', { limit: { value: 2 } }],
    ])
    const changes = documentDifference(before, after, 'kept')
    expect(changes).toEqual([
      { key: 'a', change: 'changed', fields: [{ path: 'areas', before: '1', after: '1、2' }] },
      { key: 'b', change: 'kept', fields: [] },
      { key: 'c', change: 'added', fields: [{ path: 'limit.value', before: null, after: '2' }] },
    ])
    expect(isDemanding(changes)).toBe(true)
    expect(documentDifference(before, after, 'ended')[1]).toMatchObject({ change: 'ended' })
  })

  it('of a document with itself is empty, and what only stays asks for nothing', () => {
    fc.assert(
      fc.property(things, (it) => {
        expect(documentDifference(it, it, 'ended')).toEqual([])
        expect(isDemanding(documentDifference(it, new Map(), 'kept'))).toBe(false)
      }),
    )
  })

  it('turned round exchanges before and after', () => {
    fc.assert(
      fc.property(things, things, (a, b) => {
        const there = documentDifference(a, b, 'ended').flatMap((it) => it.fields)
        const back = documentDifference(b, a, 'ended').flatMap((it) => it.fields)
        const said = back.map(({ path, before, after }) => `${path} ${after} ${before}`)
        expect(said.sort()).toEqual(there.map((it) => `${it.path} ${it.before} ${it.after}`).sort())
      }),
    )
  })
})
