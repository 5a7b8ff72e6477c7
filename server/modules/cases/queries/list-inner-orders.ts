/**
 * Inner orders as a queue, page by page: what runs out first stands on top, what rests or has ended comes last, and of
 * these the newest first.
 */
import { innerQueueOf } from '#domain/cases/inner-orders/decide-inner.ts'
import type { InnerFilter, InnerRow } from '#domain/cases/inner-orders/inner-contract.ts'
import { CaseProblem } from '#domain/cases/problems.ts'
import type { CaseSettings } from '#domain/cases/settings.ts'
import { chinaDayOf } from '#domain/china-time.ts'
import type { Actor } from '#platform/actor.ts'
import type { Query } from '#platform/query.ts'
import { organisationsById } from '../case-names.ts'
import { getCaseSettings } from '../case-settings.ts'
import { readOrderCondition } from '../inner-policy.ts'
import { innerColumns, toInnerOrder } from '../inner-store.ts'
import { Conditions } from './case-conditions.ts'
import { findLabels } from './find-labels.ts'
import { type CaseOfOrder, toInnerRow } from './inner-rows.ts'

const caseColumns = `c.number as case_number, c.report_number, c.catalogue_id, c.kind, c.class_code, c.town_code,
  c.community_code, c.address, c.level`

/** The tables that every condition speaks of. */
export const orderTables =
  'cases.inner_orders i join cases.cases c on c.adcode = i.adcode and c.id = i.case_id'

/** The county and what `actor` may see of its inner orders. */
export function ordersVisibleTo(actor: Actor): Conditions {
  const conditions = new Conditions()
  conditions.add(`i.adcode = ${conditions.parameter(actor.adcode)}`)
  const { sql, values } = readOrderCondition(actor, 2)
  conditions.values.push(...values)
  return sql === 'true' ? conditions : conditions.add(sql)
}

/** What waits for the actor's unit, by the table. */
export function addOrderQueue(
  conditions: Conditions,
  actor: Actor,
  settings: Pick<CaseSettings, 'mergedPosts'>,
): Conditions {
  const unit = conditions.parameter(actor.organisationId)
  const parts = [...innerQueueOf(actor.posts, settings)].map(
    ([side, states]) =>
      `(i.state = any(${conditions.parameter(states)}::text[]) and i.${side === 'inner-unit' ? 'unit_id' : 'town_unit_id'} = ${unit}::text)`,
  )
  // Without a part nobody asks for the unit, and a parameter nobody uses has no type.
  return conditions.add(parts.length ? `(${parts.join(' or ')})` : `${unit}::text is null and false`)
}

/** The light as SQL; who must act now is late, warned or well in time. */
export function orderLightSql(light: 'red' | 'yellow' | 'green', now: string): string {
  const isOpen = 'i.ended_at is null'
  switch (light) {
    case 'red':
      return `i.queue_due_at < ${now} and ${isOpen}`
    case 'yellow':
      return `i.queue_due_at >= ${now} and i.queue_yellow_at <= ${now} and ${isOpen}`
    case 'green':
      return `i.queue_due_at >= ${now} and (i.queue_yellow_at is null or i.queue_yellow_at > ${now}) and ${isOpen}`
  }
}

function addCursor(conditions: Conditions, text: string): void {
  const [at = '', id = ''] = Buffer.from(text, 'base64url').toString().split('|')
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) || (at && Number.isNaN(Date.parse(at))))
    throw CaseProblem.inputWrong({ action: 'list', zh: '翻页位置无效', en: 'The cursor is not valid' })
  const after = conditions.parameter(id)
  if (!at) {
    conditions.add(`i.queue_due_at is null and i.id < ${after}::uuid`)
    return
  }
  const due = `${conditions.parameter(at)}::timestamptz`
  conditions.add(
    `(i.queue_due_at > ${due} or (i.queue_due_at = ${due} and i.id < ${after}::uuid) or i.queue_due_at is null)`,
  )
}

export const listInnerOrders: Query<InnerFilter, { orders: InnerRow[]; next: string | null }> = {
  name: 'inner-order.list',
  async run({ db, actor, now }, { queue, state, light, limit, after }) {
    const settings = await getCaseSettings(db, actor.adcode)
    const conditions = ordersVisibleTo(actor)
    if (queue === 'mine') addOrderQueue(conditions, actor, settings)
    if (state) conditions.add(`i.state = any(${conditions.parameter(state.split(','))}::text[])`)
    if (light === 'paused') conditions.add('i.queue_due_at is null and i.ended_at is null')
    else if (light) conditions.add(orderLightSql(light, conditions.parameter(now)))
    if (after) addCursor(conditions, after)
    // An inner unit reads the case through its order, and need not see it otherwise.
    const rows = await db.ofCounty(actor.adcode).rows<Record<string, unknown>>(
      `select ${innerColumns}, ${caseColumns} from ${orderTables} where ${conditions.sql}
       order by i.queue_due_at asc nulls last, i.id desc limit ${conditions.parameter(limit + 1)}`,
      conditions.values,
    )
    const page = rows.slice(0, limit).map((row) => ({ order: toInnerOrder(row), record: toCase(row) }))
    const labels = await findLabels(
      db,
      actor.adcode,
      page.map((it) => it.record),
      await organisationsById(db, actor.adcode),
      chinaDayOf(now),
    )
    const last = page.at(-1)?.order
    return {
      orders: page.map(({ order, record }) => toInnerRow(order, record, { labels, actor, settings, now })),
      next:
        rows.length > limit && last
          ? Buffer.from(`${last.queueDueAt ?? ''}|${last.id}`).toString('base64url')
          : null,
    }
  },
}

const toCase = (row: Record<string, unknown>): CaseOfOrder =>
  ({
    number: row['case_number'],
    reportNumber: row['report_number'],
    catalogueId: row['catalogue_id'],
    kind: row['kind'],
    classCode: row['class_code'],
    townCode: row['town_code'],
    communityCode: row['community_code'],
    address: row['address'],
    level: row['level'],
  }) as CaseOfOrder
