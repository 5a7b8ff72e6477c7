/**
 * What cases announce: `case.opened`, and `case.<action>` for every action of the life cycle. The payload says who
 * is concerned, so that a live push reaches nobody else; screens read the rest through the ordinary query.
 */
import { z } from 'zod'
import { type CaseActionName, toKebab } from './life-cycle.ts'
import { CaseState } from './state.ts'

export const CaseAnnouncement = z.object({
  state: CaseState,
  version: z.int(),
  leadUnitId: z.string().nullable(),
  assistUnitIds: z.array(z.string()),
  taskHolderId: z.string().nullable(),
  reporterId: z.string().nullable(),
  townCode: z.string().nullable(),
  communityCode: z.string().nullable(),
})
export type CaseAnnouncement = z.infer<typeof CaseAnnouncement>

/** The name under which an action is announced, such as `case.issue-check`. */
export const caseAnnouncementName = (
  action: CaseActionName | 'opened' | 'recomputed' | 'imported' | 'absorbed' | 'split' | 'photos-carried',
): string => `case.${toKebab(action)}`
