/** The inner orders behind a figure: the same condition as the count, so that the list is as long as the figure says. */
import type { z } from 'zod'
import type { InnerState } from '#domain/cases/inner-orders/inner-life-cycle.ts'
import { innerNumber } from '#domain/cases/inner-orders/inner-number.ts'
import type { listInnerFigureOrdersEndpoint } from '#domain/evaluation/inner-contract.ts'
import { spanOf } from '#domain/evaluation/month.ts'
import { findOrganisations } from '#modules/identity/index.ts'
import type { Query } from '#platform/query.ts'
import { innerFigureSql, innerScopeSql } from '../inner-figure-sql.ts'
import { ownUnitsOnly } from '../policy.ts'

type Reply = z.input<typeof listInnerFigureOrdersEndpoint.reply>
type Row = {
  id: string
  case_id: string
  case_number: string | null
  report_number: string
  serial: number
  town_unit_id: string
  unit_id: string
  part: string
  address: string
  state: InnerState
  issued_at: Date
  due_at: Date | null
  reported_at: Date | null
  ended_at: Date | null
  is_in_time: boolean | null
  reworks: number
  total: number
}

const text = (at: Date | null): string | null => at?.toISOString() ?? null

export const listInnerFigureOrders: Query<z.output<typeof listInnerFigureOrdersEndpoint.query>, Reply> = {
  name: 'evaluation.list-inner-orders',
  async run({ db: sight, actor, now }, { month, townUnitId, unitId, figure, limit, offset }) {
    const { from, to } = spanOf(month)
    // An inner unit and those above it list orders of cases that they need not see.
    const db = sight.ofCounty(actor.adcode)
    const tree = await findOrganisations(db, actor.adcode)
    const names = new Map(tree.map((it) => [it.id, it.name]))
    const own = ownUnitsOnly(actor, tree)
    // Not every figure asks for the month, and a parameter nobody uses has no type.
    const rows = await db.rows<Row>(
      `select f.id, f.case_id, f.case_number, f.report_number, f.serial, f.town_unit_id, f.unit_id, f.part, f.address, f.state,
         f.issued_at, f.due_at, f.reported_at, f.ended_at, f.is_in_time, f.reworks, count(*) over ()::int as total
       from cases.inner_order_facts f
       where ${innerScopeSql} and ($7::text is null or f.unit_id = $7) and (${innerFigureSql[figure]})
         and $2::timestamptz < $3::timestamptz and $4::timestamptz is not null
       order by f.issued_at, f.id limit $8 offset $9`,
      [actor.adcode, from, to, now, own, townUnitId ?? null, unitId ?? null, limit, offset],
    )
    return {
      total: rows[0]?.total ?? 0,
      orders: rows.map((row) => ({
        id: row.id,
        number: innerNumber({ number: row.case_number, reportNumber: row.report_number }, row.serial),
        caseId: row.case_id,
        caseNumber:
          own === null || own.includes(row.town_unit_id) ? (row.case_number ?? row.report_number) : null,
        unit: names.get(row.unit_id) ?? row.unit_id,
        part: row.part,
        address: row.address,
        state: row.state,
        issuedAt: row.issued_at.toISOString(),
        dueAt: text(row.due_at),
        reportedAt: text(row.reported_at),
        endedAt: text(row.ended_at),
        isInTime: row.is_in_time,
        reworks: row.reworks,
      })),
    }
  },
}
