/** What patrol announces: that a roster changed, and of which organisation; screens read the rest through the ordinary query. */
import { z } from 'zod'

export const RosterAnnouncement = z.object({ organisationId: z.string().nullable() })
export type RosterAnnouncement = z.infer<typeof RosterAnnouncement>

export const rosterChanged = 'roster.changed'
