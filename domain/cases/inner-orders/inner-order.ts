/**
 * An inner order as it stands, and the entries of its log. The row in the database is this record; replaying the log
 * gives it again. An order without a limit of its own has no clock: it is due when its case is.
 */
import { z } from 'zod'
import { Clock, type ClockMark } from '../clock.ts'
import { type InnerEntryAction, type InnerState, innerStateCodes } from './inner-life-cycle.ts'

export const InnerOrderState = z.enum(innerStateCodes as [InnerState, ...InnerState[]])

const InnerPhoto = z.object({ id: z.uuid(), at: z.string(), by: z.string() })

/** What an order is told by; nothing of the caller, who is no business of an inner unit. */
export const InnerOrder = z.object({
  id: z.uuid(),
  adcode: z.string(),
  version: z.int(),
  caseId: z.uuid(),
  /** The how-manyeth of its case; with the number of the case it is what people call it by. */
  serial: z.int(),
  state: InnerOrderState,
  stateBefore: InnerOrderState.nullable(),
  /** The town or bureau that issued it, and the unit below that has it. */
  townUnitId: z.string(),
  unitId: z.string(),
  /** What is to be done of the case, in words. */
  part: z.string(),
  /** The order that this one came in place of, and the one that came in place of this. */
  replacesId: z.string().nullable(),
  replacedById: z.string().nullable(),
  issuedAt: z.string(),
  startedAt: z.string().nullable(),
  reportedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** What the unit says it did; taken back when it is sent back. */
  result: z.string().nullable(),
  /** Why it was recalled, or sent back the last time. */
  reason: z.string().nullable(),
  reworks: z.int(),
  extensions: z.int(),
  photos: z.array(InnerPhoto),
  clock: Clock.nullable(),
  /** The unit's deadline, never later than the case's; none while it rests. */
  dueAt: z.string().nullable(),
  /** What the queue is sorted by: the deadline of whoever has to do something now. */
  queueDueAt: z.string().nullable(),
  queueYellowAt: z.string().nullable(),
  /** Whether the deadline is the case's, because there is no own one or it would be later. */
  isCapped: z.boolean(),
  isCalendarPublished: z.boolean(),
  /** Issued after the case's deadline: nobody could be in time, so nobody is judged. */
  isIssuedLate: z.boolean(),
  /** Whether the report that stands came in time; taken back when it is sent back. */
  isInTime: z.boolean().nullable(),
})
export type InnerOrder = z.infer<typeof InnerOrder>

/** Deadlines and verdict after an entry. */
export type InnerDue = Pick<
  InnerOrder,
  'dueAt' | 'queueDueAt' | 'queueYellowAt' | 'isCapped' | 'isCalendarPublished' | 'isInTime'
>

/** One line of an order's log, insert only; it carries what was worked out when it was made. */
export type InnerEntry = {
  readonly orderId: string
  readonly adcode: string
  readonly seq: number
  readonly action: InnerEntryAction
  readonly at: string
  readonly actorId: string
  readonly actorName: string
  readonly post: string | null
  readonly organisationId: string | null
  readonly fromState: InnerState | null
  readonly toState: InnerState
  readonly data: Readonly<Record<string, unknown>>
  /** The mark it set on the order's own clock. */
  readonly mark: ClockMark | null
  readonly due: InnerDue
}

/** What an order is made of when it is issued; the `issue` entry's data. */
export type InnerOpening = Pick<
  InnerOrder,
  'caseId' | 'serial' | 'townUnitId' | 'unitId' | 'part' | 'replacesId' | 'isIssuedLate'
> & { readonly clock: Pick<Clock, 'name' | 'limit' | 'workDayMeans' | 'calendarId'> | null }
