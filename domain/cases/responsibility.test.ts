import { describe, expect, it } from 'vitest'
import { findResponsible, type ResponsibilityRule } from './responsibility.ts'

const units = {
  lamps: crypto.randomUUID(),
  city: crypto.randomUUID(),
  town: crypto.randomUUID(),
  water: crypto.randomUUID(),
}
const rule = (changes: Partial<ResponsibilityRule>): ResponsibilityRule => ({
  id: crypto.randomUUID(),
  kind: null,
  classCode: null,
  conditionId: null,
  areaCode: null,
  leadUnitId: units.city,
  assistUnitIds: [],
  basis: 'test',
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

describe('who is responsible', () => {
  const fallback = rule({})
  const major = rule({ kind: 'component', classCode: '01', leadUnitId: units.water })
  const subclass = rule({ kind: 'component', classCode: '01037', leadUnitId: units.lamps })
  const inTown = rule({
    kind: 'component',
    classCode: '01037',
    areaCode: '530127102',
    leadUnitId: units.town,
  })

  it('takes the narrowest class', () => {
    expect(findResponsible([fallback, major, subclass], lamp, '2026-06-01')?.leadUnitId).toBe(units.lamps)
  })
  it('takes the narrower area among rules of one class, and only inside it', () => {
    const rules = [subclass, inTown]
    expect(findResponsible(rules, lamp, '2026-06-01')?.leadUnitId).toBe(units.lamps)
    const there = { ...lamp, townCode: '530127102', communityCode: '530127102201', cellCode: null }
    expect(findResponsible(rules, there, '2026-06-01')?.leadUnitId).toBe(units.town)
  })
  it('puts a condition above everything', () => {
    const special = rule({ conditionId: 'c1', leadUnitId: units.water })
    expect(findResponsible([subclass, special], lamp, '2026-06-01')?.leadUnitId).toBe(units.water)
  })
  it('keeps kinds apart: the same code names a component and a matter', () => {
    expect(findResponsible([subclass], { ...lamp, kind: 'matter' }, '2026-06-01')).toBeUndefined()
  })
  it('asks the day, half-open', () => {
    const old = rule({ classCode: '01037', validTo: '2026-06-01', leadUnitId: units.town })
    expect(findResponsible([old], lamp, '2026-05-31')?.leadUnitId).toBe(units.town)
    expect(findResponsible([old], lamp, '2026-06-01')).toBeUndefined()
  })
  it('admits a gap', () => {
    expect(findResponsible([subclass], { ...lamp, classCode: '02001' }, '2026-06-01')).toBeUndefined()
  })
})
