import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applies, findResponsible, isInForce, type ResponsibilityRule } from './responsibility.ts'
import { explainResponsible } from './responsibility-explanation.ts'

const rule = (basis: string, changes: Partial<ResponsibilityRule> = {}): ResponsibilityRule => ({
  id: crypto.randomUUID(),
  kind: 'component',
  classCode: '01037',
  conditionId: null,
  areaCode: null,
  leadUnitId: crypto.randomUUID(),
  assistUnitIds: [],
  basis,
  validFrom: '2026-01-01',
  validTo: null,
  ...changes,
})
const lamp = {
  kind: 'component',
  classCode: '01037',
  conditionId: 'c1',
  townCode: '530127001',
  communityCode: '530127001001',
  cellCode: '530127001001007',
}
const today = '2026-06-01'

describe('why a case goes where it goes', () => {
  it('names the rule that wins and why each other one of its class lost, the nearest first', () => {
    const rules = [
      rule('any class of the county', { classCode: null }),
      rule('all components of the major', { classCode: '01' }),
      rule('lamps of the town', { areaCode: '530127001' }),
      rule('lamps of the community', { areaCode: '530127001001' }),
      rule('lamps of the community, before', { areaCode: '530127001001', validFrom: '2025-01-01' }),
      rule('lamps of another community', { areaCode: '530127001002' }),
      rule('another condition', { conditionId: 'c2' }),
      rule('ended', { validTo: '2026-06-01' }),
      rule('to come', { validFrom: '2026-07-01' }),
      rule('wells', { classCode: '01001' }),
      rule('matters', { kind: 'matter' }),
    ]
    const { winner, lost } = explainResponsible(rules, lamp, today)
    expect(winner?.basis).toBe('lamps of the community')
    expect(lost.map((it) => [it.rule.basis, it.why])).toEqual([
      ['lamps of the community, before', 'older'],
      ['lamps of the town', 'wider-area'],
      ['all components of the major', 'wider-class'],
      ['any class of the county', 'wider-class'],
      ['to come', 'not-yet'],
      ['ended', 'ended'],
      ['another condition', 'other-condition'],
      ['lamps of another community', 'other-area'],
    ])
  })

  it('says that a rule without the condition is the wider one, and of a gap what was near', () => {
    const [plain, special] = [rule('lamps'), rule('this condition', { classCode: null, conditionId: 'c1' })]
    expect(explainResponsible([plain, special], lamp, today)).toMatchObject({
      winner: { basis: 'this condition' },
      lost: [{ rule: { basis: 'lamps' }, why: 'wider-condition' }],
    })
    const elsewhere = rule('elsewhere', { areaCode: '530127102' })
    expect(explainResponsible([elsewhere], lamp, today)).toEqual({
      winner: undefined,
      lost: [{ rule: elsewhere, why: 'other-area' }],
    })
  })

  it('agrees with the rule that dispatches, and no loser that applies is narrower than the winner', () => {
    const anyRule = fc.record({
      kind: fc.constantFrom('component' as const, 'matter' as const, null),
      classCode: fc.constantFrom('01', '01037', '02', null),
      conditionId: fc.constantFrom('c1', 'c2', null, null),
      areaCode: fc.constantFrom('530127', '530127001', '530127001001', '530127002', null),
      validFrom: fc.constantFrom('2025-01-01', '2026-01-01', '2026-07-01'),
      validTo: fc.constantFrom('2026-05-01', null, null),
    })
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 12 }), (parts) => {
        const rules = parts.map((it, index) => rule(String(index), it))
        const { winner, lost } = explainResponsible(rules, lamp, today)
        expect(winner?.id).toBe(findResponsible(rules, lamp, today)?.id)
        for (const { rule: it, why } of lost) {
          const counts = isInForce(it, today) && applies(it, lamp)
          expect(counts, `${it.basis} ${why}`).toBe(
            ['older', 'wider-area', 'wider-class', 'wider-condition'].includes(why),
          )
        }
      }),
    )
  })
})
