/**
 * What becomes of the open inner orders when their case moves: they rest with it, go on with it, end with it, and
 * their deadlines move with its own. Decided here by rule and by nobody's hand.
 */
import type { ClockContext } from '../case-clocks.ts'
import type { CaseRecord } from '../case-record.ts'
import { type ClockMark, type ClockReason, stateOf } from '../clock.ts'
import { recomputeClock } from '../clock-marks.ts'
import type { CaseActor } from '../decide.ts'
import type { CaseActionName } from '../life-cycle.ts'
import { notBefore } from '../not-before.ts'
import { finishInner, type InnerDecision, newMark } from './decide-inner.ts'
import { moveInnerClock, reckonInnerDue } from './inner-clocks.ts'
import { innerStates } from './inner-life-cycle.ts'
import type { InnerDue, InnerOrder } from './inner-order.ts'
import { InnerProblem } from './inner-problems.ts'

type Following = 'pause' | 'resume' | 'recall'

/** By action of the case. A mere request to end it changes nothing: nobody may win time by asking. */
export const followings: Partial<Record<CaseActionName, Following>> = {
  requestReturn: 'pause',
  refuseReturn: 'resume',
  approveReturn: 'recall',
  recallDispatch: 'recall',
  returnToAcceptor: 'recall',
  dispatch: 'recall',
  approveSuspension: 'pause',
  resume: 'resume',
  approveVoid: 'recall',
  approveForceClose: 'recall',
  close: 'recall',
}

/** Actions of a case that need to know its open orders: those above, its result, and whatever moves its deadline. */
export const concernsInnerOrders = (action: CaseActionName): boolean =>
  action in followings || action === 'reportDone' || action === 'approveExtension'

/** Throws where the result of a case is to be reported while inner orders are open. */
export function requireInnerDone(action: CaseActionName, open: readonly InnerOrder[]): void {
  if (action === 'reportDone' && open.length) throw InnerProblem.open({ count: open.length })
}

export type Follow = {
  readonly order: InnerOrder
  /** The case after its step. */
  readonly record: CaseRecord
  readonly action: CaseActionName | 'recompute'
  readonly actor: CaseActor
  readonly context: ClockContext
}

/** The entry with which an open order follows its case; undefined where nothing changes for it. */
export function followCase({ order, record, action, actor, context }: Follow): InnerDecision | undefined {
  if (!innerStates[order.state].isOpen) return undefined
  const following = action === 'recompute' ? undefined : followings[action]
  const shared = {
    orderId: order.id,
    adcode: order.adcode,
    actor,
    context,
    outer: record,
    data: { caseAction: action },
  }
  const moved = (does: 'pause' | 'resume' | 'stop', reason: ClockReason) => ({
    mark: newMark(order.clock, moveInnerClock(order.clock, does, context, { reason })),
  })
  if (following === 'recall')
    return finishInner(order, {
      ...shared,
      action: 'recallWithCase',
      toState: 'recalled',
      ...moved('stop', 'order-recalled'),
    })
  if (following === 'pause' && order.state !== 'paused')
    return finishInner(order, {
      ...shared,
      action: 'pauseWithCase',
      toState: 'paused',
      ...moved('pause', 'case-rests'),
    })
  if (following === 'resume' && order.state === 'paused')
    return finishInner(order, {
      ...shared,
      action: 'resumeWithCase',
      toState: order.stateBefore ?? 'working',
      // A report that waits for its first check does not run; its clock rested before the case did.
      mark: order.stateBefore === 'reported' ? null : moved('resume', 'case-goes-on').mark,
    })
  const due = reckonInnerDue(order, record, context)
  if (sameDue(order, due)) return undefined
  const mark = action === 'recompute' && !due.isCapped ? recomputeMark(order, context) : null
  return finishInner(order, { ...shared, action: 'moveWithCase', toState: order.state, mark })
}

/** A changed calendar under an own clock has its line in that clock's history. */
const recomputeMark = ({ clock }: InnerOrder, { now }: ClockContext): ClockMark | null =>
  clock && stateOf(clock) === 'running'
    ? newMark(clock, recomputeClock(clock, { at: notBefore(now, [clock]) }))
    : null

const sameDue = (a: InnerDue, b: InnerDue): boolean =>
  a.dueAt === b.dueAt &&
  a.queueDueAt === b.queueDueAt &&
  a.queueYellowAt === b.queueYellowAt &&
  a.isCapped === b.isCapped &&
  a.isCalendarPublished === b.isCalendarPublished
