/** Adds rules of responsibility and ends others, in one act: what replaces a rule begins the day the rule ends. */
import type { z } from 'zod'
import { ResponsibilityProblem } from '#domain/cases/problems.ts'
import type { KeptRule, ResponsibilityRule } from '#domain/cases/responsibility.ts'
import type { changeResponsibilityEndpoint } from '#domain/cases/responsibility-contract.ts'
import { faultsOfRule } from '#domain/cases/responsibility-judging.ts'
import { chinaDayOf } from '#domain/china-time.ts'
import type { Command } from '#platform/act.ts'
import { findMatrixKnowledge } from '../matrix-knowledge.ts'
import { loadRules, toRuleRow, writeRuleEnd } from '../responsibility-store.ts'

/** `digest` names the file that it comes from: the same file sent again is the same request. */
export type ChangeResponsibility = z.output<typeof changeResponsibilityEndpoint.body> & {
  readonly digest?: string | undefined
}

export const changeResponsibility: Command<ChangeResponsibility, { added: number; ended: number }> = {
  name: 'responsibility.change',
  permission: 'setting.manage',
  fingerprintInput: (it) => it.digest ?? it,
  auditInput: ({ added, ended, digest }) => ({
    digest,
    addedCount: added.length,
    endedCount: ended.length,
    added: added.slice(0, 50),
    ended: ended.slice(0, 50),
  }),
  async run({ db, adcode, now, write, announce, concerns }, { added, ended }) {
    const [known, standing] = await Promise.all([findMatrixKnowledge(db, adcode, now), loadRules(db, adcode)])
    const after = endRules(standing, ended, chinaDayOf(now))
    const beside: ResponsibilityRule[] = [...after.values()]
    for (const [index, rule] of added.entries()) {
      if (beside.some((it) => it.id === rule.id)) throw ResponsibilityProblem.ruleTwice({ ruleId: rule.id })
      const [fault] = faultsOfRule(rule, known, beside)
      if (fault)
        throw ResponsibilityProblem.ruleWrong({ position: index + 1, field: fault.field, ...fault.reason })
      beside.push(rule)
    }
    for (const { id, expectedVersion, validTo } of ended)
      writeRuleEnd(write, adcode, { id, version: expectedVersion }, validTo)
    if (added.length)
      write.insert(
        'cases.responsibility_rules',
        added.map((it) => toRuleRow(adcode, it)),
      )
    const subject = ended[0]?.id ?? added[0]?.id
    if (subject) concerns(subject)
    announce({ name: 'responsibility.changed', subjectId: null })
    return { added: added.length, ended: ended.length }
  },
}

/** The rules as they stand after the ends, by id. */
function endRules(
  standing: readonly KeptRule[],
  ended: ChangeResponsibility['ended'],
  today: string,
): Map<string, KeptRule> {
  const rules = new Map(standing.map((it) => [it.id, it]))
  const seen = new Set<string>()
  for (const { id, expectedVersion, validTo } of ended) {
    const rule = rules.get(id)
    if (!rule) throw ResponsibilityProblem.ruleUnknown({ ruleId: id })
    if (seen.has(id)) throw ResponsibilityProblem.ruleTwice({ ruleId: id })
    seen.add(id)
    if (rule.version !== expectedVersion)
      throw ResponsibilityProblem.stale({ basis: rule.basis, validTo: rule.validTo })
    // A rule that is not in force yet is taken back by ending it on its first day.
    const earliest = rule.validFrom > today ? rule.validFrom : today
    if (validTo < earliest) throw ResponsibilityProblem.endTooEarly({ earliest })
    rules.set(id, { ...rule, validTo })
  }
  return rules
}
