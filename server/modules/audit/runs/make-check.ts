/** Proves the whole chain against its seals, and hands over what was found. */
import type { JobContext } from '#platform/jobs/jobs.ts'
import type { AuditSettings } from '../audit-settings.ts'
import type { RunRecord } from '../store.ts'
import { keeperOf, type RunEnd, type TellProgress } from './run-making.ts'

export async function makeCheck(
  context: JobContext,
  settings: AuditSettings,
  _run: RunRecord,
  tell: TellProgress,
): Promise<RunEnd> {
  let telling: Promise<void> = Promise.resolve()
  let failure: unknown
  const found = await keeperOf(context, settings).verify((done, total) => {
    telling = telling
      .then(() => tell(done, total))
      .catch((error: unknown) => {
        failure ??= error
      })
  })
  await telling
  // Somebody else has taken the run over: what was found here is not written over it.
  if (failure) throw failure
  const { lines, dropped, blocks, seals, faults } = found
  return {
    done: lines,
    result: {
      lines,
      dropped,
      blocks,
      seals,
      faults: faults.map(({ kind, position, seq, told }) => ({ kind, position, seq, told })),
    },
  }
}
