/** The door of the audit: looking for lines, proving the chain, handing both to an auditor. */
import { AuditProblem } from '#domain/audit/problems.ts'
import type { Module } from '#platform/module.ts'
import type { AuditSettings } from './audit-settings.ts'
import { auditJobs } from './jobs.ts'
import { auditGauges } from './queries/audit-gauges.ts'
import { makeRunsWhenRequested } from './reactions/make-runs-when-requested.ts'
import { auditRoutes } from './routes.ts'

export type { AuditSettings } from './audit-settings.ts'
export { findProofState } from './queries/audit-gauges.ts'

export const auditModule = (settings: AuditSettings): Module => ({
  name: 'audit',
  routes: auditRoutes(settings),
  jobs: auditJobs(settings),
  gauges: auditGauges(settings.sealPlaces),
  reactions: [makeRunsWhenRequested(settings)],
  constraints: {
    runs_one_check: () => AuditProblem.oneAtATime({}),
    runs_one_export: () => AuditProblem.oneAtATime({}),
  },
})
