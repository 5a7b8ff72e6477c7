/** Writes a notice to every report that follows a case. */
import type { Command } from '#platform/act.ts'
import { findReportsOfCase, writeNotices } from '../store.ts'

export type TellReporters = {
  caseId: string
  about: string
  /** When it happened that they are told of. */
  at: string
  zh: string
  en: string
}

export const tellReporters: Command<TellReporters, { told: number }> = {
  name: 'report.tell',
  permission: 'report.tell',
  async run({ db, adcode, write, concerns }, { caseId, about, at, zh, en }) {
    const reports = await findReportsOfCase(db, adcode, caseId)
    writeNotices(
      write,
      adcode,
      reports.map((it) => it.id),
      new Date(at),
      about,
      { zh, en },
    )
    concerns(caseId)
    return { told: reports.length }
  },
}
