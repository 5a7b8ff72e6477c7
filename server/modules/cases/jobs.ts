/** What runs by the clock: suspended cases whose date has come go on. */
import type { Job } from '#platform/jobs/jobs.ts'
import { resumeSuspendedCases } from './commands/resume-suspended-cases.ts'

export const caseJobs: readonly Job[] = [
  {
    name: 'case.resume-suspended',
    cron: '*/5 * * * *',
    run: async ({ act, db, clock, log }) => {
      await resumeSuspendedCases(act, db, clock.now(), (caseId, { code }) =>
        log.warn({ caseId, code }, 'a suspended case could not go on'),
      )
    },
  },
]
