/** The words of a difference, for screens, paper and workbooks alike: fields, and what a field says. */
import type { Sentence } from '../problem.ts'
import { areaClasses, type LimitsByArea } from './catalogue.ts'
import type { CatalogueChange, FieldChange } from './difference.ts'
import { describeLimit } from './limit.ts'
import { UnitKind, unitKindName } from './unit-kind.ts'

const fields: Readonly<Record<string, Sentence>> = {
  series: { zh: '系列', en: 'series' },
  owner: { zh: '层级', en: 'level' },
  ownerName: { zh: '编制单位', en: 'whose' },
  label: { zh: '目录名称', en: 'name of the catalogue' },
  standardRef: { zh: '所依标准', en: 'standard' },
  codeScheme: { zh: '编码方式', en: 'code scheme' },
  assembled: { zh: '汇编', en: 'assembled' },
  note: { zh: '说明', en: 'remarks' },
  name: { zh: '名称', en: 'name' },
  nameEn: { zh: '英文名称', en: 'English name' },
  majorCode: { zh: '大类', en: 'major' },
  componentCode: { zh: '所指部件', en: 'component' },
  synonyms: { zh: '俗称', en: 'everyday words' },
  filingText: { zh: '立案条件', en: 'filed when' },
  closingText: { zh: '结案条件', en: 'closed when' },
  limits: { zh: '处置时限', en: 'limit' },
  limitBasis: { zh: '时限来源', en: 'basis of the limit' },
  limitText: { zh: '时限原文', en: 'limit as written' },
  collectionNotes: { zh: '采集要求', en: 'collection and photos' },
  responsibleText: { zh: '处置责任', en: 'responsible' },
  responsibleKind: { zh: '责任单位类别', en: 'responsible kind' },
  competentText: { zh: '主管部门', en: 'competent' },
  competentKind: { zh: '主管部门类别', en: 'competent kind' },
  legalBasis: { zh: '法律依据', en: 'legal basis' },
}

/** The name of a field in both languages; a field without one is shown as it is called. */
export const fieldName = (field: string): Sentence => fields[field] ?? { zh: field, en: field }

const bases: Readonly<Record<string, Sentence>> = {
  stated: { zh: '规范规定', en: 'stated' },
  family: { zh: '按同类规定', en: 'as its family' },
  assumed: { zh: '暂定', en: 'assumed' },
  unknown: { zh: '未定', en: 'unknown' },
}

const nothing: Sentence = { zh: '—', en: '—' }

function describeLimits(limits: LimitsByArea): Sentence {
  const parts = (['default', ...areaClasses] as const).flatMap((area) => {
    const limit = limits[area]
    if (!limit) return []
    const { zh, en } = describeLimit(limit)
    return [area === 'default' ? { zh, en } : { zh: `${area} 类区域 ${zh}`, en: `area ${area}: ${en}` }]
  })
  return { zh: parts.map((it) => it.zh).join('；'), en: parts.map((it) => it.en).join('; ') }
}

/** What a field says, in both languages. */
export function describeValue(field: string, value: FieldChange['before']): Sentence {
  if (value === null || value === '') return nothing
  if (field === 'limitBasis') return bases[String(value)] ?? { zh: String(value), en: String(value) }
  if (field === 'responsibleKind' || field === 'competentKind') {
    const kind = UnitKind.safeParse(value)
    if (kind.success) return unitKindName(kind.data)
  }
  if (typeof value === 'boolean') return value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' }
  if (Array.isArray(value)) return { zh: value.join('、'), en: value.join(', ') }
  if (typeof value === 'object') return describeLimits(value)
  return { zh: String(value), en: String(value) }
}

const changes: Record<CatalogueChange['change'], Sentence> = {
  added: { zh: '新增', en: 'added' },
  ended: { zh: '停用', en: 'switched off' },
  changed: { zh: '修改', en: 'changed' },
}

/** What became of a thing, in both languages. */
export const changeName = (change: CatalogueChange['change']): Sentence => changes[change]

const subjects: Record<CatalogueChange['what'], Sentence> = {
  head: { zh: '目录', en: 'catalogue' },
  major: { zh: '大类', en: 'major' },
  class: { zh: '小类', en: 'class' },
  condition: { zh: '立案条件', en: 'condition' },
}

/** What a line of a difference is about, in both languages. */
export const subjectName = (what: CatalogueChange['what']): Sentence => subjects[what]

/** The place of a thing as people read it: `部件 01037 路灯 第 2 条`. */
export function placeName({
  kind,
  code,
  ordinal,
  name,
}: Pick<CatalogueChange, 'kind' | 'code' | 'ordinal' | 'name'>): Sentence {
  const of =
    kind && { component: { zh: '部件', en: 'component' }, matter: { zh: '事项', en: 'matter' } }[kind]
  const parts = [of?.zh, code, name, ordinal === null ? null : `第 ${ordinal} 条`]
  const partsEn = [of?.en, code, name, ordinal === null ? null : `#${ordinal}`]
  return { zh: parts.filter(Boolean).join(' '), en: partsEn.filter(Boolean).join(' ') }
}
