/** Adds rules of the responsibility matrix, or ends them; a rule that exists is never rewritten. */
import { ResponsibilityProblem } from '#domain/cases/problems.ts'
import type { KeptRule, ResponsibilityRule } from '#domain/cases/responsibility.ts'
import { findOrganisations } from '#modules/identity/index.ts'
import type { Command, Context } from '#platform/act.ts'
import { findRulesByIds, toRuleRow, writeRuleEnd } from '../responsibility-store.ts'

export const putResponsibilityRules: Command<{ rules: ResponsibilityRule[] }, { written: number }> = {
  name: 'responsibility.put',
  permission: 'setting.manage',
  auditInput: ({ rules }) => ({ count: rules.length, ids: rules.slice(0, 50).map((it) => it.id) }),
  async run(context, { rules }) {
    const { adcode, write, announce } = context
    const existing = await check(context, rules)
    for (const rule of rules) {
      const known = existing.get(rule.id)
      if (known && known.validTo !== rule.validTo) writeRuleEnd(write, adcode, known, rule.validTo)
    }
    const added = rules.filter((it) => !existing.has(it.id))
    if (added.length)
      write.insert(
        'cases.responsibility_rules',
        added.map((it) => toRuleRow(adcode, it)),
      )
    announce({ name: 'responsibility.changed', subjectId: null })
    return { written: rules.length }
  },
}

async function check(
  { db, adcode }: Context,
  rules: readonly ResponsibilityRule[],
): Promise<ReadonlyMap<string, KeptRule>> {
  const units = new Set((await findOrganisations(db, adcode)).map((it) => it.id))
  const existing = new Map(
    (
      await findRulesByIds(
        db,
        adcode,
        rules.map((it) => it.id),
      )
    ).map((it) => [it.id, it]),
  )
  const seen = new Set<string>()
  for (const rule of rules) {
    const { id: ruleId, leadUnitId, assistUnitIds, validFrom, validTo } = rule
    if (seen.has(ruleId)) throw ResponsibilityProblem.ruleTwice({ ruleId })
    seen.add(ruleId)
    if (validTo !== null && validTo <= validFrom) throw ResponsibilityProblem.neverInForce({ ruleId })
    const unitId = [leadUnitId, ...assistUnitIds].find((it) => !units.has(it))
    if (unitId) throw ResponsibilityProblem.unitUnknown({ ruleId, unitId })
    const known = existing.get(ruleId)
    if (known && contentOf(known) !== contentOf(rule)) throw ResponsibilityProblem.ruleKept({ ruleId })
  }
  return existing
}

/** Everything but the end, which alone may change. */
const contentOf = (it: ResponsibilityRule): string =>
  JSON.stringify([
    it.kind,
    it.classCode,
    it.conditionId,
    it.areaCode,
    it.leadUnitId,
    it.assistUnitIds,
    it.basis,
    it.validFrom,
  ])
