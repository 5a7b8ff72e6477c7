/** Adds rules of the responsibility matrix, or ends them; a rule in force is never rewritten. */
import type { ResponsibilityRule } from '#domain/cases/responsibility.ts'
import type { Command } from '#platform/act.ts'
import { toRuleRow } from '../responsibility-store.ts'

export const putResponsibilityRules: Command<{ rules: ResponsibilityRule[] }, { written: number }> = {
  name: 'responsibility.put',
  permission: 'setting.manage',
  auditInput: ({ rules }) => ({ count: rules.length, ids: rules.slice(0, 50).map((it) => it.id) }),
  async run({ adcode, write, announce }, { rules }) {
    write.upsert(
      'cases.responsibility_rules',
      ['adcode', 'id'],
      rules.map((rule) => toRuleRow(adcode, rule)),
      ['valid_to'],
    )
    announce({ name: 'responsibility.changed', subjectId: null })
    return { written: rules.length }
  },
}
