/**
 * Lets the open inner orders of a case follow what happens to it, in the same act: they are read when a step concerns
 * them, moved step by step with the case, and written together with it.
 */
import type { ClockContext } from '#domain/cases/case-clocks.ts'
import type { CaseRecord } from '#domain/cases/case-record.ts'
import { openInnerOrders } from '#domain/cases/inner-orders/decide-inner.ts'
import { concernsInnerOrders, followCase, requireInnerDone } from '#domain/cases/inner-orders/follow-case.ts'
import { type InnerAnnouncement, innerAnnouncementName } from '#domain/cases/inner-orders/inner-events.ts'
import type { InnerEntry, InnerOrder } from '#domain/cases/inner-orders/inner-order.ts'
import type { CaseActionName } from '#domain/cases/life-cycle.ts'
import type { Context } from '#platform/act.ts'
import { toCaseActor } from './case-context.ts'
import { listOrdersOfCase, writeInnerChanged } from './inner-store.ts'

/** Whom a step of an order concerns. */
export const toInnerAnnouncement = (
  order: InnerOrder,
  { townCode, communityCode }: Pick<CaseRecord, 'townCode' | 'communityCode'>,
): InnerAnnouncement => ({
  caseId: order.caseId,
  state: order.state,
  version: order.version,
  unitId: order.unitId,
  townUnitId: order.townUnitId,
  townCode,
  communityCode,
})

type Followed = { readonly before: InnerOrder; order: InnerOrder; readonly entries: InnerEntry[] }

export type Following = {
  /** Throws where an open order stands in the way of the action. */
  require(action: CaseActionName): Promise<void>
  /** Moves the orders after the case has become `record`. */
  follow(action: CaseActionName | 'recompute', record: CaseRecord, clocks: ClockContext): Promise<void>
  /** Hands over what changed. */
  write(): void
}

/** The orders of `record` in the act of `context`; `known` where they have been read already. */
export function openFollowing(
  context: Context,
  record: CaseRecord,
  known?: readonly InnerOrder[],
): Following {
  const { db, adcode, actor, write, announce } = context
  let loaded: Followed[] | undefined = known && toFollowed(known)
  // A case that no unit has had has no orders either.
  const load = async (): Promise<Followed[]> => {
    loaded ??= record.leadUnitId === null ? [] : toFollowed(await listOrdersOfCase(db, adcode, record.id))
    return loaded
  }
  return {
    require: async (action) => {
      if (concernsInnerOrders(action))
        requireInnerDone(
          action,
          (await load()).map((it) => it.order),
        )
    },
    follow: async (action, now, clocks) => {
      if (action !== 'recompute' && !concernsInnerOrders(action)) return
      for (const it of await load()) {
        const caseActor = toCaseActor(actor)
        const next = followCase({ order: it.order, record: now, action, actor: caseActor, context: clocks })
        if (!next) continue
        it.order = next.order
        it.entries.push(next.entry)
        announce({
          name: innerAnnouncementName(next.entry.action),
          subjectId: it.order.id,
          data: toInnerAnnouncement(it.order, now),
        })
      }
    },
    write: () => {
      for (const { before, order, entries } of loaded ?? [])
        if (entries.length) writeInnerChanged(write, before, order, entries)
    },
  }
}

const toFollowed = (orders: readonly InnerOrder[]): Followed[] =>
  openInnerOrders(orders).map((before) => ({ before, order: before, entries: [] }))
