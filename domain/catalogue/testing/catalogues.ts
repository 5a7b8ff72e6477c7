/** Builders of catalogues for the tests of rules: a small one by hand, and arbitrary ones for properties. */
import fc from 'fast-check'
import type { CatalogueClass, CatalogueContent, ConditionDraft } from '../catalogue.ts'
import { inCatalogueOrder } from '../draft.ts'
import { limitUnits } from '../limit.ts'

/** A condition of the lamp class; `changes` go over it. */
export const aCondition = (changes: Partial<ConditionDraft> = {}): ConditionDraft => ({
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

/** The lamp class; `changes` go over it. */
export const aClass = (changes: Partial<CatalogueClass> = {}): CatalogueClass => ({
  kind: 'component',
  code: '01037',
  majorCode: '01',
  name: '路灯',
  nameEn: 'street lamp',
  componentCode: null,
  synonyms: ['灯不亮'],
  ...changes,
})

/** A catalogue of one class with one condition; `changes` go over it. */
export const aContent = (changes: Partial<CatalogueContent> = {}): CatalogueContent => ({
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
  classes: [aClass()],
  conditions: [aCondition()],
  ...changes,
})

const word = fc.constantFrom('路灯', '井盖', '灯不亮', '破损', '乱贴', '垃圾', '树倒', '水管')
const limit = fc.record({ value: fc.integer({ min: 1, max: 9 }), unit: fc.constantFrom(...limitUnits) })
const limits = fc.option(
  fc.oneof(fc.record({ default: limit }), fc.record({ default: limit, A: limit, C: limit })),
)

const anyCondition = limits.chain((it) =>
  fc.record({
    filingText: word,
    closingText: word,
    limits: fc.constant(it),
    limitKnown: fc.constant(it !== null),
    limitBasis: fc.constant(it === null ? ('unknown' as const) : ('stated' as const)),
    limitText: fc.constantFrom('', '2天'),
    collectionNotes: fc.constantFrom('', '拍清'),
    responsibleText: fc.constantFrom('', '照明单位'),
    responsibleKind: fc.constantFrom(null, 'street_lighting' as const),
    competentText: fc.constant(''),
    competentKind: fc.constantFrom(null, 'urban_management' as const),
    legalBasis: fc.constantFrom('', '条例'),
  }),
)

const anyClass = fc.record({
  kind: fc.constantFrom('component' as const, 'matter' as const),
  code: fc.constantFrom('01001', '01002', '01037', '02001', '98999'),
  name: word,
  nameEn: fc.constantFrom('', 'a name'),
  synonyms: fc.uniqueArray(word, { maxLength: 3 }),
  conditions: fc.array(anyCondition, { maxLength: 3 }),
})

/** Any catalogue that agrees with itself, in the order of catalogues. */
export const anyContent: fc.Arbitrary<CatalogueContent> = fc
  .record({
    label: word,
    note: word,
    majorName: word,
    classes: fc.uniqueArray(anyClass, { maxLength: 6, selector: (it) => `${it.kind} ${it.code}` }),
  })
  .map(({ label, note, majorName, classes }) => {
    const majors = new Map(classes.map((it) => [`${it.kind} ${it.code.slice(0, 2)}`, it]))
    return inCatalogueOrder({
      head: { ...aContent().head, label, note },
      majors: [...majors.values()].map(({ kind, code }) => ({
        kind,
        code: code.slice(0, 2),
        name: majorName,
        nameEn: '',
      })),
      classes: classes.map(({ conditions: _, ...it }) => aClass({ ...it, majorCode: it.code.slice(0, 2) })),
      conditions: classes.flatMap(({ kind, code, conditions }) =>
        conditions.map((it, index) => ({ kind, classCode: code, ordinal: index + 1, ...it })),
      ),
    })
  })
