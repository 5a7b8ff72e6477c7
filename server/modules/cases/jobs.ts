/** What runs by the clock: suspended cases whose date has come go on. */
import type { Job } from '#platform/jobs/jobs.ts'
import { resumeSuspendedCases } from './commands/resume-suspended-cases.ts'

export const caseJobs: readonly Job[] = [
  {
    name: 'case.resume-suspended',
    cron: '*/5 * * * *',
    run: async ({ act, db, clock }) => {
      await resumeSuspendedCases(act, db, clock.now())
    },
  },
]
