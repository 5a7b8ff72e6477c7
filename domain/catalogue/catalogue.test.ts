import { describe, expect, it } from 'vitest'
import { type CatalogueContent, ConditionDraft, isInForce, limitFor } from './catalogue.ts'
import { checkCatalogue, compareCatalogues } from './check-catalogue.ts'

const condition = (changes: Partial<ConditionDraft> = {}): ConditionDraft => ({
  kind: 'component',
  classCode: '01037',
  ordinal: 1,
  filingText: '灯不亮',
  closingText: '恢复照明',
  limitKnown: true,
  limits: { default: { value: 2, unit: 'work_day' } },
  limitBasis: 'stated',
  limitText: '2天',
  collectionNotes: '',
  responsibleText: '',
  responsibleKind: null,
  competentText: '',
  competentKind: null,
  legalBasis: '',
  ...changes,
})

const content = (changes: Partial<CatalogueContent> = {}): CatalogueContent => ({
  head: {
    series: 'small',
    owner: 'county',
    ownerName: '某县',
    label: '小目录',
    standardRef: '',
    codeScheme: '2+3',
    assembled: true,
    note: '',
  },
  majors: [{ kind: 'component', code: '01', name: '市政公用设施', nameEn: '' }],
  classes: [
    {
      kind: 'component',
      code: '01037',
      majorCode: '01',
      name: '路灯',
      nameEn: '',
      componentCode: null,
      synonyms: [],
    },
  ],
  conditions: [condition()],
  ...changes,
})

describe('a condition', () => {
  it('says that its limit is unknown rather than carrying none silently', () => {
    expect(ConditionDraft.safeParse(condition()).success).toBe(true)
    expect(ConditionDraft.safeParse(condition({ limits: null })).success).toBe(false)
    expect(
      ConditionDraft.safeParse(condition({ limits: null, limitKnown: false, limitBasis: 'unknown' })).success,
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
    expect(checkCatalogue(content())).toEqual([])
  })

  it('finds what is missing, doubled or wrongly numbered', () => {
    const good = content()
    const [only] = good.classes
    if (!only) throw new Error('the small catalogue has one class')
    const faulty = content({
      classes: [
        only,
        only,
        { ...only, code: '02001' },
        { ...only, code: '137' },
        { ...only, code: '01038', componentCode: '01999' },
      ],
      conditions: [condition(), condition(), condition({ classCode: '09999' })],
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
    const before = content()
    const [only] = before.classes
    if (!only) throw new Error('the small catalogue has one class')
    const after = content({
      classes: [
        { ...only, name: '道路照明灯' },
        { ...only, code: '01038', name: '地灯' },
      ],
      conditions: [condition({ limits: { default: { value: 3, unit: 'work_day' } } })],
    })
    expect(compareCatalogues(before, after)).toEqual({
      classesAdded: ['component 01038'],
      classesRemoved: [],
      classesChanged: ['component 01037'],
      conditionsAdded: 1,
      conditionsRemoved: 1,
    })
    expect(compareCatalogues(before, before).conditionsAdded).toBe(0)
    const otherOrder = content({
      conditions: [condition({ limits: { default: { unit: 'work_day', value: 2 } } })],
    })
    expect(compareCatalogues(before, otherOrder).conditionsAdded).toBe(0)
  })
})
