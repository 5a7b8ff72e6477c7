/** Writes a notice to every report that follows a case, in the county's words. */
import type { NoticeAbout } from '#domain/intake/notice-wording.ts'
import { findVisibleCase } from '#modules/cases/index.ts'
import type { Command } from '#platform/act.ts'
import { findReportsOfCase } from '../store.ts'
import { tell } from '../tell.ts'

export type TellReporters = {
  caseId: string
  about: NoticeAbout
  /** When it happened that they are told of. */
  at: string
}

export const tellReporters: Command<TellReporters, { told: number }> = {
  name: 'report.tell',
  permission: 'report.tell',
  async run(context, { caseId, about, at }) {
    const { db, sealer, adcode, actor, concerns } = context
    const [reports, record] = await Promise.all([
      findReportsOfCase({ db, sealer }, adcode, caseId),
      findVisibleCase(db, actor, caseId),
    ])
    if (record) await tell(context, { about, at: new Date(at), record, reports })
    concerns(caseId)
    return { told: reports.length }
  },
}
