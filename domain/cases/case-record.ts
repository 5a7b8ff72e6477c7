/**
 * A case as it stands: everything that follows from its log. The row in the database is this record; replaying the
 * log must give it again, to the last field.
 */
import { z } from 'zod'
import { Limit } from '../catalogue/limit.ts'
import { Clock } from './clock.ts'
import { businessKinds } from './inputs.ts'
import { caseClocks } from './life-cycle.ts'
import { Source } from './source.ts'
import { CaseState } from './state.ts'

/** When a photo was taken in the life of the case. */
export const CasePhoto = z.object({ id: z.uuid(), at: z.string(), during: z.string(), by: z.string() })

export const Supervision = z.object({
  id: z.uuid(),
  at: z.string(),
  by: z.string(),
  opinion: z.string(),
  dueOnDate: z.string(),
  /** The instant after which the answer is late; older ones know the day alone. */
  dueAt: z.string().optional(),
  answeredAt: z.string().nullable(),
  answer: z.string().nullable(),
})

/** What a leader says to those who work on a case; it is to be read, and asks for no answer. */
export const Instruction = z.object({ id: z.uuid(), at: z.string(), by: z.string(), opinion: z.string() })

export const Appeal = z.object({
  state: z.enum(['requested', 'supported', 'granted', 'refused']),
  at: z.string(),
  grounds: z.string(),
  reviewReason: z.string().nullable(),
  decisionReason: z.string().nullable(),
})

/** A request that waits for somebody's decision. */
export const Pending = z.object({
  action: z.string(),
  at: z.string(),
  byId: z.string(),
  byName: z.string(),
  data: z.record(z.string(), z.unknown()),
})

/** What happened to a case, counted; each is stamped when it happens and never taken back. */
export const Counters = z.object({
  verifications: z.int(),
  dispatches: z.int(),
  returns: z.int(),
  extensions: z.int(),
  suspensions: z.int(),
  sendBacks: z.int(),
  reworks: z.int(),
  checks: z.int(),
  cannotChecks: z.int(),
  urges: z.int(),
  supervisions: z.int(),
})
export type Counters = z.infer<typeof Counters>

export const CaseRecord = z.object({
  id: z.uuid(),
  adcode: z.string(),
  version: z.int(),
  state: CaseState,
  stateBefore: CaseState.nullable(),
  reportNumber: z.string(),
  number: z.string().nullable(),
  source: Source,
  externalNumber: z.string().nullable(),
  kind: z.enum(['component', 'matter']).nullable(),
  catalogueId: z.string().nullable(),
  classCode: z.string().nullable(),
  conditionId: z.string().nullable(),
  level: z.enum(['ordinary', 'urgent']),
  businessKind: z.enum(businessKinds),
  description: z.string(),
  address: z.string(),
  point: z.tuple([z.number(), z.number()]).nullable(),
  townCode: z.string().nullable(),
  communityCode: z.string().nullable(),
  cellCode: z.string().nullable(),
  areaClass: z.enum(['A', 'B', 'C']).nullable(),
  componentId: z.string().nullable(),
  reporterId: z.string().nullable(),
  isSelfHandled: z.boolean(),
  isReturned: z.boolean(),
  leadUnitId: z.string().nullable(),
  firstUnitId: z.string().nullable(),
  assistUnitIds: z.array(z.string()),
  handlerId: z.string().nullable(),
  taskHolderId: z.string().nullable(),
  limit: Limit.nullable(),
  limitSource: z.enum(['condition', 'area-class', 'unknown', 'imported', 'carried-over']).nullable(),
  reportedAt: z.string(),
  filedAt: z.string().nullable(),
  dispatchedAt: z.string().nullable(),
  handledAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** The unit's confirmation; until then the disposal clock runs on. */
  confirmedAt: z.string().nullable(),
  /** Deadline of the disposal clock as last computed; null before dispatch and while paused. */
  disposeDueAt: z.string().nullable(),
  /** Whether the confirmed result came in time; a fact, kept when an appeal is granted. */
  isInTime: z.boolean().nullable(),
  isExempted: z.boolean(),
  /** The on-time flag that an imported case came with; kept as a fact beside our own verdict. */
  importedInTime: z.boolean().nullable(),
  /** The clock that runs now, its deadline and when its light turns yellow. */
  clockName: z.enum(caseClocks).nullable(),
  clockDueAt: z.string().nullable(),
  clockYellowAt: z.string().nullable(),
  isCalendarPublished: z.boolean(),
  masterId: z.string().nullable(),
  linkedCaseId: z.string().nullable(),
  suspendedUntil: z.string().nullable(),
  substituteForUnitId: z.string().nullable(),
  billedYuan: z.number().nullable(),
  endReason: z.string().nullable(),
  pending: Pending.nullable(),
  appeal: Appeal.nullable(),
  returnVisit: z.record(z.string(), z.unknown()).nullable(),
  supervisions: z.array(Supervision),
  instructions: z.array(Instruction),
  counters: Counters,
  photos: z.array(CasePhoto),
  clocks: z.array(Clock),
})
export type CaseRecord = z.infer<typeof CaseRecord>
