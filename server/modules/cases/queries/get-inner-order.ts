/** One inner order, for the unit that has it, the second level that issued it, and the centre; and those of a case. */
import { splitRefusal } from '#domain/cases/inner-orders/decide-inner.ts'
import type { InnerDetail } from '#domain/cases/inner-orders/inner-contract.ts'
import { InnerProblem } from '#domain/cases/inner-orders/inner-problems.ts'
import { CaseProblem } from '#domain/cases/problems.ts'
import type { Query } from '#platform/query.ts'
import { toCaseActor } from '../case-context.ts'
import { getCaseSettings } from '../case-settings.ts'
import { mayReadOrder } from '../inner-policy.ts'
import { findInnerOrder, listOrdersOfCase } from '../inner-store.ts'
import { mayRead } from '../policy.ts'
import { findCase } from '../store.ts'
import { toInnerDetails } from './inner-rows.ts'

export const getInnerOrder: Query<{ id: string }, InnerDetail> = {
  name: 'inner-order.get',
  async run(context, { id }) {
    const { actor } = context
    // An inner unit reads the case through its order, and need not see it otherwise.
    const county = context.db.ofCounty(actor.adcode)
    const order = await findInnerOrder(context.db, actor.adcode, id)
    const record = order && (await findCase(county, actor.adcode, order.caseId))
    if (!order || !record || !mayReadOrder(actor, order, record)) throw InnerProblem.unknown({ id })
    const all = await listOrdersOfCase(county, actor.adcode, record.id)
    const [detail] = await toInnerDetails(context, record, [order], all)
    if (!detail) throw InnerProblem.unknown({ id })
    return detail
  },
}

export const listCaseInnerOrders: Query<{ id: string }, { orders: InnerDetail[]; maySplit: boolean }> = {
  name: 'inner-order.list-of-case',
  async run(context, { id }) {
    const { db, actor } = context
    const [record, all, settings] = await Promise.all([
      findCase(db, actor.adcode, id),
      listOrdersOfCase(db, actor.adcode, id),
      getCaseSettings(db, actor.adcode),
    ])
    if (!record || !mayRead(actor, record)) throw CaseProblem.unknown({ id })
    const visible = all.filter((it) => mayReadOrder(actor, it, record))
    return {
      orders: await toInnerDetails(context, record, visible, all),
      maySplit: splitRefusal(record, toCaseActor(actor), settings) === undefined,
    }
  },
}
