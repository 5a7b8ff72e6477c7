/** Lets callers go: who told a report, and the words of theirs that hold numbers. Report and case stay as they are. */
import { maskNumbersIn } from '#domain/personal-data.ts'
import { writeMaskings } from '#modules/cases/index.ts'
import type { Command, Context } from '#platform/act.ts'
import { dueReports } from './retention-store.ts'

/** How many reports an act changes. */
const reportsPerAct = 200

export type ReportToForget = {
  readonly id: string
  readonly case_id: string
  readonly description: string
  readonly address: string
}

/** Writes that nothing is kept of who told these reports. */
export function writeForgotten({ write, adcode, now }: Context, reports: readonly ReportToForget[]): void {
  write.updateMany(
    'intake.reports',
    ['adcode', 'id'],
    reports.map((it) => ({
      adcode,
      id: it.id,
      caller_name: null,
      caller_phone: null,
      caller_key: null,
      exact_words: null,
      description: maskNumbersIn(it.description),
      address: maskNumbersIn(it.address),
    })),
  )
  writeMaskings(
    write,
    adcode,
    reports.map((it) => it.case_id),
    now,
  )
}

export const forgetCallers: Command<{ endedBefore: string }, { reports: number }> = {
  name: 'report.forget-callers',
  permission: 'retention.apply',
  async run(context, { endedBefore }) {
    const reports = await context.db.rows<ReportToForget>(
      `select r.id, r.case_id, r.description, r.address ${dueReports} limit ${reportsPerAct}`,
      [context.adcode, endedBefore],
    )
    writeForgotten(context, reports)
    return { reports: reports.length }
  },
}
