/** Shows a caller's name and telephone once; the audit line keeps who asked and why, and not what was shown. */
import { ReportProblem } from '#domain/intake/problems.ts'
import { findCaseFor } from '#modules/cases/index.ts'
import type { Command } from '#platform/act.ts'
import { findCaseOfReport } from '../store.ts'

export const unmaskCaller: Command<{ id: string; reason: string }, { granted: true }> = {
  name: 'report.unmask-caller',
  permission: 'report.read-caller',
  async run(context, { id }) {
    const caseId = await findCaseOfReport(context.db, context.adcode, id)
    // Whoever may not see the case is not told that there is one.
    if (!caseId || !(await findCaseFor(context, caseId))) throw ReportProblem.unknown({ id })
    context.concerns(id)
    return { granted: true }
  },
}
