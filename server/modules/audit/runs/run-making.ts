/** What every kind of run is given and gives, and the keeper of the chain that it works with. */
import { type AuditKeeper, createAuditKeeper, linkAlgorithmOf } from '#platform/audit/audit-keeper.ts'
import type { JobContext } from '#platform/jobs/jobs.ts'
import type { AuditSettings } from '../audit-settings.ts'
import type { ChangeRun } from '../commands/change-run.ts'

/** Tells how far a run is; the words that come too soon are swallowed. */
export type TellProgress = (done: number, total: number) => Promise<void>

/** What a run ends with. */
export type RunEnd = Pick<ChangeRun, 'done' | 'total' | 'result'>

/** A keeper of the audit for one piece of work; it rests otherwise. */
export const keeperOf = (
  { db, clock, log, sealer }: JobContext,
  { sealPlaces }: AuditSettings,
): AuditKeeper =>
  createAuditKeeper({
    database: db,
    clock,
    log,
    signer: sealer,
    algorithm: () => linkAlgorithmOf(sealer.listKeys()),
    places: sealPlaces,
  })
