/**
 * Does what was asked for: proofs and exports. A server that dies on the way leaves nothing half done; the run is begun
 * anew when it has been silent for a while.
 */
import { Problem } from '#domain/problem.ts'
import { systemActor } from '#platform/actor.ts'
import { steadyMilliseconds } from '#platform/clock.ts'
import type { JobContext } from '#platform/jobs/jobs.ts'
import { DatabaseProblem } from '#platform/problems.ts'
import type { AuditSettings } from '../audit-settings.ts'
import { type ChangeRun, changeRun } from '../commands/change-run.ts'
import { findRunsToMake, type RunRecord } from '../store.ts'
import { makeCheck } from './make-check.ts'
import { makeExport } from './make-export.ts'
import type { RunEnd, TellProgress } from './run-making.ts'

const silentMilliseconds = 120_000
/** Words of progress of one run, at most, and the shortest time between two. */
const mostWords = 20
const betweenWords = 2_000

type Make = (
  context: JobContext,
  settings: AuditSettings,
  run: RunRecord,
  tell: TellProgress,
) => Promise<RunEnd>

const makers: Readonly<Record<RunRecord['kind'], Make>> = { check: makeCheck, export: makeExport }

/** Makes every run that waits. */
export async function makeRuns(context: JobContext, settings: AuditSettings): Promise<void> {
  const silentSince = new Date(context.clock.now().getTime() - silentMilliseconds)
  for (const it of await findRunsToMake(context.db, silentSince)) await makeRun(context, settings, it)
}

async function makeRun(context: JobContext, settings: AuditSettings, run: RunRecord): Promise<void> {
  let { version } = run
  const change = async (changes: Omit<ChangeRun, 'of'>): Promise<void> => {
    const of = { adcode: run.adcode, id: run.id, version }
    ;({ version } = await context.act(systemActor(run.adcode, '系统 system'), changeRun, { of, ...changes }))
  }
  try {
    await change({ state: 'running', done: 0 })
    const end = await makers[run.kind](context, settings, run, tellNowAndThen(change))
    await change({ state: 'done', ...end })
  } catch (error) {
    // Another server does it, or began it anew.
    if (error instanceof Problem && error.code === DatabaseProblem.contended({}).code) return
    if (!(error instanceof Problem) || error.kind === 'unavailable') throw error
    await change({ state: 'failed', problemCode: error.code })
  }
}

function tellNowAndThen(change: (changes: Omit<ChangeRun, 'of'>) => Promise<void>): TellProgress {
  let toldAt = steadyMilliseconds()
  let told = 0
  return async (done, total) => {
    const isDue = steadyMilliseconds() - toldAt >= betweenWords && (done - told) * mostWords >= total
    if (!isDue) return
    toldAt = steadyMilliseconds()
    told = done
    await change({ state: 'running', done, total })
  }
}
