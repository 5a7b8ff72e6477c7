/** Replays the logs of inner orders and compares with their rows, as is done with the cases above them. */
import { evolveInner } from '#domain/cases/inner-orders/evolve-inner.ts'
import type { InnerEntry, InnerOrder } from '#domain/cases/inner-orders/inner-order.ts'
import type { Database } from '#platform/database/database.ts'
import { innerColumns, listInnerEntries, toInnerOrder, toInnerOrderRow } from '../inner-store.ts'
import { canonical, type Difference } from './difference.ts'

const batchSize = 2000

type Verified = { orders: number; entries: number; differences: Difference[] }
type Named = { adcode: string; caseId: string }

/** Verifies the inner orders of a county. */
export async function verifyInnerOrders(db: Database, adcode: string): Promise<Verified> {
  const found: Verified = { orders: 0, entries: 0, differences: await findOrphans(db, adcode) }
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const rows = await db.rows<Record<string, unknown>>(
      `select ${innerColumns} from cases.inner_orders i where i.adcode = $1 and i.id > $2 order by i.id limit ${batchSize}`,
      [adcode, after],
    )
    const orders = rows.map(toInnerOrder)
    const last = orders.at(-1)
    if (!last) return found
    after = last.id
    const entries = await listInnerEntries(
      db,
      adcode,
      orders.map((it) => it.id),
    )
    const logs = Map.groupBy(entries, (it) => it.orderId)
    for (const order of orders) {
      const log = logs.get(order.id) ?? []
      found.orders += 1
      found.entries += log.length
      found.differences.push(...compareInner(order, log))
    }
  }
}

async function findOrphans(db: Database, adcode: string): Promise<Difference[]> {
  const orphans = await db.rows<{ order_id: string }>(
    `select distinct a.order_id from cases.inner_order_actions a where a.adcode = $1
     and not exists (select from cases.inner_orders i where i.adcode = a.adcode and i.id = a.order_id)`,
    [adcode],
  )
  return orphans.map(({ order_id }) => ({
    adcode,
    caseId: order_id,
    field: 'inner order (row)',
    stored: 'none',
    replayed: 'a log without a row',
  }))
}

/** What differs between an order and the replay of its log, under the id of its case. */
function compareInner(order: InnerOrder, log: readonly InnerEntry[]): Difference[] {
  const at: Named = { adcode: order.adcode, caseId: order.caseId }
  const field = (name: string): string => `inner order ${order.serial}: ${name}`
  const gap = log.findIndex((entry, index) => entry.seq !== index + 1)
  if (gap >= 0) return [{ ...at, field: field('(log)'), stored: log[gap]?.seq, replayed: gap + 1 }]
  let replayed: InnerOrder | undefined
  for (const entry of log) replayed = evolveInner(replayed, entry)
  if (!replayed) return [{ ...at, field: field('(log)'), stored: 'a row', replayed: 'no log' }]
  const stored = toInnerOrderRow(order)
  return Object.entries(toInnerOrderRow(replayed)).flatMap(([name, value]) =>
    canonical(value) === canonical(stored[name])
      ? []
      : [{ ...at, field: field(name), stored: stored[name], replayed: value }],
  )
}
