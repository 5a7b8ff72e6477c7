import { describe, expect, it } from 'vitest'
import type { CatalogueContent } from './catalogue.ts'
import type { DraftRow } from './draft.ts'
import { toDraftClass } from './draft.ts'
import { checkDraft, clauses, type NationalList, refusalOf } from './draft-rules.ts'
import { aClass, aCondition, aContent } from './testing/catalogues.ts'

const national: NationalList = {
  majors: [{ kind: 'component', code: '01', name: '市政公用设施', nameEn: '' }],
  classes: [aClass(), aClass({ code: '01038', name: '地灯' })],
}
const lamp = toDraftClass(aClass(), [aCondition()])
const classRow = (code: string, changes: Partial<typeof lamp> = {}): DraftRow => ({
  what: 'class',
  kind: 'component',
  code,
  content: { ...lamp, ...changes },
})
const majorRow = (code: string, name: string): DraftRow => ({
  what: 'major',
  kind: 'component',
  code,
  content: { name, nameEn: '' },
})

describe('what the national list rules', () => {
  const rows: readonly [string, DraftRow, string | undefined, object | undefined][] = [
    [
      'everyday words and conditions are the county’s',
      classRow('01037', { synonyms: ['黑灯'] }),
      undefined,
      undefined,
    ],
    [
      'the name of a national class is not',
      classRow('01037', { name: '照明灯' }),
      'national-name',
      clauses.components,
    ],
    ['nor its major', classRow('01037', { majorCode: '02' }), 'national-major', clauses.components],
    ['a national class may be taken in', classRow('01038', { name: '地灯' }), undefined, undefined],
    ['an own class takes a number from 999 down', classRow('01999', { name: '驿站' }), undefined, undefined],
    [
      'and no number of the nation',
      classRow('01200', { name: '驿站' }),
      'extension-number',
      clauses.extension,
    ],
    [
      'any class may be switched off',
      { what: 'class', kind: 'component', code: '01037', content: null },
      undefined,
      undefined,
    ],
    ['a national major keeps its name', majorRow('01', '公用'), 'national-name', clauses.components],
    ['an own major takes a number from 99 down', majorRow('97', '驿站'), undefined, undefined],
    ['and no other', majorRow('20', '驿站'), 'extension-number', clauses.extension],
  ]
  it.each(rows)('%s', (_why, row, rule, clause) => {
    const refused = refusalOf(row, aContent(), national)
    expect(refused?.rule).toBe(rule)
    expect(refused?.clause ?? undefined).toEqual(clause)
  })

  it('rules nothing where numbers are a city’s own', () => {
    const base = aContent({ head: { ...aContent().head, codeScheme: 'own' } })
    expect(refusalOf(classRow('A17'), base, national)).toBeUndefined()
  })

  it('cites the appendix of matters for a matter', () => {
    const matters = {
      majors: [],
      classes: [aClass({ kind: 'matter', code: '06001', majorCode: '06', name: '暴露垃圾' })],
    }
    const row = { ...classRow('06001', { majorCode: '06', name: '垃圾' }), kind: 'matter' } as DraftRow
    expect(refusalOf(row, aContent(), matters)?.clause).toEqual(clauses.matters)
  })
})

describe('the check before publishing', () => {
  const found = (changes: Partial<CatalogueContent>) =>
    checkDraft(aContent(changes), national).map(
      (it) => `${it.severity} ${it.rule} ${it.what} ${it.code} ${it.ordinal} ${it.field}`,
    )
  const head = aContent().head
  const rows: readonly [string, Partial<CatalogueContent>, string][] = [
    ['name of the catalogue', { head: { ...head, label: ' ' } }, 'fault head-missing head null null label'],
    [
      'filing text',
      { conditions: [aCondition({ filingText: ' ' })] },
      'fault filing-text-missing condition 01037 1 filingText',
    ],
    [
      'closing text',
      { conditions: [aCondition({ closingText: '' })] },
      'fault closing-text-missing condition 01037 1 closingText',
    ],
    [
      'basis without a limit',
      { conditions: [aCondition({ limits: null, limitKnown: false })] },
      'fault limit-basis condition 01037 1 limitBasis',
    ],
    [
      'limit without a basis',
      { conditions: [aCondition({ limitBasis: 'unknown' })] },
      'fault limit-basis condition 01037 1 limitBasis',
    ],
    [
      'same condition twice',
      { conditions: [aCondition(), aCondition({ ordinal: 2 })] },
      'fault filing-text-twice condition 01037 2 filingText',
    ],
    [
      'same number twice',
      { conditions: [aCondition(), aCondition({ filingText: '破损' })] },
      'fault ordinal-twice class 01037 null conditions',
    ],
    ['missing major', { majors: [] }, 'fault major-missing class 01037 null majorCode'],
    ['name of a class', { classes: [aClass({ name: '' })] }, 'fault name-missing class 01037 null name'],
    ['national name', { classes: [aClass({ name: '照明' })] }, 'fault national-name class 01037 null name'],
    [
      'missing component',
      { classes: [aClass({ componentCode: '01999' })] },
      'fault component-missing class 01037 null componentCode',
    ],
    [
      'everyday word twice',
      { classes: [aClass({ synonyms: ['灯', '灯'] })] },
      'fault synonym-twice class 01037 null synonyms',
    ],
    [
      'blank everyday word',
      { classes: [aClass({ synonyms: [' '] })] },
      'fault synonym-blank class 01037 null synonyms',
    ],
    [
      'same name twice',
      { classes: [aClass(), aClass({ code: '01999' })] },
      'fault name-twice class 01999 null name',
    ],
    [
      'number that is nobody’s',
      { classes: [aClass(), aClass({ code: '01200', name: '驿站' })] },
      'fault extension-number class 01200 null code',
    ],
    ['no condition', { conditions: [] }, 'remark no-condition class 01037 null conditions'],
    [
      'empty major',
      { majors: [...aContent().majors, { kind: 'matter', code: '98', name: '村庄', nameEn: '' }] },
      'remark major-empty major 98 null null',
    ],
    [
      'limit order',
      {
        conditions: [
          aCondition({
            limits: { default: { value: 2, unit: 'work_day' }, A: { value: 3, unit: 'work_day' } },
          }),
        ],
      },
      'remark limit-order condition 01037 1 limits',
    ],
    [
      'limit units',
      {
        conditions: [
          aCondition({
            limits: { default: { value: 2, unit: 'work_day' }, C: { value: 40, unit: 'work_hour' } },
          }),
        ],
      },
      'remark limit-units condition 01037 1 limits',
    ],
  ]
  it('finds nothing in a good one', () => {
    expect(found({})).toEqual([])
  })
  it.each(rows)('finds: %s', (_what, changes, line) => {
    expect(found(changes)).toContain(line)
  })
  it('puts faults before remarks', () => {
    const severities = checkDraft(
      aContent({
        conditions: [aCondition({ filingText: '', limits: null, limitKnown: false, limitBasis: 'unknown' })],
      }),
      national,
    ).map((it) => it.severity)
    expect(severities).toEqual(['fault', 'remark'])
  })
})
