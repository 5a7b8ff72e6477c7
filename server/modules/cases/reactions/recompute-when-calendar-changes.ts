/** Moves the deadlines of open cases when a calendar changes. Run twice it finds nothing more to move. */
import type { Reaction } from '#platform/jobs/jobs.ts'
import { recomputeOpenCases } from '../commands/recompute-cases.ts'

export const recomputeReactions: readonly Reaction[] = [
  {
    name: 'recompute-cases-when-calendar-changes',
    on: 'calendar.changed',
    run: async ({ act, db, clock, log }) => {
      const moved = await recomputeOpenCases(act, db, clock.now())
      if (moved) log.info({ moved }, 'deadlines moved with the calendar')
    },
  },
]
