/**
 * What is known of callers: first the act that logs who asked and why, then the answer, which is stored nowhere.
 */
import type { z } from 'zod'
import type { findCallerHistoryEndpoint, unmaskCallerEndpoint } from '#domain/intake/contract.ts'
import { ReportProblem } from '#domain/intake/problems.ts'
import type { HandlerContext } from '#platform/http/serve.ts'
import { lookUpCaller } from './commands/look-up-caller.ts'
import { unmaskCaller } from './commands/unmask-caller.ts'
import { findCallerHistory } from './queries/find-caller-history.ts'
import { findReportInFull } from './store.ts'

/** The caller of a report, and what was told, in full. */
export async function showCaller(
  { act, actor, db, sealer, requestId }: HandlerContext,
  input: { id: string; reason: string },
): Promise<z.input<typeof unmaskCallerEndpoint.reply>> {
  await act(actor, unmaskCaller, input, { requestId })
  const report = await findReportInFull({ db, sealer }, actor.adcode, input.id)
  if (!report) throw ReportProblem.unknown({ id: input.id })
  return report
}

/**
 * What somebody who calls again has told before. The request id is left aside: two numbers that look alike when masked
 * would pass for one request, and the second would be read without a line of its own.
 */
export async function showCallerHistory(
  { act, actor, ...context }: HandlerContext,
  { phone }: { phone: string },
): Promise<z.input<typeof findCallerHistoryEndpoint.reply>> {
  await act(actor, lookUpCaller, { phone })
  return findCallerHistory.run({ ...context, actor }, { phone })
}
