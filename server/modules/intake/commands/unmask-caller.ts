/** Shows a caller's name and telephone once; the audit line keeps who asked and why, and not what was shown. */
import { ReportProblem } from '#domain/intake/problems.ts'
import { getCaseFor } from '#modules/cases/index.ts'
import type { Command } from '#platform/act.ts'
import { findCaseOfReport } from '../store.ts'

export const unmaskCaller: Command<{ id: string; reason: string }, { granted: true }> = {
  name: 'report.unmask-caller',
  permission: 'report.read-caller',
  async run(context, { id }) {
    const caseId = await findCaseOfReport(context.db, context.adcode, id)
    if (!caseId) throw ReportProblem.unknown({ id })
    await getCaseFor(context, { id: caseId })
    context.concerns(id)
    return { granted: true }
  },
}
