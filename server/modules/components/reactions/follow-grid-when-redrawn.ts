/** Components go to the unit grid at their place when the grid is redrawn; at night those follow whose new grid begins that day. */
import type { Job, Reaction } from '#platform/jobs/jobs.ts'
import { followGridOf } from '../commands/follow-grid.ts'

export const gridReactions: readonly Reaction[] = [
  {
    name: 'follow-grid-when-redrawn',
    on: 'area.redrawn',
    run: async ({ act, log }, { adcode }) => {
      const moved = await followGridOf(act, adcode)
      if (moved) log.info({ adcode, moved }, 'components followed the grid')
    },
  },
]

export const gridJobs: readonly Job[] = [
  {
    name: 'component.follow-grid',
    cron: '5 0 * * *',
    run: async ({ act, db, log }) => {
      const counties = await db.rows<{ adcode: string }>('select distinct adcode from components.components')
      for (const { adcode } of counties) {
        const moved = await followGridOf(act, adcode)
        if (moved) log.info({ adcode, moved }, 'components followed the grid')
      }
    },
  },
]
