/**
 * Works out the deadlines of open cases and their inner orders again after a calendar changed, in batches that are each
 * one act. A case that somebody changed meanwhile makes its batch decide again; a case whose deadlines stand gets no entry.
 */

import type { ClockContext } from '#domain/cases/case-clocks.ts'
import type { CaseRecord } from '#domain/cases/case-record.ts'
import { caseAnnouncementName } from '#domain/cases/events.ts'
import { followCase } from '#domain/cases/inner-orders/follow-case.ts'
import type { InnerOrder } from '#domain/cases/inner-orders/inner-order.ts'
import { recompute } from '#domain/cases/recompute.ts'
import { loadCalendars } from '#modules/catalogue/index.ts'
import type { Act, Command } from '#platform/act.ts'
import { type Actor, systemActor } from '#platform/actor.ts'
import type { Database } from '#platform/database/database.ts'
import { toCaseActor } from '../case-context.ts'
import { openFollowing } from '../inner-following.ts'
import { listOrdersOfCases } from '../inner-store.ts'
import { contextWith, openCases } from '../open-deadlines.ts'
import { recordColumns, toRecord, writeChanged } from '../store.ts'
import { toAnnouncement } from './take-case-action.ts'

/** Moves the deadlines of the named cases to where the calendars put them now. */
export const recomputeCases: Command<{ caseIds: string[] }, { moved: number }> = {
  name: 'case.recompute',
  permission: 'case.recompute',
  async run(act, { caseIds }) {
    const { db, adcode, now, actor, write, announce } = act
    const context = await contextWith(db, adcode, now, await loadCalendars(db, adcode))
    const rows = await db.rows<Record<string, unknown>>(
      `select ${recordColumns} from cases.cases c where c.adcode = $1 and c.id = any($2::uuid[]) order by c.id`,
      [adcode, caseIds],
    )
    const orders = Map.groupBy(await listOrdersOfCases(db, adcode, caseIds), (it) => it.caseId)
    let moved = 0
    for (const before of rows.map(toRecord)) {
      const result = recompute(before, actor, context)
      const following = openFollowing(act, before, orders.get(before.id) ?? [])
      await following.follow('recompute', result?.record ?? before, context)
      following.write()
      if (!result) continue
      moved += 1
      writeChanged(write, before, result.record, [result.entry])
      announce({
        name: caseAnnouncementName('recomputed'),
        subjectId: before.id,
        data: toAnnouncement(result.record),
      })
    }
    return { moved }
  },
}

/** Recomputes every open case of every county whose deadlines no longer stand; how many moved. */
export async function recomputeOpenCases(act: Act, db: Database, now: Date): Promise<number> {
  const counties = await db.rows<{ adcode: string }>(
    'select distinct adcode from cases.cases where ended_at is null order by adcode',
  )
  let moved = 0
  for (const { adcode } of counties) {
    const context = await contextWith(db, adcode, now, await loadCalendars(db, adcode))
    const actor = systemActor(adcode, '系统 system')
    for await (const records of openCases(db, adcode)) {
      const orders = await listOrdersOfCases(
        db,
        adcode,
        records.map((it) => it.id),
      )
      const caseIds = records.filter((it) => moves(it, orders, actor, context)).map((it) => it.id)
      // Nothing to move leaves no audit line; the command decides for itself on what it then finds.
      if (caseIds.length) moved += (await act(actor, recomputeCases, { caseIds })).moved
    }
  }
  return moved
}

/** Whether the calendars of today give the case, or one of its inner orders, another deadline. */
function moves(
  record: CaseRecord,
  orders: readonly InnerOrder[],
  actor: Actor,
  context: ClockContext,
): boolean {
  const result = recompute(record, actor, context)
  if (result) return true
  const shared = { record, action: 'recompute', actor: toCaseActor(actor), context } as const
  return orders.some((order) => order.caseId === record.id && followCase({ ...shared, order }))
}
