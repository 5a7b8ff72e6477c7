import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOffered, Phrase, type PhraseSituation, phraseActName, phraseActs } from './phrase.ts'
import {
  changedPhrases,
  findListFault,
  findTextFault,
  movePhrase,
  orderKey,
  rankByUse,
  rebasePhrases,
} from './phrase-rules.ts'

const aPhrase = (changes: Partial<Phrase> = {}): Phrase => ({
  id: 'one',
  acts: ['requestReturn'],
  zh: '不在本单位管理范围',
  en: null,
  kind: null,
  classCode: null,
  unitKinds: [],
  isRetired: false,
  ...changes,
})
const situation: PhraseSituation = {
  act: 'requestReturn',
  kind: 'component',
  classCode: '01037',
  unitKind: 'bureau',
}
const shipped = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', 'standards', 'phrases', 'phrases.json'), 'utf8'),
) as { phrases: unknown[] }

describe('the acts', () => {
  it('are those that ask for a sentence, of cases and of inner orders, each with a name', () => {
    for (const act of [
      'decline',
      'dispatch',
      'requestExtension',
      'reportDone',
      'supervise',
      'inner.issue',
      'inner.report',
    ])
      expect(phraseActs).toContain(act)
    expect(new Set(phraseActs).size).toBe(phraseActs.length)
    expect(phraseActs).not.toContain('inner.pauseWithCase')
    for (const act of phraseActs) expect(phraseActName(act).zh.length, act).toBeGreaterThan(1)
    expect(new Set(phraseActs.map((act) => phraseActName(act).zh)).size).toBe(phraseActs.length)
  })
})

describe('the shipped list', () => {
  const phrases = shipped.phrases.map((it) => Phrase.parse(it))
  it('holds together, has a phrase for every act but those that only note something, and both languages', () => {
    expect(findListFault(phrases)).toBeUndefined()
    const without = phraseActs.filter((act) => !phrases.some((it) => it.acts.includes(act)))
    expect(without.sort()).toEqual([
      'approveSelfHandled',
      'billOwner',
      'merge',
      'refuseSelfHandled',
      'revokeAssignment',
      'start',
    ])
    expect(phrases.filter((it) => it.en === null)).toEqual([])
  })
})

describe('a phrase is offered', () => {
  it.each<[string, Partial<Phrase>, Partial<PhraseSituation>, boolean]>([
    ['for its act', {}, {}, true],
    ['not for another', { acts: ['dispatch'] }, {}, false],
    ['not when retired', { isRetired: true }, {}, false],
    ['to its kind', { kind: 'component' }, {}, true],
    ['not to the other kind', { kind: 'matter' }, {}, false],
    ['to its major', { kind: 'component', classCode: '01' }, {}, true],
    ['to its class', { kind: 'component', classCode: '01037' }, {}, true],
    ['not to another class', { kind: 'component', classCode: '01036' }, {}, false],
    [
      'not to a case without a class',
      { kind: 'component', classCode: '01' },
      { kind: null, classCode: null },
      false,
    ],
    ['to a kind of unit', { unitKinds: ['company', 'bureau'] }, {}, true],
    ['not to another kind of unit', { unitKinds: ['company'] }, {}, false],
    ['not where no unit is known yet', { unitKinds: ['company'] }, { unitKind: null }, false],
  ])('%s', (_, phrase, at, is) => {
    expect(isOffered(aPhrase(phrase), { ...situation, ...at })).toBe(is)
  })
})

describe('what is wrong', () => {
  it.each([
    ['{案卷号}请抓紧', undefined],
    ['{case number} is late', undefined],
    ['{电话}请联系', 'phrase.placeholder-unknown'],
    ['{案卷号请抓紧', 'phrase.brace-alone'],
    ['联系 13812345678', 'phrase.number-of-somebody'],
  ])('with %s is told', (text, code) => {
    expect(findTextFault(text)?.code).toBe(code)
    expect(findListFault([aPhrase({ en: text })])?.code).toBe(code)
  })

  it('names the placeholder and those there are', () => {
    expect(findTextFault('{电话}')?.sentence.zh).toContain(
      '{电话} 不是可用的占位符；可用的有 {案卷号}、{小类}',
    )
  })

  it('is also a class without a kind, and an id twice', () => {
    expect(findListFault([aPhrase({ classCode: '01' })])?.code).toBe('phrase.class-without-kind')
    expect(findListFault([aPhrase(), aPhrase({ zh: '另一句' })])?.code).toBe('phrase.twice')
  })
})

describe('what changed', () => {
  const [a, b, c] = [aPhrase({ id: 'a' }), aPhrase({ id: 'b' }), aPhrase({ id: 'c' })]
  it('is told by phrase: new, worded anew, gone', () => {
    const worded = { ...b, zh: '另一种说法' }
    expect(changedPhrases([a, b], [worded, c])).toEqual({ a: [a, null], b: [b, worded], c: [null, c] })
  })
  it('is the order where the same ones stand otherwise, and nothing where nothing changed', () => {
    expect(changedPhrases([a, b, c], [b, a, c])).toEqual({ [orderKey]: [null, 2] })
    expect(changedPhrases([a, b], [c, a, b])).toEqual({ c: [null, c] })
    expect(changedPhrases([a, b], [a, b])).toEqual({})
  })
})

describe('the order', () => {
  it('moves one by one place and stops at the ends', () => {
    const list = ['a', 'b', 'c'].map((id) => ({ id }))
    const names = (it: { id: string }[]): string => it.map((one) => one.id).join('')
    expect(names(movePhrase(list, 'b', -1))).toBe('bac')
    expect(names(movePhrase(list, 'b', 1))).toBe('acb')
    expect(names(movePhrase(list, 'a', -1))).toBe('abc')
    expect(names(movePhrase(list, 'c', 1))).toBe('abc')
  })
  it('moves past what is not shown', () => {
    const list = ['a', 'b', 'c', 'd'].map((id) => ({ id }))
    const shown = list.filter((it) => it.id === 'a' || it.id === 'd')
    expect(movePhrase(list, 'd', -1, shown).map((it) => it.id)).toEqual(['d', 'b', 'c', 'a'])
  })
  it('of what is offered follows use, and the county among those used alike', () => {
    const list = ['a', 'b', 'c', 'd'].map((id) => ({ id }))
    expect(rankByUse(list, { c: 3, b: 3 }).map((it) => it.id)).toEqual(['b', 'c', 'a', 'd'])
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(5)), (uses) => {
        const ranked = rankByUse(list, uses).map((it) => uses[it.id] ?? 0)
        expect(ranked).toEqual(ranked.toSorted((x, y) => y - x))
      }),
    )
  })
})

describe('two people’s changes', () => {
  it('are both kept: mine over theirs where both changed one', () => {
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => aPhrase({ id, zh: `原来的${id}` })) as [
      Phrase,
      Phrase,
      Phrase,
      Phrase,
    ]
    const mine = [aPhrase({ id: 'new' }), { ...a, zh: '我改的' }, c, d]
    const theirs = [d, { ...a, zh: '他改的' }, { ...c, zh: '他改的' }, aPhrase({ id: 'theirs' }), b]
    expect(rebasePhrases([a, b, c, d], mine, theirs).map((it) => [it.id, it.zh])).toEqual([
      ['new', '不在本单位管理范围'],
      ['d', '原来的d'],
      ['a', '我改的'],
      ['c', '他改的'],
      ['theirs', '不在本单位管理范围'],
    ])
  })
})
