/**
 * Takes one step of an inner order, the same way for every step of the table. A re-issue ends the order and gives its
 * part to another unit in the same act.
 */
import type { CaseRecord } from '#domain/cases/case-record.ts'
import { decideInner, type InnerDecision } from '#domain/cases/inner-orders/decide-inner.ts'
import type { InnerReceipt } from '#domain/cases/inner-orders/inner-contract.ts'
import { innerAnnouncementName } from '#domain/cases/inner-orders/inner-events.ts'
import { type InnerActionName, innerPermission } from '#domain/cases/inner-orders/inner-life-cycle.ts'
import type { InnerOrder } from '#domain/cases/inner-orders/inner-order.ts'
import { InnerProblem } from '#domain/cases/inner-orders/inner-problems.ts'
import { CaseProblem } from '#domain/cases/problems.ts'
import type { Limit } from '#domain/catalogue/limit.ts'
import { findMissingPhoto } from '#modules/evidence/index.ts'
import type { Command, Context } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { getClockContext, toCaseActor } from '../case-context.ts'
import { toInnerAnnouncement } from '../inner-following.ts'
import { mayReadOrder } from '../inner-policy.ts'
import { findInnerOrder, listOrdersOfCase, writeInnerChanged } from '../inner-store.ts'
import { findCase } from '../store.ts'
import { planIssue, toInnerReceipt } from './issue-inner-orders.ts'

export type TakeInnerAction = { id: string; expectedVersion?: number | undefined } & Record<string, unknown>
type Data = Readonly<Record<string, unknown>>
type Found = { order: InnerOrder; record: CaseRecord }

/** The order with its case, as far as the actor may see it. */
async function getInnerFor(context: Context, { id, expectedVersion }: TakeInnerAction): Promise<Found> {
  const { db, adcode, actor } = context
  const order = await findInnerOrder(db, adcode, id)
  // An inner unit reads the case through its order, and need not see it otherwise.
  const record = order && (await findCase(db.ofCounty(adcode), adcode, order.caseId))
  if (!order || !record || !mayReadOrder(actor, order, record)) throw InnerProblem.unknown({ id })
  if (expectedVersion !== undefined && expectedVersion !== order.version)
    throw InnerProblem.stale({ expected: expectedVersion, current: order.version })
  return { order, record }
}

async function requirePhotos({ db, adcode }: Context, { photoIds }: Data): Promise<void> {
  if (!Array.isArray(photoIds)) return
  const missing = await findMissingPhoto(db, adcode, photoIds as string[])
  if (missing) throw CaseProblem.photoUnknown({ id: missing })
}

async function planInner(
  context: Context,
  { order, record }: Found,
  action: InnerActionName,
  data: Data,
): Promise<InnerDecision> {
  const { db, adcode, actor, now, write, announce, concerns } = context
  const decision = decideInner({
    order,
    action,
    data,
    actor: toCaseActor(actor),
    context: await getClockContext(db, adcode, now, order.unitId),
    outer: record,
  })
  writeInnerChanged(write, order, decision.order, [decision.entry])
  announce({
    name: innerAnnouncementName(action),
    subjectId: order.id,
    data: toInnerAnnouncement(decision.order, record),
  })
  concerns(order.id)
  return decision
}

/** The command of a step. */
export const takeInnerAction = (action: InnerActionName): Command<TakeInnerAction, InnerReceipt> => ({
  name: innerPermission(action),
  permission: innerPermission(action),
  async run(context, input) {
    const found = await getInnerFor(context, input)
    const { id: _, expectedVersion: __, ...data } = input
    await requirePhotos(context, data)
    if (action === 'reissue') return reissue(context, found, data)
    const { order } = await planInner(context, found, action, data)
    return toInnerReceipt(order, found.record)
  },
})

/** Ends the order and issues another in its place; the answer is the new one. */
async function reissue(context: Context, found: Found, data: Data): Promise<InnerReceipt> {
  const { order, record } = found
  const replacedById = newId()
  await planInner(context, found, 'reissue', { ...data, replacedById })
  const all = await listOrdersOfCase(context.db.ofCounty(context.adcode), context.adcode, record.id)
  const orders = all.map((it) => (it.id === order.id ? { ...it, state: 'recalled' as const } : it))
  const part = {
    id: replacedById,
    unitId: String(data['unitId']),
    part: typeof data['part'] === 'string' ? data['part'] : order.part,
    limit: (data['limit'] as Limit | null) ?? null,
    replacesId: order.id,
  }
  const [issued] = await planIssue(context, record, { parts: [part], note: String(data['reason']), orders })
  return toInnerReceipt(issued ?? order, record)
}
