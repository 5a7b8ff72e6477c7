/** Merges a case into a leading one: its reports follow the leading case, and their reporters are told. */
import type { CaseRecord } from '#domain/cases/case-record.ts'
import type { CaseReceipt } from '#domain/cases/contract.ts'
import { CaseProblem } from '#domain/cases/problems.ts'
import { caseStates } from '#domain/cases/state.ts'
import {
  findVisibleCase,
  getCaseFor,
  planAbsorb,
  planAction,
  type TakeAction,
  toReceipt,
} from '#modules/cases/index.ts'
import type { Command, Context } from '#platform/act.ts'
import { findReportsOfCase } from '../store.ts'
import { tell } from '../tell.ts'

export const mergeCase: Command<TakeAction, CaseReceipt> = {
  name: 'case.merge',
  permission: 'case.merge',
  async run(context, input) {
    const { adcode, write } = context
    const record = await getCaseFor(context, input)
    const { id, expectedVersion: _, ...data } = input
    const masterId = String(data['masterId'])
    const merged = await planAction(context, record, 'merge', data)
    const master = await getLeading(context, masterId)
    planAbsorb(context, master, merged)
    const reports = await findReportsOfCase(context, adcode, id)
    write.updateMany(
      'intake.reports',
      ['adcode', 'id'],
      reports.map((it) => ({ adcode, id: it.id, case_id: masterId })),
    )
    await tell(context, { about: 'merged', at: context.now, record: master, reports })
    return toReceipt(merged)
  },
}

/**
 * The case that leads: an open one that the actor may see. Asked of the very record whose version is guarded, since it
 * may have been merged itself since it was first looked at.
 */
export async function getLeading({ db, actor }: Context, id: string): Promise<CaseRecord> {
  const leading = await findVisibleCase(db, actor, id)
  if (!leading || !caseStates[leading.state].isOpen) throw CaseProblem.masterWrong({})
  return leading
}
