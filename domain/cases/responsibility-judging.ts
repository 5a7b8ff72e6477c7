/** What a new rule of responsibility must be true to: the catalogue, the areas and the units of its county, and the other rules. */
import type { Sentence } from '../problem.ts'
import type { ResponsibilityRule } from './responsibility.ts'

/** What rules are judged against. */
export type KnownForRules = {
  readonly adcode: string
  readonly classes: readonly { readonly kind: string; readonly code: string; readonly name: string }[]
  readonly majors: readonly { readonly kind: string; readonly code: string; readonly name: string }[]
  readonly conditions: readonly {
    readonly id: string
    readonly kind: string
    readonly classCode: string
    readonly ordinal: number
  }[]
  /** Areas of the county by code. */
  readonly areas: ReadonlyMap<string, string>
  /** Units that dispose of cases and have not ended. */
  readonly units: readonly {
    readonly id: string
    readonly name: string
    readonly shortName: string | null
    readonly externalCode: string | null
    readonly aliases: readonly string[]
  }[]
}

export type RuleField = Exclude<keyof ResponsibilityRule, 'id'>
export type RuleFault = { readonly field: RuleField; readonly reason: Sentence }

/** The class × condition × area that a rule speaks of; two rules of one scope never count on the same day. */
export const scopeOf = (
  it: Pick<ResponsibilityRule, 'kind' | 'classCode' | 'conditionId' | 'areaCode'>,
): string => JSON.stringify([it.kind, it.classCode, it.conditionId, it.areaCode])

/** Whether two rules count on a common day. */
export const overlap = (a: ResponsibilityRule, b: ResponsibilityRule): boolean =>
  a.validFrom < (b.validTo ?? '9999') && b.validFrom < (a.validTo ?? '9999')

/** Everything that is wrong with a new rule; `others` are those that will stand beside it. */
export function faultsOfRule(
  rule: ResponsibilityRule,
  known: KnownForRules,
  others: readonly ResponsibilityRule[],
): RuleFault[] {
  const faults: RuleFault[] = []
  const refuse = (field: RuleField, zh: string, en: string): void => {
    faults.push({ field, reason: { zh, en } })
  }
  const { kind, classCode, conditionId, areaCode, leadUnitId, assistUnitIds, validFrom, validTo } = rule
  if (classCode !== null && kind === null)
    refuse(
      'kind',
      '写了分类就要写明是部件还是事件',
      'with a class, say whether it is of components or matters',
    )
  else if (
    classCode !== null &&
    ![...known.classes, ...known.majors].some((it) => it.kind === kind && it.code === classCode)
  )
    refuse('classCode', `现行目录中没有分类 ${classCode}`, `the catalogue in force has no class ${classCode}`)
  if (
    conditionId !== null &&
    !known.conditions.some((it) => it.id === conditionId && it.kind === kind && it.classCode === classCode)
  )
    refuse('conditionId', '该小类没有这个立案条件', 'the class has no such filing condition')
  if (areaCode !== null && !isKnownArea(areaCode, known))
    refuse('areaCode', `本县没有区域 ${areaCode}`, `the county has no area ${areaCode}`)
  if (!known.units.some((it) => it.id === leadUnitId))
    refuse(
      'leadUnitId',
      '主办单位不存在、已撤销或不承担处置',
      'the lead unit does not exist, has ended or does not dispose of cases',
    )
  if (assistUnitIds.some((id) => !known.units.some((it) => it.id === id)))
    refuse(
      'assistUnitIds',
      '协办单位不存在、已撤销或不承担处置',
      'an assisting unit does not exist, has ended or does not dispose of cases',
    )
  else if (assistUnitIds.includes(leadUnitId))
    refuse('assistUnitIds', '主办单位不能同时是协办单位', 'the lead unit cannot assist itself')
  if (validTo !== null && validTo <= validFrom)
    refuse('validTo', '失效日期须晚于生效日期', 'the rule would end before it comes into force')
  else {
    const other = others.find((it) => it.id !== rule.id && scopeOf(it) === scopeOf(rule) && overlap(it, rule))
    if (other)
      refuse(
        'validFrom',
        `与同一范围自 ${other.validFrom} 起的规则重叠（${other.basis.slice(0, 40)}）`,
        `overlaps a rule of the same scope in force from ${other.validFrom} (${other.basis.slice(0, 40)})`,
      )
  }
  return faults
}

/** Counties, towns and communities are known by their codes; a cell lies in a community that is. */
const isKnownArea = (code: string, { adcode, areas }: KnownForRules): boolean =>
  code === adcode || areas.has(code) || (/^\d{15}$/.test(code) && areas.has(code.slice(0, 12)))
