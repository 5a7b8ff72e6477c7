import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countChanges, differenceOf, withChanges } from './difference.ts'
import { aClass, aCondition, aContent, anyContent } from './testing/catalogues.ts'

describe('the difference of two catalogues', () => {
  it('tells a changed limit before and after, and nothing else', () => {
    const after = aContent({
      conditions: [aCondition({ limits: { default: { value: 4, unit: 'work_hour' } } })],
    })
    expect(differenceOf(aContent(), after)).toEqual([
      {
        what: 'condition',
        kind: 'component',
        code: '01037',
        ordinal: 1,
        name: '路灯',
        change: 'changed',
        fields: [
          {
            field: 'limits',
            before: { default: { value: 2, unit: 'work_day' } },
            after: { default: { value: 4, unit: 'work_hour' } },
          },
        ],
      },
    ])
  })

  it('does not take another order of keys for a change', () => {
    const after = aContent({
      conditions: [aCondition({ limits: { default: { unit: 'work_day', value: 2 } } })],
    })
    expect(differenceOf(aContent(), after)).toEqual([])
  })

  it('tells what was added and what ended, a class before its conditions', () => {
    const other = aClass({ code: '01999', name: '便民驿站', nameEn: '', synonyms: [] })
    const after = aContent({
      classes: [other],
      conditions: [aCondition({ classCode: '01999', filingText: '破损' })],
    })
    const changes = differenceOf(aContent(), after)
    expect(changes.map((it) => [it.what, it.code, it.change])).toEqual([
      ['class', '01037', 'ended'],
      ['condition', '01037', 'ended'],
      ['class', '01999', 'added'],
      ['condition', '01999', 'added'],
    ])
    expect(changes[2]?.fields).toEqual([
      { field: 'name', before: null, after: '便民驿站' },
      { field: 'majorCode', before: null, after: '01' },
    ])
    expect(countChanges(changes)).toEqual({ added: 2, ended: 2, changed: 0 })
  })

  it('of a catalogue with itself is empty', () => {
    fc.assert(
      fc.property(anyContent, (a) => {
        expect(differenceOf(a, a)).toEqual([])
      }),
    )
  })

  it('applied to the first gives the second', () => {
    fc.assert(
      fc.property(anyContent, anyContent, (a, b) => {
        expect(withChanges(a, differenceOf(a, b))).toEqual(b)
      }),
    )
  })

  it('turned round says the same with before and after exchanged', () => {
    fc.assert(
      fc.property(anyContent, anyContent, (a, b) => {
        const there = countChanges(differenceOf(a, b))
        const back = countChanges(differenceOf(b, a))
        expect(back).toEqual({ added: there.ended, ended: there.added, changed: there.changed })
      }),
    )
  })
})
