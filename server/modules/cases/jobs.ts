/**
 * What runs by the clock: suspended cases whose date has come go on; exports are made and their files dropped; deadlines
 * that another process still wrote by an old calendar are mended at night.
 */
import type { Job } from '#platform/jobs/jobs.ts'
import { recomputeOpenCases } from './commands/recompute-cases.ts'
import { resumeSuspendedCases } from './commands/resume-suspended-cases.ts'
import { dropExports, makeExports } from './exports/make-export.ts'

export const caseJobs = (exportsFolder: string): readonly Job[] => [
  {
    name: 'case.resume-suspended',
    cron: '*/5 * * * *',
    run: async ({ act, db, clock, log }) => {
      await resumeSuspendedCases(act, db, clock.now(), (caseId, { code }) =>
        log.warn({ caseId, code }, 'a suspended case could not go on'),
      )
    },
  },
  {
    name: 'case.recompute',
    cron: '40 2 * * *',
    run: async ({ act, db, clock, log }) => {
      const moved = await recomputeOpenCases(act, db, clock.now())
      if (moved) log.warn({ moved }, 'deadlines did not stand where the calendars put them')
    },
  },
  {
    name: 'case.make-exports',
    cron: '* * * * *',
    run: (context) => makeExports(context, exportsFolder),
  },
  {
    name: 'case.drop-exports',
    cron: '17 3 * * *',
    run: (context) => dropExports(context, exportsFolder),
  },
]
