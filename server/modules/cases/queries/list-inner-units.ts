/** What a second level needs to split a case: the units below it with what they have to do, and the deadline of a limit. */

import type { CaseRecord } from '#domain/cases/case-record.ts'
import {
  previewInnerDue,
  previewInnerExtension,
  splitRefusal,
} from '#domain/cases/inner-orders/decide-inner.ts'
import type { InnerUnit } from '#domain/cases/inner-orders/inner-contract.ts'
import { InnerProblem } from '#domain/cases/inner-orders/inner-problems.ts'
import { CaseProblem } from '#domain/cases/problems.ts'
import type { Limit } from '#domain/catalogue/limit.ts'
import type { Query, QueryContext } from '#platform/query.ts'
import { getClockContext, toCaseActor } from '../case-context.ts'
import { organisationsById } from '../case-names.ts'
import { getCaseSettings } from '../case-settings.ts'
import { findInnerOrder } from '../inner-store.ts'
import { mayRead } from '../policy.ts'
import { findCase } from '../store.ts'
import { orderLightSql } from './list-inner-orders.ts'

/** The case, if it is the own one of the second level. */
async function getOwnCase({ db, actor }: QueryContext, id: string): Promise<CaseRecord> {
  const record = await findCase(db, actor.adcode, id)
  if (!record || !mayRead(actor, record)) throw CaseProblem.unknown({ id })
  const refusal = splitRefusal(record, toCaseActor(actor), await getCaseSettings(db, actor.adcode))
  if (refusal === 'lead-unit' || refusal === 'post') throw InnerProblem.notLeadUnit({})
  return record
}

type Load = { unit_id: string; open: number; late: number; of_case: number }

export const listInnerUnits: Query<{ id: string }, { units: InnerUnit[]; caseDueAt: string | null }> = {
  name: 'inner-order.units',
  async run(context, { id }) {
    const { db, actor, now } = context
    const record = await getOwnCase(context, id)
    const [units, loads] = await Promise.all([
      organisationsById(db, actor.adcode),
      db.rows<Load>(
        `select i.unit_id, count(*)::int as open, count(*) filter (where ${orderLightSql('red', '$3')})::int as late,
           count(*) filter (where i.case_id = $4)::int as of_case
         from cases.inner_orders i
         where i.adcode = $1 and i.town_unit_id = $2 and i.ended_at is null group by i.unit_id`,
        [actor.adcode, record.leadUnitId, now, id],
      ),
    ])
    const below = [...units.values()].filter((it) => it.parentId === record.leadUnitId && !it.endedAt)
    return {
      units: below
        .map(({ id: unitId, name, kind }) => {
          const load = loads.find((it) => it.unit_id === unitId)
          return {
            id: unitId,
            name,
            kind,
            openOrders: load?.open ?? 0,
            lateOrders: load?.late ?? 0,
            hasOne: (load?.of_case ?? 0) > 0,
          }
        })
        .toSorted((a, b) => a.name.localeCompare(b.name, 'zh')),
      caseDueAt: record.disposeDueAt,
    }
  },
}

type Preview = { dueAt: string | null; caseDueAt: string | null; isBeyond: boolean }

export const previewInnerDeadline: Query<
  {
    id: string
    unitId?: string | undefined
    orderId?: string | undefined
    value: number
    unit: Limit['unit']
  },
  Preview
> = {
  name: 'inner-order.preview',
  async run(context, { id, unitId, orderId, value, unit }) {
    const { db, actor, now } = context
    const record = await getOwnCase(context, id)
    const clocks = await getClockContext(db, actor.adcode, now, unitId ?? null)
    const caseDueAt = record.disposeDueAt
    if (orderId === undefined) return { ...previewInnerDue({ value, unit }, record, clocks), caseDueAt }
    const order = await findInnerOrder(db, actor.adcode, orderId)
    if (order?.caseId !== id) throw InnerProblem.unknown({ id: orderId })
    return { ...previewInnerExtension(order, { value, unit }, record, clocks), caseDueAt }
  },
}
