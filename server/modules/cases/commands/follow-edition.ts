/** Lets the rules that name one condition go on with a new edition of the catalogue; the same edition again adds none. */

import { rulesForEdition } from '#domain/cases/rules-of-edition.ts'
import type { Condition } from '#domain/catalogue/catalogue.ts'
import { findCondition, findConditions } from '#modules/catalogue/index.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { loadRules, toRuleRow } from '../responsibility-store.ts'

type FollowEdition = { readonly versionId: string; readonly validFrom: string }

export const followEdition: Command<FollowEdition, { added: number }> = {
  name: 'responsibility.follow-edition',
  permission: 'setting.manage',
  async run({ db, adcode, write, announce }, { versionId, validFrom }) {
    const standing = await loadRules(db, adcode)
    const ids = [...new Set(standing.flatMap((it) => it.conditionId ?? []))]
    if (!ids.length) return { added: 0 }
    const [conditions, ...found] = await Promise.all([
      findConditions(db, versionId),
      ...ids.map((it) => findCondition(db, it)),
    ])
    const named = new Map(found.filter((it): it is Condition => it !== undefined).map((it) => [it.id, it]))
    const added = rulesForEdition(standing, { named, conditions, validFrom }, newId)
    if (!added.length) return { added: 0 }
    write.insert(
      'cases.responsibility_rules',
      added.map((it) => toRuleRow(adcode, it)),
    )
    announce({ name: 'responsibility.changed', subjectId: null })
    return { added: added.length }
  },
}
