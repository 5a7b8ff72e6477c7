/** Settings of cases and the responsibility matrix as sections of the configuration. */
import { z } from 'zod'
import type { KeptRule, ResponsibilityRule } from '#domain/cases/responsibility.ts'
import { CaseSettings } from '#domain/cases/settings.ts'
import { chinaDayOf } from '#domain/china-time.ts'
import { ConfigurationProblem } from '#domain/configuration/problems.ts'
import { type DocumentNames, differing, section } from '#platform/configuration.ts'
import { newId } from '#platform/ids.ts'
import { findOwnSettings, shippedSettings } from './case-settings.ts'
import { changeCaseSettings } from './commands/change-case-settings.ts'
import { changeResponsibility } from './commands/change-responsibility.ts'
import { findMatrixKnowledge, type MatrixKnowledge } from './matrix-knowledge.ts'
import { loadRules } from './responsibility-store.ts'

const Settings = z.strictObject(CaseSettings.shape)
type Settings = z.infer<typeof Settings>

/** Records in one order, since a database gives their keys back in its own. */
const sorted = <It extends object>(record: It): It =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))) as It

const settingEntries = (settings: Settings): Map<string, unknown> => new Map(Object.entries(settings))

export const settingSection = section<Settings>({
  name: 'case-settings',
  title: { zh: '案件参数', en: 'settings of cases' },
  permission: 'setting.manage',
  schema: Settings,
  entries: settingEntries,
  missing: 'kept',
  async read({ db, adcode }) {
    const settings = (await findOwnSettings(db, adcode))?.settings ?? shippedSettings
    return {
      ...settings,
      mergedPosts: sorted(settings.mergedPosts),
      joinedSteps: sorted(settings.joinedSteps),
    }
  },
  async plan(context, _names, document, before) {
    if (before && differing(settingEntries(document), settingEntries(before)).size === 0) return
    const own = await findOwnSettings(context.db, context.adcode)
    await changeCaseSettings.run(context, { ...document, expectedVersion: own?.version ?? 0 })
  },
})

const Rule = z.strictObject({
  kind: z.enum(['component', 'matter']).nullable(),
  classCode: z.string().nullable(),
  /** The number of a condition within the class in the catalogue in force. */
  condition: z.int().positive().nullable(),
  areaCode: z.string().nullable(),
  leadUnit: z.string(),
  assistUnits: z.array(z.string()),
  basis: z.string().min(1).max(500),
  /** Null: it counts already. */
  validFrom: z.iso.date().nullable(),
  validTo: z.iso.date().nullable(),
})
type Rule = z.infer<typeof Rule>
const Rules = z.strictObject({ rules: z.array(Rule) })
type Rules = z.infer<typeof Rules>

const scopeOf = (it: Rule): string =>
  [it.kind, it.classCode, it.condition && `#${it.condition}`, it.areaCode]
    .map((part) => part ?? '*')
    .join(' ')

/** Rules of one scope follow each other; each has its turn in its key. */
function ruleEntries({ rules }: Rules): Map<string, Rule> {
  const turns = new Map<string, number>()
  return new Map(
    rules.map((it) => {
      const scope = scopeOf(it)
      const turn = (turns.get(scope) ?? 0) + 1
      turns.set(scope, turn)
      return [turn === 1 ? scope : `${scope} (${turn})`, it]
    }),
  )
}

/** The rules in force and to come as a document, each with the one it stands for, in the order of their scopes. */
function toDocument(
  rules: readonly KeptRule[],
  known: MatrixKnowledge,
  names: DocumentNames,
): { rule: Rule; kept: KeptRule }[] {
  const today = known.onDate
  return (
    rules
      // What was taken back before it counted stands in the log alone.
      .filter((it) => it.validTo === null || (it.validTo > today && it.validTo > it.validFrom))
      .map((kept) => ({
        kept,
        rule: {
          kind: kept.kind,
          classCode: kept.classCode,
          condition: known.conditions.find((it) => it.id === kept.conditionId)?.ordinal ?? null,
          areaCode: kept.areaCode,
          leadUnit: names.keyOf(kept.leadUnitId),
          assistUnits: kept.assistUnitIds.map(names.keyOf).sort(),
          basis: kept.basis,
          validFrom: kept.validFrom <= today ? null : kept.validFrom,
          validTo: kept.validTo,
        },
      }))
      .filter(({ kept, rule }) => kept.conditionId === null || rule.condition !== null)
      .sort((a, b) => {
        const [one, other] = [a, b].map(({ rule }) =>
          JSON.stringify([scopeOf(rule), rule.validFrom ?? '', rule.basis]),
        )
        return (one ?? '') < (other ?? '') ? -1 : 1
      })
  )
}

function toRule(it: Rule, known: MatrixKnowledge, names: DocumentNames): ResponsibilityRule {
  const unit = (key: string): string => {
    const id = names.idOf(key)
    if (id === undefined)
      throw ConfigurationProblem.nameUnknown({ section: '权责清单 responsibility', name: key })
    return id
  }
  const today = known.onDate
  const condition = known.conditions.find(
    (one) => one.kind === it.kind && one.classCode === it.classCode && one.ordinal === it.condition,
  )
  return {
    id: newId(),
    kind: it.kind,
    classCode: it.classCode,
    // A condition that the catalogue does not have is refused as unknown by the rule of the matrix.
    conditionId: it.condition === null ? null : (condition?.id ?? newId()),
    areaCode: it.areaCode,
    leadUnitId: unit(it.leadUnit),
    assistUnitIds: it.assistUnits.map(unit),
    basis: it.basis,
    validFrom: it.validFrom !== null && it.validFrom > today ? it.validFrom : today,
    validTo: it.validTo,
  }
}

export const responsibilitySection = section<Rules>({
  name: 'responsibility',
  title: { zh: '权责清单', en: 'responsibility matrix' },
  permission: 'setting.manage',
  schema: Rules,
  entries: ruleEntries,
  missing: 'ended',
  async read({ db, adcode, now, names }) {
    const [known, rules] = await Promise.all([findMatrixKnowledge(db, adcode, now), loadRules(db, adcode)])
    return { rules: toDocument(rules, known, names).map((it) => it.rule) }
  },
  async plan(context, names, document) {
    const { db, adcode, now } = context
    const [known, standing] = await Promise.all([findMatrixKnowledge(db, adcode, now), loadRules(db, adcode)])
    const kept = toDocument(standing, known, names)
    const before = ruleEntries({ rules: kept.map((it) => it.rule) })
    const keptBy = new Map([...before.keys()].map((key, index) => [key, kept[index]?.kept]))
    const wanted = ruleEntries(document)
    const added = differing(wanted, before)
    const today = chinaDayOf(now)
    const ended = [...keptBy].flatMap(([key, it]) => {
      if (!it || (wanted.has(key) && !added.has(key))) return []
      const validTo = [it.validFrom, today].sort().at(-1) ?? today
      return [{ id: it.id, expectedVersion: it.version, validTo }]
    })
    if (added.size === 0 && ended.length === 0) return
    await changeResponsibility.run(context, {
      added: [...added.values()].map((it) => toRule(it, known, names)),
      ended,
    })
  },
})
