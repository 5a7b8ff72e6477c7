import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildVocabulary, suggestClass, toComparable } from './suggest-class.ts'

const classes = [
  { kind: 'component' as const, code: '01037', name: '路灯', synonyms: ['灯不亮', '街灯'] },
  { kind: 'component' as const, code: '03005', name: '垃圾箱', synonyms: ['垃圾桶'] },
  { kind: 'matter' as const, code: '06010', name: '暴露垃圾', synonyms: ['垃圾', '占道垃圾'] },
  { kind: 'matter' as const, code: '06042', name: '垃圾站（箱）满溢', synonyms: ['垃圾桶满'] },
  { kind: 'matter' as const, code: '09006', name: '占道经营', synonyms: ['摆摊', '占道'] },
  { kind: 'matter' as const, code: '08002', name: '施工占道', synonyms: ['占道'] },
]
const conditions = [
  { kind: 'matter' as const, classCode: '09006', filingText: '占用道路、广场摆摊设点' },
  { kind: 'matter' as const, classCode: '08002', filingText: '施工无手续占用道路' },
  { kind: 'component' as const, classCode: '01037', filingText: '灯杆歪斜、倒地' },
]
const vocabulary = buildVocabulary(classes, conditions)
const best = (text: string) => suggestClass(text, vocabulary)[0]

describe('suggesting a class', () => {
  it('goes by the longest word, so that an overflowing bin is neither a bin nor litter', () => {
    expect(best('楼下垃圾桶满了没人管')).toMatchObject({
      code: '06042',
      reasons: [{ word: '垃圾桶满', source: 'synonym' }],
    })
    expect(best('垃圾桶坏了')?.code).toBe('03005')
    expect(best('路边有垃圾')?.code).toBe('06010')
  })

  it('lets the wording of conditions decide between classes that share a word', () => {
    expect(best('有人占道，在广场上摆摊')?.code).toBe('09006')
    expect(best('工地占道，没有施工手续')?.code).toBe('08002')
  })

  it('finds a class by the wording of its condition alone, and says so', () => {
    const found = best('杆子歪斜倒地')
    expect(found?.code).toBe('01037')
    expect(found?.reasons.every((it) => it.source === 'condition')).toBe(true)
  })

  it('does not mind blanks, signs or full-width letters', () => {
    expect(toComparable('路 灯，ＡＢ（１）')).toBe('路灯ab1')
    expect(best('路、灯')?.code).toBe('01037')
  })

  it('says nothing when nothing speaks for any class', () => {
    expect(suggestClass('工资没有发', vocabulary)).toEqual([])
    expect(suggestClass('', vocabulary)).toEqual([])
    expect(suggestClass('路灯', buildVocabulary([], []))).toEqual([])
  })

  it('gives the same answer each time, best first, with a reason for each', () => {
    const words = fc.constantFrom('路灯', '垃圾', '占道', '施工', '摆摊', '桶满', '倒地', '某路', '，')
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), fc.integer({ min: 1, max: 6 }), (parts, limit) => {
        const text = parts.join('')
        const found = suggestClass(text, vocabulary, limit)
        expect(suggestClass(text, vocabulary, limit)).toEqual(found)
        expect(found.length).toBeLessThanOrEqual(limit)
        expect(found.map((it) => it.score)).toEqual(found.map((it) => it.score).sort((a, b) => b - a))
        for (const it of found) expect(it.reasons.length).toBeGreaterThan(0)
      }),
    )
  })
})
