import { describe, expect, it } from 'vitest'
import rulesFile from '../../standards/catalogues/gbt47678.5-2026/from-gbt30428.2-2013.json' with {
  type: 'json',
}
import { CrosswalkLine, checkCrosswalk, successorsOf } from './crosswalk.ts'
import { GenerationRules, proposeSuccessor } from './generations.ts'

const line = (changes: Partial<CrosswalkLine>): CrosswalkLine => ({
  fromKind: 'component',
  fromCode: '01001',
  toKind: 'component',
  toCode: '01001',
  relation: 'same',
  note: '',
  signedOffBy: null,
  ...changes,
})
const crosswalk = (lines: CrosswalkLine[]) => ({ fromSeries: 'a', toSeries: 'b', note: '', lines })
const component = (code: string) => ({ kind: 'component' as const, code })

describe('a crosswalk', () => {
  it('demands source and target as its relation says', () => {
    expect(CrosswalkLine.safeParse(line({})).success).toBe(true)
    expect(CrosswalkLine.safeParse(line({ relation: 'dropped' })).success).toBe(false)
    expect(CrosswalkLine.safeParse(line({ relation: 'new' })).success).toBe(false)
    expect(CrosswalkLine.safeParse(line({ toKind: null, toCode: null })).success).toBe(false)
  })

  it('is checked for unknown codes, wrong relations and classes left out', () => {
    const good = crosswalk([
      line({}),
      line({ fromCode: '01002', toCode: '01002', relation: 'split' }),
      line({ fromCode: '01002', toCode: '01003', relation: 'split' }),
      line({ fromCode: '01004', toKind: null, toCode: null, relation: 'dropped' }),
    ])
    const from = ['01001', '01002', '01004'].map(component)
    const to = ['01001', '01002', '01003'].map(component)
    expect(checkCrosswalk(good, from, to)).toEqual([])
    expect(successorsOf(good, 'component', '01002').map((it) => it.toCode)).toEqual(['01002', '01003'])

    const reasons = checkCrosswalk(
      crosswalk([line({ fromCode: '01009' }), line({ relation: 'merged', toCode: '01003' })]),
      from,
      to,
    ).map((it) => it.reason)
    expect(reasons).toContain('unknown source component:01009')
    expect(reasons).toContain('merged, but nothing else leads there')
    expect(reasons).toContain('component:01002 has no line')
    expect(reasons).toContain('component:01002 is reached by no line')
  })
})

describe('from the 2013 codes to those of 2026', () => {
  const rules = GenerationRules.parse(rulesFile)
  const exists = (_: string, code: string) => ['01001', '06010', '09001', '10001', '01069'].includes(code)
  const propose = (kind: 'component' | 'matter', code: string, majorName: string) => {
    const { relation, toCode } = proposeSuccessor(rules, { kind, code, majorName }, exists)
    return { relation, toCode }
  }

  it.each([
    ['component', '0101', '公用设施', 'same', '01001'],
    ['matter', '0110', '市容环境', 'same', '06010'],
    // 街面秩序 is 04 in one source and 05 in another: the name decides.
    ['matter', '0401', '街面秩序', 'same', '09001'],
    ['matter', '0501', '街面秩序', 'same', '09001'],
    ['matter', '0507', '突发事件', 'same', '10001'],
    ['component', '0506', '其他部件', 'same', '01069'],
    ['matter', '0131', '市容环境', 'dropped', null],
    ['matter', '0205', '宣传广告', 'dropped', null],
    ['matter', '0501', '突发事件', 'dropped', null],
    ['component', '0199', '公用设施', 'dropped', null],
    ['matter', '0604', '其他事件', 'dropped', null],
  ] as const)('%s %s of %s: %s', (kind, code, majorName, relation, toCode) => {
    expect(propose(kind, code, majorName)).toEqual({ relation, toCode })
  })

  it('is a proposal until somebody signs', () => {
    expect(
      proposeSuccessor(rules, { kind: 'component', code: '0101', majorName: '公用设施' }, exists).signedOffBy,
    ).toBeNull()
  })
})
