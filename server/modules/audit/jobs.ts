/** What runs by the clock: runs that nobody began, or that fell silent, and files that were kept long enough. */
import type { Job } from '#platform/jobs/jobs.ts'
import type { AuditSettings } from './audit-settings.ts'
import { dropExports } from './runs/make-export.ts'
import { makeRuns } from './runs/make-runs.ts'

export const auditJobs = (settings: AuditSettings): readonly Job[] => [
  { name: 'audit.make-runs', cron: '* * * * *', run: (context) => makeRuns(context, settings) },
  { name: 'audit.drop-exports', cron: '23 3 * * *', run: (context) => dropExports(context, settings) },
]
