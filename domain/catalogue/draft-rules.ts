/**
 * What a county may change, and what an edition must say before it is published. The national list rules codes, names
 * and majors of its own classes (GB/T 47678.5, appendices A and C); a county leaves classes out, adds extensions that
 * count down from 999, and writes conditions, limits and everyday words itself.
 */
import { z } from 'zod'
import type { Sentence } from '../problem.ts'
import { SentenceText } from '../table.ts'
import { areaClasses, type CatalogueContent, type ConditionDraft } from './catalogue.ts'
import { ClassKind, type CodeScheme, isCodeOf, isLocalExtension, majorOf } from './class-code.ts'
import type { DraftRow } from './draft.ts'
import type { Limit } from './limit.ts'

/** Where the county's freedom ends, as it is cited beside a refusal. */
export const clauses = {
  components: {
    zh: 'GB/T 47678.5-2026 附录 A（管理部件分类与编码）',
    en: 'GB/T 47678.5-2026, appendix A (components)',
  },
  matters: {
    zh: 'GB/T 47678.5-2026 附录 C（管理事项分类与编码）',
    en: 'GB/T 47678.5-2026, appendix C (matters)',
  },
  extension: {
    zh: '地方扩展编号：国标正排、扩展倒排（小类自 999 向下，大类自 99 向下）',
    en: 'local extensions count downwards: classes from 999, majors from 99',
  },
} as const satisfies Record<string, Sentence>

/** A fault keeps an edition from being published; a remark is only worth a look. */
export const DraftFinding = z.object({
  severity: z.enum(['fault', 'remark']),
  rule: z.string(),
  what: z.enum(['head', 'major', 'class', 'condition']),
  kind: ClassKind.nullable(),
  code: z.string().nullable(),
  ordinal: z.int().nullable(),
  field: z.string().nullable(),
  name: z.string(),
  reason: SentenceText,
  clause: SentenceText.nullable(),
})
export type DraftFinding = z.infer<typeof DraftFinding>

/** The national list, as far as it rules a county's. */
export type NationalList = Pick<CatalogueContent, 'majors' | 'classes'>

const clauseOf = (kind: ClassKind): Sentence => (kind === 'component' ? clauses.components : clauses.matters)

type Place = Pick<DraftFinding, 'what' | 'kind' | 'code' | 'ordinal' | 'name'>

const finding = (
  severity: DraftFinding['severity'],
  rule: string,
  place: Place,
  field: string | null,
  reason: Sentence,
  clause: Sentence | null = null,
): DraftFinding => ({ severity, rule, ...place, field, reason, clause })

const quoted = (name: string): Sentence => ({
  zh: `国家目录中为“${name}”，县级目录不得改`,
  en: `the national list says “${name}”, which a county does not change`,
})

type CodedClass = { kind: ClassKind; code: string; name: string; majorCode: string }

/** What the national list has against a class; a class that is not in it must carry a local number. */
function againstNational(it: CodedClass, scheme: CodeScheme, national: NationalList): DraftFinding[] {
  if (scheme !== '2+3') return []
  const place = { what: 'class', kind: it.kind, code: it.code, ordinal: null, name: it.name } as const
  const ruled = national.classes.find((one) => one.kind === it.kind && one.code === it.code)
  if (!ruled)
    return isLocalExtension(it.code) || national.classes.length === 0
      ? []
      : [
          finding(
            'fault',
            'extension-number',
            place,
            'code',
            {
              zh: `编码 ${it.code} 不在国家目录中，县级扩展小类须用 900–999 的顺序号`,
              en: `${it.code} is not in the national list; a county’s own class takes a number from 900 to 999`,
            },
            clauses.extension,
          ),
        ]
  const clause = clauseOf(it.kind)
  return [
    ...(ruled.name === it.name
      ? []
      : [finding('fault', 'national-name', place, 'name', quoted(ruled.name), clause)]),
    ...(ruled.majorCode === it.majorCode
      ? []
      : [finding('fault', 'national-major', place, 'majorCode', quoted(ruled.majorCode), clause)]),
  ]
}

/** Why a row may not be kept, when it touches what the national list rules; undefined when it may. */
export function refusalOf(
  row: DraftRow,
  base: CatalogueContent,
  national: NationalList,
): DraftFinding | undefined {
  const { codeScheme } = base.head
  if (row.what === 'class' && row.content)
    return againstNational({ ...row.content, kind: row.kind, code: row.code }, codeScheme, national)[0]
  if (row.what !== 'major' || !row.content || codeScheme !== '2+3') return undefined
  const { kind, code, content } = row
  const place = { what: 'major', kind, code, ordinal: null, name: content.name } as const
  const ruled = national.majors.find((it) => it.kind === kind && it.code === code)
  const before = base.majors.find((it) => it.kind === kind && it.code === code)
  if (ruled && content.name !== ruled.name && content.name !== before?.name)
    return finding('fault', 'national-name', place, 'name', quoted(ruled.name), clauseOf(kind))
  if (!ruled && !before && !/^9\d$/.test(code))
    return finding(
      'fault',
      'extension-number',
      place,
      'code',
      {
        zh: '县级扩展大类自 99 向下编号（90–99）',
        en: 'a county’s own major counts down from 99 (90 to 99)',
      },
      clauses.extension,
    )
  return undefined
}

const limitMinutes: Record<Limit['unit'], number> = {
  urgent_hour: 60,
  work_hour: 60,
  work_day: 480,
  natural_day: 1440,
}

function checkCondition(it: ConditionDraft, name: string): DraftFinding[] {
  const place = {
    what: 'condition',
    kind: it.kind,
    code: it.classCode,
    ordinal: it.ordinal,
    name,
  } as const
  const found: DraftFinding[] = []
  if (!it.filingText.trim())
    found.push(
      finding('fault', 'filing-text-missing', place, 'filingText', {
        zh: '没有写立案条件',
        en: 'the filing text is empty',
      }),
    )
  if (!it.closingText.trim())
    found.push(
      finding('fault', 'closing-text-missing', place, 'closingText', {
        zh: '没有写结案条件',
        en: 'the closing text is empty',
      }),
    )
  if ((it.limits === null) !== (it.limitBasis === 'unknown'))
    found.push(
      finding('fault', 'limit-basis', place, 'limitBasis', {
        zh: it.limits ? '有时限，来源却写“未定”' : '没有时限，来源须写“未定”',
        en: it.limits
          ? 'there is a limit, yet its basis says unknown'
          : 'without a limit the basis is unknown',
      }),
    )
  if (it.limits === null)
    found.push(
      finding('remark', 'limit-unknown', place, 'limits', {
        zh: '没有时限，每次立案都要由人另定',
        en: 'no limit: whoever files a case sets one each time',
      }),
    )
  return [...found, ...checkVariants(it, place)]
}

function checkVariants({ limits }: ConditionDraft, place: Place): DraftFinding[] {
  if (!limits) return []
  const variants = areaClasses.map((it) => limits[it] ?? limits.default)
  const found: DraftFinding[] = []
  if (variants.some((it) => it.unit !== limits.default.unit))
    found.push(
      finding('remark', 'limit-units', place, 'limits', {
        zh: '各类区域的时限单位不同',
        en: 'the areas have limits of different units',
      }),
    )
  const order = variants.map((it) => it.value * limitMinutes[it.unit])
  if (order.some((it, index) => it < (order[index - 1] ?? 0)))
    found.push(
      finding('remark', 'limit-order', place, 'limits', {
        zh: '重点区域（A 类）的时限比一般区域还长',
        en: 'a key area has a longer limit than an ordinary one',
      }),
    )
  return found
}

function checkClass(content: CatalogueContent, it: CatalogueContent['classes'][number]): DraftFinding[] {
  const place = { what: 'class', kind: it.kind, code: it.code, ordinal: null, name: it.name } as const
  const { codeScheme } = content.head
  const found: DraftFinding[] = []
  const fault = (rule: string, field: string, reason: Sentence): void => {
    found.push(finding('fault', rule, place, field, reason))
  }
  if (!it.name.trim()) fault('name-missing', 'name', { zh: '没有名称', en: 'the name is empty' })
  if (!isCodeOf(codeScheme, it.code))
    fault('code-scheme', 'code', {
      zh: `编码不合 ${codeScheme} 的写法`,
      en: `the code is not written as ${codeScheme} demands`,
    })
  const stated = majorOf(codeScheme, it.code)
  if (stated !== undefined && stated !== it.majorCode)
    fault('major-of-code', 'majorCode', {
      zh: `编码属于大类 ${stated}，却归在 ${it.majorCode}`,
      en: `the code is of major ${stated}, the class of ${it.majorCode}`,
    })
  if (!content.majors.some((one) => one.kind === it.kind && one.code === it.majorCode))
    fault('major-missing', 'majorCode', {
      zh: `没有大类 ${it.majorCode}`,
      en: `there is no major ${it.majorCode}`,
    })
  const isKnown = content.classes.some((one) => one.kind === 'component' && one.code === it.componentCode)
  if (it.componentCode !== null && !isKnown)
    fault('component-missing', 'componentCode', {
      zh: `所指部件 ${it.componentCode} 不在目录中（可能已停用）`,
      en: `component ${it.componentCode} is not in the catalogue; it may be switched off`,
    })
  if (it.synonyms.some((word) => !word.trim()))
    fault('synonym-blank', 'synonyms', { zh: '俗称中有空白', en: 'an everyday word is blank' })
  if (new Set(it.synonyms).size !== it.synonyms.length)
    fault('synonym-twice', 'synonyms', { zh: '俗称重复', en: 'an everyday word stands twice' })
  return found
}

function checkConditionsOf(content: CatalogueContent): DraftFinding[] {
  const groups = Map.groupBy(content.conditions, (it) => `${it.kind} ${it.classCode}`)
  return content.classes.flatMap((it) => {
    const own = groups.get(`${it.kind} ${it.code}`) ?? []
    const place = { what: 'class', kind: it.kind, code: it.code, ordinal: null, name: it.name } as const
    if (own.length === 0)
      return [
        finding('remark', 'no-condition', place, 'conditions', {
          zh: '没有立案条件，不能据以立案',
          en: 'without a filing condition no case can be filed',
        }),
      ]
    const found = own.flatMap((one) => checkCondition(one, it.name))
    const texts = Map.groupBy(own, (one) => one.filingText.trim())
    for (const [text, twice] of texts)
      if (text && twice.length > 1)
        found.push(
          finding(
            'fault',
            'filing-text-twice',
            { ...place, what: 'condition', ordinal: twice.at(-1)?.ordinal ?? null },
            'filingText',
            {
              zh: '与本小类另一条立案条件文字相同',
              en: 'the class has another condition with the same filing text',
            },
          ),
        )
    if (new Set(own.map((one) => one.ordinal)).size !== own.length)
      found.push(
        finding('fault', 'ordinal-twice', place, 'conditions', {
          zh: '立案条件的序号重复',
          en: 'two conditions have the same number',
        }),
      )
    return found
  })
}

function checkHead({ head }: CatalogueContent): DraftFinding[] {
  const place = { what: 'head', kind: null, code: null, ordinal: null, name: head.label } as const
  const empty = (['label', 'ownerName'] as const).filter((it) => !head[it].trim())
  return empty.map((field) =>
    finding('fault', 'head-missing', place, field, {
      zh: field === 'label' ? '没有写目录名称' : '没有写编制单位',
      en: field === 'label' ? 'the catalogue has no name' : 'it is not said whose catalogue it is',
    }),
  )
}

function checkNames(content: CatalogueContent): DraftFinding[] {
  const named = Map.groupBy(content.classes, (it) => `${it.kind} ${it.name.trim()}`)
  return [...named.values()]
    .filter(([first, second]) => second && first?.name.trim())
    .flatMap((twice) =>
      twice
        .slice(1)
        .map((it) =>
          finding(
            'fault',
            'name-twice',
            { what: 'class', kind: it.kind, code: it.code, ordinal: null, name: it.name },
            'name',
            { zh: `名称与小类 ${twice[0]?.code} 相同`, en: `class ${twice[0]?.code} has the same name` },
          ),
        ),
    )
}

function checkMajors(content: CatalogueContent): DraftFinding[] {
  return content.majors.flatMap((it) => {
    const place = { what: 'major', kind: it.kind, code: it.code, ordinal: null, name: it.name } as const
    if (!it.name.trim())
      return [finding('fault', 'name-missing', place, 'name', { zh: '没有名称', en: 'the name is empty' })]
    return content.classes.some((one) => one.kind === it.kind && one.majorCode === it.code)
      ? []
      : [
          finding('remark', 'major-empty', place, null, {
            zh: '大类下没有小类',
            en: 'the major has no class',
          }),
        ]
  })
}

/** Everything to be said about an edition before it is published: faults first, each with its place. */
export function checkDraft(content: CatalogueContent, national: NationalList): DraftFinding[] {
  const { codeScheme } = content.head
  const found = [
    ...checkHead(content),
    ...checkMajors(content),
    ...content.classes.flatMap((it) => [
      ...againstNational(it, codeScheme, national),
      ...checkClass(content, it),
    ]),
    ...checkNames(content),
    ...checkConditionsOf(content),
  ]
  return [...found.filter((it) => it.severity === 'fault'), ...found.filter((it) => it.severity === 'remark')]
}
