/** Merges a case into a leading one: its reports follow the leading case, and their reporters are told. */
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
import type { Command } from '#platform/act.ts'
import { findReportsOfCase, writeNotices } from '../store.ts'

export const mergeCase: Command<TakeAction, CaseReceipt> = {
  name: 'case.merge',
  permission: 'case.merge',
  async run(context, input) {
    const { db, actor, adcode, now, write } = context
    const record = await getCaseFor(context, input)
    const { id, expectedVersion: _, ...data } = input
    const masterId = String(data['masterId'])
    const merged = await planAction(context, record, 'merge', data)
    const master = await findVisibleCase(db, actor, masterId)
    // Asked of the very record whose version is guarded: it may have been merged itself since it was first looked at.
    if (!master || !caseStates[master.state].isOpen) throw CaseProblem.masterWrong({})
    planAbsorb(context, master, merged)
    const reports = await findReportsOfCase(db, adcode, id)
    write.updateMany(
      'intake.reports',
      ['adcode', 'id'],
      reports.map((it) => ({ adcode, id: it.id, case_id: masterId })),
    )
    writeNotices(
      write,
      adcode,
      reports.map((it) => it.id),
      now,
      'merged',
      {
        zh: `您反映的问题已有人报告，已并入 ${master.number ?? master.reportNumber} 一并处理，结果会同样告知您。`,
        en: `The problem you reported was already known; it is handled together with ${master.number ?? master.reportNumber}, and you will be told the result.`,
      },
    )
    return toReceipt(merged)
  },
}
