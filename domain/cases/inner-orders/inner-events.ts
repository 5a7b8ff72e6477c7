/**
 * What inner orders announce: `inner-order.<step>`, also for the steps that follow their case. The payload says whom it
 * concerns, so that a push reaches the two units and the centre and nobody else.
 */
import { z } from 'zod'
import { toKebab } from '../life-cycle.ts'
import type { InnerEntryAction } from './inner-life-cycle.ts'
import { InnerOrderState } from './inner-order.ts'

export const InnerAnnouncement = z.object({
  caseId: z.uuid(),
  state: InnerOrderState,
  version: z.int(),
  unitId: z.string(),
  townUnitId: z.string(),
  townCode: z.string().nullable(),
  communityCode: z.string().nullable(),
})
export type InnerAnnouncement = z.infer<typeof InnerAnnouncement>

/** The name under which a step is announced, such as `inner-order.send-back`. */
export const innerAnnouncementName = (action: InnerEntryAction): string => `inner-order.${toKebab(action)}`
