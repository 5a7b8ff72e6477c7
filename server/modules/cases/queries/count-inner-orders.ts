/** How many inner orders stand in each state, by light, and how many wait for the own unit. */
import type { InnerCounts } from '#domain/cases/inner-orders/inner-contract.ts'
import type { Query } from '#platform/query.ts'
import { getCaseSettings } from '../case-settings.ts'
import { addOrderQueue, orderLightSql, ordersVisibleTo, orderTables } from './list-inner-orders.ts'

export const countInnerOrders: Query<Record<string, never>, InnerCounts> = {
  name: 'inner-order.count',
  async run({ db: sight, actor, now }) {
    // An inner unit reads the case through its order, and need not see it otherwise.
    const db = sight.ofCounty(actor.adcode)
    const settings = await getCaseSettings(db, actor.adcode)
    const all = ordersVisibleTo(actor)
    const mine = addOrderQueue(ordersVisibleTo(actor), actor, settings)
    const at = (it: typeof all): string => `$${it.values.length + 1}`
    const [states, [own]] = await Promise.all([
      db.rows<InnerCounts['states'][number]>(
        `select i.state, count(*)::int as total,
           count(*) filter (where ${orderLightSql('red', at(all))})::int as red,
           count(*) filter (where ${orderLightSql('yellow', at(all))})::int as yellow
         from ${orderTables} where ${all.sql} group by i.state order by i.state`,
        [...all.values, now],
      ),
      db.rows<{ total: number; red: number }>(
        `select count(*)::int as total, count(*) filter (where ${orderLightSql('red', at(mine))})::int as red
         from ${orderTables} where ${mine.sql}`,
        [...mine.values, now],
      ),
    ])
    return { states, mine: own?.total ?? 0, mineRed: own?.red ?? 0 }
  },
}
