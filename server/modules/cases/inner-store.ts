/** The SQL that writes inner orders, and the way between a row and the record. */
import type { InnerEntry, InnerOrder } from '#domain/cases/inner-orders/inner-order.ts'
import type { Actor } from '#platform/actor.ts'
import type { Database } from '#platform/database/database.ts'
import type { Row, RowWrites } from '#platform/database/row-writes.ts'
import { fromColumn, fromLogRow, toLogRow } from './log-row.ts'

const fields = [
  'version',
  'caseId',
  'serial',
  'state',
  'stateBefore',
  'townUnitId',
  'unitId',
  'part',
  'replacesId',
  'replacedById',
  'issuedAt',
  'startedAt',
  'reportedAt',
  'endedAt',
  'result',
  'reason',
  'reworks',
  'extensions',
  'photos',
  'clock',
  'dueAt',
  'queueDueAt',
  'queueYellowAt',
  'isCapped',
  'isCalendarPublished',
  'isIssuedLate',
  'isInTime',
] as const satisfies readonly (keyof InnerOrder)[]

const toColumn = (field: string): string => field.replace(/[A-Z]/g, (it) => `_${it.toLowerCase()}`)
const columnNames = fields.map((field) => [field, toColumn(field)] as const)

/** The columns of `cases.inner_orders`, for statements that read a whole order. */
export const innerColumns = ['adcode', 'id', ...columnNames.map(([, column]) => column)]
  .map((column) => `i.${column}`)
  .join(', ')

/** The row of an order. */
export function toInnerOrderRow(order: InnerOrder): Row {
  const row: Record<string, unknown> = { adcode: order.adcode, id: order.id }
  for (const [field, column] of columnNames) row[column] = order[field]
  return row
}

/** The order of a row. */
export function toInnerOrder(row: Record<string, unknown>): InnerOrder {
  const order: Record<string, unknown> = { adcode: row['adcode'], id: row['id'] }
  for (const [field, column] of columnNames) order[field] = fromColumn(row[column])
  return order as InnerOrder
}

const entryRow = (entry: InnerEntry): Row => ({
  ...toLogRow(entry),
  order_id: entry.orderId,
  mark: entry.mark,
})

/** The entry of a log row. */
export const toInnerEntry = (row: Record<string, unknown>): InnerEntry =>
  ({ ...fromLogRow(row), orderId: row['order_id'], mark: row['mark'] }) as InnerEntry

/** Writes new orders with the entries that issued them. */
export function writeIssued(
  write: RowWrites,
  issued: readonly { order: InnerOrder; entry: InnerEntry }[],
): void {
  write.insert(
    'cases.inner_orders',
    issued.map(({ order }) => toInnerOrderRow(order)),
  )
  write.insert(
    'cases.inner_order_actions',
    issued.map(({ entry }) => entryRow(entry)),
  )
}

/** Writes what steps changed, guarded by the version they were decided on. */
export function writeInnerChanged(
  write: RowWrites,
  before: InnerOrder,
  after: InnerOrder,
  entries: readonly InnerEntry[],
): void {
  const changes: Record<string, unknown> = {}
  for (const [field, column] of columnNames)
    if (after[field] !== before[field]) changes[column] = after[field]
  write.update(
    'cases.inner_orders',
    { adcode: before.adcode, id: before.id, version: before.version },
    changes,
  )
  write.insert('cases.inner_order_actions', entries.map(entryRow))
}

/** The order of `id` in the county. */
export async function findInnerOrder(
  db: Database,
  adcode: string,
  id: string,
): Promise<InnerOrder | undefined> {
  const [row] = await db.rows<Record<string, unknown>>(
    `select ${innerColumns} from cases.inner_orders i where i.adcode = $1 and i.id = $2`,
    [adcode, id],
  )
  return row && toInnerOrder(row)
}

/** All orders of a case, in the order in which they were issued. */
export const listOrdersOfCase = async (db: Database, adcode: string, caseId: string): Promise<InnerOrder[]> =>
  listOrdersOfCases(db, adcode, [caseId])

/** Whether the organisation of `actor` has or issued an inner order of the case. */
export async function isOrderedCase(
  db: Database,
  { adcode, organisationId }: Pick<Actor, 'adcode' | 'organisationId'>,
  caseId: string,
): Promise<boolean> {
  if (organisationId === null) return false
  const rows = await db.rows(
    `select 1 from cases.inner_orders where adcode = $1 and case_id = $2 and $3 in (unit_id, town_unit_id) limit 1`,
    [adcode, caseId, organisationId],
  )
  return rows.length > 0
}

/** All orders of several cases. */
export async function listOrdersOfCases(
  db: Database,
  adcode: string,
  caseIds: readonly string[],
): Promise<InnerOrder[]> {
  const rows = await db.rows<Record<string, unknown>>(
    `select ${innerColumns} from cases.inner_orders i
     where i.adcode = $1 and i.case_id = any($2::uuid[]) order by i.case_id, i.serial`,
    [adcode, caseIds],
  )
  return rows.map(toInnerOrder)
}

/** The logs of orders, each oldest first. */
export async function listInnerEntries(
  db: Database,
  adcode: string,
  orderIds: readonly string[],
): Promise<InnerEntry[]> {
  const rows = await db.rows<Record<string, unknown>>(
    `select * from cases.inner_order_actions where adcode = $1 and order_id = any($2::uuid[]) order by order_id, seq`,
    [adcode, orderIds],
  )
  return rows.map(toInnerEntry)
}
