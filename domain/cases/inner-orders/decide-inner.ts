/** Decides on inner orders: whether one may be issued or moved on by this person now, and which entry that makes. */
import type { Limit } from '../../catalogue/limit.ts'
import type { ClockContext } from '../case-clocks.ts'
import type { CaseRecord } from '../case-record.ts'
import type { Clock, ClockMark, ClockReason } from '../clock.ts'
import type { CaseActor } from '../decide.ts'
import { type CaseSettings, effectivePosts } from '../settings.ts'
import { evolveInner } from './evolve-inner.ts'
import { moveInnerClock, type OuterClock, ownDueOf, reckonInnerDue, startInnerClock } from './inner-clocks.ts'
import {
  type InnerActionName,
  type InnerEntryAction,
  type InnerSide,
  type InnerState,
  innerActionNames,
  innerPostsOf,
  innerRuleOf,
  innerStates,
  splittingStates,
} from './inner-life-cycle.ts'
import type { InnerDue, InnerEntry, InnerOpening, InnerOrder } from './inner-order.ts'
import { InnerProblem, type InnerRefusal } from './inner-problems.ts'

export type InnerDecision = { readonly entry: InnerEntry; readonly order: InnerOrder }
type Settings = Pick<CaseSettings, 'mergedPosts'>

/** Why `actor` may not split `record`; undefined when he may. */
export function splitRefusal(
  record: Pick<CaseRecord, 'state' | 'leadUnitId'>,
  actor: CaseActor,
  settings: Settings,
): 'post' | 'lead-unit' | 'state' | undefined {
  if (!effectivePosts(actor.posts, settings).includes('sub_center')) return 'post'
  if (record.leadUnitId === null || record.leadUnitId !== actor.organisationId) return 'lead-unit'
  return splittingStates.includes(record.state) ? undefined : 'state'
}

/** Throws the Problem that says why `actor` may not split `record` now. */
export function requireSplittable(record: CaseRecord, actor: CaseActor, settings: Settings): void {
  const refusal = splitRefusal(record, actor, settings)
  if (refusal === 'post') throw InnerProblem.notYours({ because: 'post' })
  if (refusal === 'lead-unit') throw InnerProblem.notLeadUnit({})
  if (refusal === 'state') throw InnerProblem.caseNotInHand({ state: record.state })
}

/** Why `actor` may not take `action` on `order`; the state is asked apart. */
export function innerRefusal(
  order: Pick<InnerOrder, 'unitId' | 'townUnitId'>,
  action: InnerActionName,
  actor: CaseActor,
  settings: Settings,
): InnerRefusal | undefined {
  const posts = effectivePosts(actor.posts, settings)
  if (!innerPostsOf(action).some((it) => posts.includes(it))) return 'post'
  if (innerRuleOf(action).side === 'inner-unit')
    return actor.organisationId === order.unitId ? undefined : 'unit'
  return actor.organisationId === order.townUnitId ? undefined : 'second-level'
}

/** What the state allows, whoever asks. */
const allowedIn = (state: InnerState): InnerActionName[] =>
  innerActionNames.filter((it) => innerRuleOf(it).from.includes(state))

/** The actions `actor` may take on `order` now, in the order of the table. */
export const innerActionsFor = (order: InnerOrder, actor: CaseActor, settings: Settings): InnerActionName[] =>
  allowedIn(order.state).filter(
    (it) => innerRefusal(order, it, actor, settings) === undefined && !(it === 'extend' && order.isCapped),
  )

/** States that wait for holders of `posts`, by the side they would be on. */
export const innerQueueOf = (
  posts: readonly string[],
  settings: Settings,
): ReadonlyMap<InnerSide, readonly InnerState[]> => {
  const held = effectivePosts(posts, settings)
  const waiting = new Map<InnerSide, InnerState[]>()
  for (const action of innerActionNames) {
    const { side, from, way } = innerRuleOf(action)
    if (!isOnward(way) || !innerPostsOf(action).some((it) => held.includes(it))) continue
    waiting.set(side, [...(waiting.get(side) ?? []), ...from])
  }
  return waiting
}

const isOnward = (way: string): boolean => way === 'forward' || way === 'end'

/** Whether the order waits for `actor`: for its unit until it reports, for the second level from then on. */
export const innerWaitsFor = (order: InnerOrder, actor: CaseActor, settings: Settings): boolean =>
  innerActionsFor(order, actor, settings).some((it) => ['forward', 'end'].includes(innerRuleOf(it).way))

type Base = { readonly actor: CaseActor; readonly context: ClockContext; readonly outer: OuterClock }

export type IssueInput = Base & {
  readonly id: string
  readonly adcode: string
  readonly opening: Omit<InnerOpening, 'clock' | 'isIssuedLate'>
  /** None: due when the case is. */
  readonly limit: Limit | null
  readonly note: string
}

/** The deadline that `limit` would give from now on, and whether the case's own would come before it. */
export function previewInnerDue(
  limit: Limit | null,
  outer: OuterClock,
  context: ClockContext,
): { dueAt: string | null; isBeyond: boolean } {
  const own = limit && ownDueOf(startInnerClock(limit, context), context.calendars)
  const dueAt = own ? own.at.toISOString() : outer.disposeDueAt
  return { dueAt, isBeyond: isBeyond(dueAt, outer) }
}

/** The deadline that an extension by `limit` would give; none where the order has no clock of its own that runs. */
export function previewInnerExtension(
  order: InnerOrder,
  limit: Limit,
  outer: OuterClock,
  context: ClockContext,
): { dueAt: string | null; isBeyond: boolean } {
  const clock =
    ownDueOf(order.clock, context.calendars) &&
    moveInnerClock(order.clock, 'extend', context, { reason: 'extension', limit })
  const dueAt = ownDueOf(clock ?? null, context.calendars)?.at.toISOString() ?? null
  return { dueAt, isBeyond: isBeyond(dueAt, outer) }
}

const isBeyond = (dueAt: string | null, { disposeDueAt }: OuterClock): boolean =>
  dueAt !== null && disposeDueAt !== null && dueAt > disposeDueAt

function requireWithin(dueAt: string | undefined, outer: OuterClock): void {
  const { disposeDueAt } = outer
  if (dueAt !== undefined && disposeDueAt !== null && dueAt > disposeDueAt)
    throw InnerProblem.beyondCase({ dueAt, caseDueAt: disposeDueAt })
}

/** Issues an order; throws where its own deadline would lie after the case's. */
export function issueInner({
  id,
  adcode,
  opening,
  limit,
  note,
  actor,
  context,
  outer,
}: IssueInput): InnerDecision {
  const clock = limit ? startInnerClock(limit, context) : null
  requireWithin(ownDueOf(clock, context.calendars)?.at.toISOString(), outer)
  const at = context.now.toISOString()
  const isIssuedLate = outer.disposeDueAt !== null && at > outer.disposeDueAt
  const { marks, ...kept } = clock ?? { marks: [] }
  const data: InnerOpening & { note: string } = {
    ...opening,
    isIssuedLate,
    clock: clock ? (kept as InnerOpening['clock']) : null,
    note,
  }
  return finishInner(undefined, {
    orderId: id,
    adcode,
    action: 'issue',
    toState: 'issued',
    data,
    mark: marks[0] ?? null,
    actor,
    context,
    outer,
  })
}

export type ActInput = Base & {
  readonly order: InnerOrder
  readonly action: InnerActionName
  readonly data: Readonly<Record<string, unknown>>
}

const reasons: Readonly<Record<InnerActionName, ClockReason>> = {
  start: 'done',
  report: 'handled',
  accept: 'done',
  sendBack: 'rework',
  extend: 'extension',
  reissue: 'other-unit',
  recall: 'order-recalled',
}

/** The entry and the order that follow from an action; throws the Problem that says why not. */
export function decideInner({ order, action, data, actor, context, outer }: ActInput): InnerDecision {
  const refusal = innerRefusal(order, action, actor, context.settings)
  if (refusal) throw InnerProblem.notYours({ because: refusal })
  const allowed = allowedIn(order.state)
  if (!allowed.includes(action)) throw InnerProblem.actionNotAllowed({ action, state: order.state, allowed })
  const rule = innerRuleOf(action)
  if (action === 'extend' && order.isCapped) throw InnerProblem.noTimeLeft({})
  const clock = moveInnerClock(order.clock, rule.clock, context, {
    reason: reasons[action],
    limit: action === 'extend' ? (data['limit'] as Limit) : undefined,
  })
  if (action === 'extend') requireWithin(ownDueOf(clock, context.calendars)?.at.toISOString(), outer)
  return finishInner(order, {
    orderId: order.id,
    adcode: order.adcode,
    action,
    toState: rule.to === 'same' ? order.state : rule.to,
    data,
    mark: newMark(order.clock, clock),
    actor,
    context,
    outer,
  })
}

/** The mark that `after` has and `before` has not. */
export const newMark = (before: Clock | null, after: Clock | null): ClockMark | null =>
  after && after !== before ? (after.marks.at(-1) ?? null) : null

type Finishing = Base & {
  readonly orderId: string
  readonly adcode: string
  readonly action: InnerEntryAction
  readonly toState: InnerState
  readonly data: Readonly<Record<string, unknown>>
  readonly mark: ClockMark | null
}

/** Makes the entry, with the deadlines that follow from it, and the order after it. */
export function finishInner(before: InnerOrder | undefined, it: Finishing): InnerDecision {
  const { actor, context, outer } = it
  const draft: InnerEntry = {
    orderId: it.orderId,
    adcode: before?.adcode ?? it.adcode,
    seq: (before?.version ?? 0) + 1,
    action: it.action,
    at: context.now.toISOString(),
    actorId: actor.id,
    actorName: actor.name,
    post: postOf(it.action, actor, context.settings),
    organisationId: actor.organisationId,
    fromState: before?.state ?? null,
    toState: it.toState,
    data: it.data,
    mark: it.mark,
    due: before ? innerDueOf(before) : noDue,
  }
  const due = reckonInnerDue(evolveInner(before, draft), outer, context)
  const entry = { ...draft, due: { ...due, isInTime: verdictOf(before, it.action, due, draft.at) } }
  return { entry, order: evolveInner(before, entry) }
}

const innerDueOf = (it: InnerDue): InnerDue => ({
  dueAt: it.dueAt,
  queueDueAt: it.queueDueAt,
  queueYellowAt: it.queueYellowAt,
  isCapped: it.isCapped,
  isCalendarPublished: it.isCalendarPublished,
  isInTime: it.isInTime,
})

const noDue: InnerDue = {
  dueAt: null,
  queueDueAt: null,
  queueYellowAt: null,
  isCapped: false,
  isCalendarPublished: true,
  isInTime: null,
}

/** In time or not is said of a report, once; a report that is sent back loses it. */
function verdictOf(
  before: InnerOrder | undefined,
  action: InnerEntryAction,
  due: InnerDue,
  at: string,
): boolean | null {
  if (action === 'report') return before?.isIssuedLate || !due.dueAt ? null : at <= due.dueAt
  return due.isInTime
}

const postOf = (action: InnerEntryAction, actor: CaseActor, settings: Settings): string | null => {
  if (!(action === 'issue' || (innerActionNames as string[]).includes(action))) return null
  const wanted = innerPostsOf(action as InnerActionName | 'issue')
  const does = (posts: readonly string[]): boolean => wanted.some((it) => posts.includes(it))
  return (
    actor.posts.find((it) => does([it])) ??
    actor.posts.find((it) => does(effectivePosts([it], settings))) ??
    null
  )
}

/** Orders of a case that still stand in the way of its result. */
export const openInnerOrders = (orders: readonly InnerOrder[]): InnerOrder[] =>
  orders.filter((it) => innerStates[it.state].isOpen)
