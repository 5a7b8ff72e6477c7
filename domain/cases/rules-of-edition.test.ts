/** A rule that names one condition goes on with the next edition, and only where the words are the same. */
import { describe, expect, it } from 'vitest'
import type { ResponsibilityRule } from './responsibility.ts'
import { rulesForEdition as follow, rulesLeftBehind } from './rules-of-edition.ts'

const rule = (changes: Partial<ResponsibilityRule>): ResponsibilityRule => ({
  id: 'old-rule',
  kind: 'component',
  classCode: '01037',
  conditionId: 'old-a',
  areaCode: null,
  leadUnitId: 'unit-1',
  assistUnitIds: [],
  basis: '协议',
  validFrom: '2025-01-01',
  validTo: null,
  ...changes,
})
const condition = (id: string, filingText: string, classCode = '01037') =>
  ({ id, kind: 'component', classCode, filingText }) as const
const named = new Map([
  ['old-a', condition('old-a', '单灯熄灭')],
  ['older-a', condition('older-a', '单灯熄灭')],
])
let made = 0
const edition = (...conditions: ReturnType<typeof condition>[]) => ({
  named,
  conditions,
  validFrom: '2027-01-01',
})
const rulesForEdition = (standing: readonly ResponsibilityRule[], it: ReturnType<typeof edition>) =>
  follow(standing, it, () => `new-${++made}`)
const same = condition('new-a', '单灯熄灭')

describe('a rule of one condition', () => {
  it('is followed by one for the same words, from the day of the edition, and stays itself', () => {
    expect(rulesForEdition([rule({})], edition(same))).toEqual([
      rule({ id: expect.stringMatching(/^new-/), conditionId: 'new-a', validFrom: '2027-01-01' }),
    ])
  })

  it('that begins later begins later there too, and one with an end keeps it', () => {
    const late = rule({ validFrom: '2027-06-01', validTo: '2028-01-01' })
    expect(rulesForEdition([late], edition(same))).toMatchObject([
      { validFrom: '2027-06-01', validTo: '2028-01-01' },
    ])
  })

  it.each([
    ['the words changed', [rule({})], [condition('new-a', '整条街熄灭')]],
    ['the words are those of another class', [rule({})], [condition('new-a', '单灯熄灭', '01038')]],
    ['two conditions have the words', [rule({})], [same, condition('new-b', '单灯熄灭')]],
    ['it has ended by then', [rule({ validTo: '2027-01-01' })], [same]],
    ['it names no condition', [rule({ conditionId: null })], [same]],
    ['nobody knows the condition it names', [rule({ conditionId: 'lost' })], [same]],
    ['one stands already', [rule({}), rule({ id: 'kept', conditionId: 'new-a' })], [same]],
  ])('is not followed when %s', (_, standing, conditions) => {
    expect(rulesForEdition(standing, edition(...conditions))).toEqual([])
  })

  it('follows once where editions before left several, by the newest', () => {
    const before = rule({ id: 'older-rule', conditionId: 'older-a', leadUnitId: 'unit-0' })
    const now = rule({ validFrom: '2026-01-01' })
    expect(rulesForEdition([before, now], edition(same))).toMatchObject([{ leadUnitId: 'unit-1' }])
    const ofTown = rule({ id: 'town', areaCode: '530127001' })
    expect(rulesForEdition([before, now, ofTown], edition(same))).toHaveLength(2)
  })

  it('is left behind where the words changed or have gone, and told so', () => {
    const changed = condition('new-a', '整条街熄灭')
    expect(rulesLeftBehind([rule({})], edition(changed))).toEqual([rule({})])
    expect(rulesLeftBehind([rule({})], edition())).toEqual([rule({})])
    expect(rulesLeftBehind([rule({})], edition(same))).toEqual([])
    expect(
      rulesLeftBehind([rule({ validTo: '2026-12-31' }), rule({ conditionId: null })], edition()),
    ).toEqual([])
  })
})
