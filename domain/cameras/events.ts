/** What cameras announce; screens read the rest through the ordinary queries. */
import { z } from 'zod'

/** The areas decide who hears of it. */
export const CameraAnnouncement = z.object({
  townCode: z.string().nullable(),
  communityCode: z.string().nullable(),
  access: z.string(),
})
export type CameraAnnouncement = z.infer<typeof CameraAnnouncement>

export const cameraChanged = 'camera.changed'
export const findingRecorded = 'finding.recorded'
export const findingReviewed = 'finding.reviewed'
