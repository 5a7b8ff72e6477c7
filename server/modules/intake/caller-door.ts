/** Shows a caller unmasked: first the act that logs who asked and why, then the answer, which is stored nowhere. */
import type { z } from 'zod'
import type { unmaskCallerEndpoint } from '#domain/intake/contract.ts'
import { ReportProblem } from '#domain/intake/problems.ts'
import type { HandlerContext } from '#platform/http/serve.ts'
import { unmaskCaller } from './commands/unmask-caller.ts'
import { findReportWithCaller } from './store.ts'

/** The caller of a report in full. */
export async function showCaller(
  { act, actor, db, requestId }: HandlerContext,
  input: { id: string; reason: string },
): Promise<z.input<typeof unmaskCallerEndpoint.reply>> {
  await act(actor, unmaskCaller, input, { requestId })
  const report = await findReportWithCaller(db, actor.adcode, input.id)
  if (!report) throw ReportProblem.unknown({ id: input.id })
  return { callerName: report.callerName, callerPhone: report.callerPhone }
}
