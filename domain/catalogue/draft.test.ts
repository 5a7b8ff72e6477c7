import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkCatalogue } from './check-catalogue.ts'
import { DraftRow, draftRowKey, draftRowsBetween, toDraftClass, withDraftRows } from './draft.ts'
import { aClass, aCondition, aContent, anyContent } from './testing/catalogues.ts'

const lamp = toDraftClass(aClass(), [aCondition()])

describe('a draft', () => {
  it('without a row is the edition it began from', () => {
    expect(withDraftRows(aContent(), [])).toEqual(aContent())
  })

  it('changes a class and its conditions as a whole, and leaves the rest', () => {
    const base = aContent({ classes: [aClass(), aClass({ code: '01038', name: '地灯' })] })
    const [first] = lamp.conditions
    if (!first) throw new Error('the lamp has a condition')
    const after = withDraftRows(base, [
      {
        what: 'class',
        kind: 'component',
        code: '01037',
        content: {
          ...lamp,
          synonyms: ['黑灯'],
          conditions: [first, { ...first, ordinal: 2, filingText: '灯杆歪斜' }],
        },
      },
    ])
    expect(after.classes.map((it) => it.name)).toEqual(['路灯', '地灯'])
    expect(after.classes[0]?.synonyms).toEqual(['黑灯'])
    expect(after.conditions.map((it) => [it.classCode, it.ordinal, it.filingText])).toEqual([
      ['01037', 1, '灯不亮'],
      ['01037', 2, '灯杆歪斜'],
    ])
  })

  it('leaves out what is switched off, with its conditions, and takes it in again', () => {
    const off: DraftRow = { what: 'class', kind: 'component', code: '01037', content: null }
    const without = withDraftRows(aContent(), [off])
    expect(without.classes).toEqual([])
    expect(without.conditions).toEqual([])
    expect(withDraftRows(without, [{ ...off, content: lamp }])).toEqual(aContent())
  })

  it('writes what a county says of itself', () => {
    const { label, ownerName, standardRef, assembled, note } = { ...aContent().head, label: '嵩明县目录' }
    const after = withDraftRows(aContent(), [
      { what: 'head', content: { label, ownerName, standardRef, assembled, note } },
    ])
    expect(after.head).toEqual({ ...aContent().head, label: '嵩明县目录' })
  })

  it('names each row once', () => {
    expect(draftRowKey({ what: 'class', kind: 'matter', code: '06999', content: null })).toBe(
      'class matter 06999',
    )
    expect(draftRowKey({ what: 'major', kind: 'component', code: '98', content: null })).toBe(
      'major component 98',
    )
  })

  it('refuses a row with a field that it does not know', () => {
    const row = { what: 'class', kind: 'component', code: '01037', content: { ...lamp, colour: 'red' } }
    expect(DraftRow.safeParse(row).success).toBe(false)
  })

  it('between two catalogues leads from the one to the other, and between equal ones there is none', () => {
    fc.assert(
      fc.property(anyContent, anyContent, (a, b) => {
        expect(withDraftRows(a, draftRowsBetween(a, b))).toEqual(b)
        expect(draftRowsBetween(a, a)).toEqual([])
      }),
    )
  })

  it('undone row by row comes back to where it began', () => {
    fc.assert(
      fc.property(anyContent, anyContent, (a, b) => {
        const rows = draftRowsBetween(a, b)
        for (let kept = rows.length; kept >= 0; kept -= 1) {
          const content = withDraftRows(a, rows.slice(0, kept))
          expect(checkCatalogue(content).filter((it) => it.reason.includes('twice'))).toEqual([])
          if (kept === 0) expect(content).toEqual(a)
        }
      }),
    )
  })
})
