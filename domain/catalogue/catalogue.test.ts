import { describe, expect, it } from 'vitest'
import { ConditionDraft, isInForce, limitFor } from './catalogue.ts'
import { checkCatalogue, compareCatalogues } from './check-catalogue.ts'
import { aCondition, aContent } from './testing/catalogues.ts'

describe('a condition', () => {
  it('says that its limit is unknown rather than carrying none silently', () => {
    expect(ConditionDraft.safeParse(aCondition()).success).toBe(true)
    expect(ConditionDraft.safeParse(aCondition({ limits: null })).success).toBe(false)
    expect(
      ConditionDraft.safeParse(aCondition({ limits: null, limitKnown: false, limitBasis: 'unknown' }))
        .success,
    ).toBe(true)
  })

  it('has the limit of the area class, else the default', () => {
    const limits = {
      default: { value: 4, unit: 'work_hour' as const },
      C: { value: 8, unit: 'work_hour' as const },
    }
    expect(limitFor({ limits }, 'C')?.value).toBe(8)
    expect(limitFor({ limits }, 'A')?.value).toBe(4)
    expect(limitFor({ limits })?.value).toBe(4)
    expect(limitFor({ limits: null }, 'A')).toBeUndefined()
  })
})

describe('a version', () => {
  it('is in force from its first day to the day before its last', () => {
    const version = { state: 'published' as const, validFrom: '2026-07-01', validTo: '2026-12-01' }
    expect(isInForce(version, '2026-06-30')).toBe(false)
    expect(isInForce(version, '2026-07-01')).toBe(true)
    expect(isInForce(version, '2026-11-30')).toBe(true)
    expect(isInForce(version, '2026-12-01')).toBe(false)
    expect(isInForce({ ...version, state: 'draft' }, '2026-07-01')).toBe(false)
  })
})

describe('checking a catalogue', () => {
  it('finds nothing in a good one', () => {
    expect(checkCatalogue(aContent())).toEqual([])
  })

  it('finds what is missing, doubled or wrongly numbered', () => {
    const good = aContent()
    const [only] = good.classes
    if (!only) throw new Error('the small catalogue has one class')
    const faulty = aContent({
      classes: [
        only,
        only,
        { ...only, code: '02001' },
        { ...only, code: '137' },
        { ...only, code: '01038', componentCode: '01999' },
      ],
      conditions: [aCondition(), aCondition(), aCondition({ classCode: '09999' })],
    })
    const reasons = checkCatalogue(faulty).map((it) => `${it.subject}: ${it.reason}`)
    expect(reasons).toContain('component 01037: class is listed twice')
    expect(reasons).toContain('component 01037 #1: condition is listed twice')
    expect(reasons).toContain('component 02001: code says major 02, class says 01')
    expect(reasons).toContain('component 137: code is not of the scheme 2+3')
    expect(reasons).toContain('component 01038: component 01999 is missing')
    expect(reasons).toContain('component 09999 #1: its class is missing')
    expect(reasons).toHaveLength(6)
  })

  it('tells what a new version changes', () => {
    const before = aContent()
    const [only] = before.classes
    if (!only) throw new Error('the small catalogue has one class')
    const after = aContent({
      classes: [
        { ...only, name: '道路照明灯' },
        { ...only, code: '01038', name: '地灯' },
      ],
      conditions: [aCondition({ limits: { default: { value: 3, unit: 'work_day' } } })],
    })
    expect(compareCatalogues(before, after)).toEqual({
      classesAdded: ['component 01038'],
      classesRemoved: [],
      classesChanged: ['component 01037'],
      conditionsAdded: 1,
      conditionsRemoved: 1,
    })
    expect(compareCatalogues(before, before).conditionsAdded).toBe(0)
    const otherOrder = aContent({
      conditions: [aCondition({ limits: { default: { unit: 'work_day', value: 2 } } })],
    })
    expect(compareCatalogues(before, otherOrder).conditionsAdded).toBe(0)
  })
})
