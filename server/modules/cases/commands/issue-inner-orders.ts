/**
 * Splits a case: gives parts of it to units below the second level, each with a deadline within what the case has left.
 * The case notes it in its own log, which makes a version: a split and a result, or two splits, cannot cross unseen.
 */
import type { CaseEntry } from '#domain/cases/case-entry.ts'
import type { CaseRecord } from '#domain/cases/case-record.ts'
import { dueOf } from '#domain/cases/decide.ts'
import { caseAnnouncementName } from '#domain/cases/events.ts'
import { evolve } from '#domain/cases/evolve.ts'
import {
  type InnerDecision,
  issueInner,
  openInnerOrders,
  requireSplittable,
} from '#domain/cases/inner-orders/decide-inner.ts'
import type { InnerReceipt } from '#domain/cases/inner-orders/inner-contract.ts'
import { innerAnnouncementName } from '#domain/cases/inner-orders/inner-events.ts'
import { innerPermission } from '#domain/cases/inner-orders/inner-life-cycle.ts'
import { innerNumber } from '#domain/cases/inner-orders/inner-number.ts'
import type { InnerOrder } from '#domain/cases/inner-orders/inner-order.ts'
import { InnerProblem } from '#domain/cases/inner-orders/inner-problems.ts'
import type { Limit } from '#domain/catalogue/limit.ts'
import type { Command, Context } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { getClockContext, toCaseActor } from '../case-context.ts'
import { organisationsById } from '../case-names.ts'
import { getCaseSettings } from '../case-settings.ts'
import { toInnerAnnouncement } from '../inner-following.ts'
import { listOrdersOfCase, writeIssued } from '../inner-store.ts'
import { writeChanged } from '../store.ts'
import { getCaseFor, toAnnouncement } from './take-case-action.ts'

/** What one unit is given. */
export type InnerPart = {
  readonly unitId: string
  readonly part: string
  readonly limit: Limit | null
  readonly replacesId?: string
  /** Chosen by whoever has to refer to it before it is written. */
  readonly id?: string
}

type Split = { id: string; orders: readonly InnerPart[]; note: string; expectedVersion?: number | undefined }

/** What a step answers. */
export const toInnerReceipt = (order: InnerOrder, record: CaseRecord): InnerReceipt => ({
  id: order.id,
  caseId: order.caseId,
  number: innerNumber(record, order.serial),
  state: order.state,
  version: order.version,
  dueAt: order.dueAt,
})

/** Throws unless every unit stands below `townUnitId` and has no open order of the case. */
async function requireUnits(
  { db, adcode }: Context,
  townUnitId: string | null,
  parts: readonly InnerPart[],
  open: readonly InnerOrder[],
): Promise<void> {
  const units = await organisationsById(db, adcode)
  const taken = new Set(open.map((it) => it.unitId))
  for (const { unitId } of parts) {
    const unit = units.get(unitId)
    if (!unit || unit.endedAt || unit.parentId !== townUnitId) throw InnerProblem.unitNotBelow({ unitId })
    if (taken.has(unitId)) throw InnerProblem.unitTwice({ name: unit.name })
    taken.add(unitId)
  }
}

/** Decides on a split and hands over its rows; `orders` are those the case has, without one that is replaced. */
export async function planIssue(
  context: Context,
  record: CaseRecord,
  { parts, note, orders }: { parts: readonly InnerPart[]; note: string; orders: readonly InnerOrder[] },
): Promise<InnerOrder[]> {
  const { db, adcode, actor, now, write, announce } = context
  const caseActor = toCaseActor(actor)
  requireSplittable(record, caseActor, await getCaseSettings(db, adcode))
  await requireUnits(context, record.leadUnitId, parts, openInnerOrders(orders))
  const issued: InnerDecision[] = []
  for (const { unitId, part, limit, replacesId, id } of parts) {
    const decision = issueInner({
      id: id ?? newId(),
      adcode,
      opening: {
        caseId: record.id,
        serial: Math.max(0, ...orders.map((it) => it.serial)) + issued.length + 1,
        townUnitId: record.leadUnitId ?? '',
        unitId,
        part,
        replacesId: replacesId ?? null,
      },
      limit,
      note,
      actor: caseActor,
      context: await getClockContext(db, adcode, now, unitId),
      outer: record,
    })
    issued.push(decision)
    announce({
      name: innerAnnouncementName('issue'),
      subjectId: decision.order.id,
      data: toInnerAnnouncement(decision.order, record),
    })
  }
  writeIssued(write, issued)
  noteSplit(
    context,
    record,
    issued.map((it) => it.order),
  )
  return issued.map((it) => it.order)
}

/** The line in the log of the case; state, clocks and deadlines stay. */
function noteSplit(context: Context, record: CaseRecord, issued: readonly InnerOrder[]): void {
  const { actor, now, write, announce } = context
  const entry: CaseEntry = {
    caseId: record.id,
    adcode: record.adcode,
    seq: record.version + 1,
    action: 'split',
    at: now.toISOString(),
    actorId: actor.id,
    actorName: actor.name,
    post: 'sub_center',
    organisationId: actor.organisationId,
    fromState: record.state,
    toState: record.state,
    data: { innerUnitIds: issued.map((it) => it.unitId), serials: issued.map((it) => it.serial) },
    marks: [],
    due: dueOf(record),
  }
  const after = evolve(record, entry)
  writeChanged(write, record, after, [entry])
  announce({ name: caseAnnouncementName('split'), subjectId: record.id, data: toAnnouncement(after) })
}

export const issueInnerOrders: Command<Split, { caseId: string; orders: InnerReceipt[] }> = {
  name: innerPermission('issue'),
  permission: innerPermission('issue'),
  async run(context, { id, orders: parts, note, expectedVersion }) {
    const record = await getCaseFor(context, { id, expectedVersion })
    const orders = await listOrdersOfCase(context.db, context.adcode, id)
    const issued = await planIssue(context, record, { parts, note, orders })
    context.concerns(id)
    return { caseId: id, orders: issued.map((it) => toInnerReceipt(it, record)) }
  },
}
