/** Begins a proof or an export as soon as it is asked for; the first to begin claims it. */
import type { Reaction } from '#platform/jobs/jobs.ts'
import type { AuditSettings } from '../audit-settings.ts'
import { makeRuns } from '../runs/make-runs.ts'

export const makeRunsWhenRequested = (settings: AuditSettings): Reaction => ({
  name: 'make-runs-when-requested',
  on: 'audit-run.requested',
  run: (context) => makeRuns(context, settings),
})
