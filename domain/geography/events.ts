/** What geography announces. Hearers keep caches: they re-read, so the payload says only what kind of thing changed. */
import { z } from 'zod'

export const geographyEvents = {
  /** Areas, unit grids, responsibility grids or no-report zones of the county changed. */
  'area.redrawn': z.object({
    what: z.enum(['territory', 'areas', 'cells', 'responsibilities', 'no-report-zones']),
    validFrom: z.iso.date(),
  }),
  /** A draft of the unit grid, named by the subject, was opened, changed, published or given up. */
  'grid-draft.changed': z.object({ what: z.enum(['opened', 'changed', 'published', 'discarded']) }),
  /** Places of the address library were added, changed or ended; the subject is the place, or null for many. */
  'address.changed': z.object({ count: z.int() }),
} as const
