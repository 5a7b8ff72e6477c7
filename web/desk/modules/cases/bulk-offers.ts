/** What can be done to several cases at once: the actions that their states and the person's posts allow, most useful first. */
import { actionPermission } from '#domain/cases/action-permissions.ts'
import type { CaseDetail, CaseRow } from '#domain/cases/contract.ts'
import { allowedActions } from '#domain/cases/decide.ts'
import { type CaseActionName, ruleOf, toKebab } from '#domain/cases/life-cycle.ts'
import { orderActions } from './order-actions.ts'

/** Those that say something about one case alone: its photos, its leading case, its class, its bill, its caller. */
const onlyOneByOne: ReadonlySet<CaseActionName> = new Set<CaseActionName>([
  'answerVerification',
  'merge',
  'reportDone',
  'passCheck',
  'failCheck',
  'appeal',
  'reviewAppeal',
  'decideAppeal',
  'recordReturnVisit',
  'billOwner',
  'answerSupervision',
])

export type Offer = { readonly action: CaseDetail['actions'][number]; readonly rows: readonly CaseRow[] }

/** The actions for `rows`, each with those rows whose state allows it; what moves on comes first. */
export function bulkOffers(rows: readonly CaseRow[], may: (permission: string) => boolean): readonly Offer[] {
  const byAction = new Map<CaseActionName, CaseRow[]>()
  for (const row of rows)
    for (const action of allowedActions(row.state))
      if (!onlyOneByOne.has(action) && may(actionPermission(action)))
        byAction.set(action, [...(byAction.get(action) ?? []), row])
  const actions = [...byAction.keys()].map((name) => {
    const { zh, en, way } = ruleOf(name)
    return { name, path: toKebab(name), zh, en, way }
  })
  return orderActions(actions).all.map((action) => ({ action, rows: byAction.get(action.name) ?? [] }))
}
