/** The cases behind a figure: the same condition as the count, so that the list is as long as the figure says. */
import type { z } from 'zod'
import type { CaseState } from '#domain/cases/state.ts'
import type { listFigureCasesEndpoint } from '#domain/evaluation/contract.ts'
import { spanOf } from '#domain/evaluation/month.ts'
import type { Query } from '#platform/query.ts'
import { figureSql, groupingSql } from '../figure-sql.ts'
import { figureSight, ownUnitOnly } from '../policy.ts'

type Reply = z.input<typeof listFigureCasesEndpoint.reply>
type Row = {
  id: string
  number: string | null
  report_number: string
  state: CaseState
  filed_at: Date | null
  dispose_due_at: Date | null
  confirmed_at: Date | null
  ended_at: Date | null
  is_in_time: boolean | null
  is_exempted: boolean
  reworks: number
  total: number
}

const text = (at: Date | null): string | null => at?.toISOString() ?? null

export const listFigureCases: Query<z.output<typeof listFigureCasesEndpoint.query>, Reply> = {
  name: 'evaluation.list-cases',
  async run({ db, actor, now }, { month, by, key, figure, limit, offset }) {
    const { from, to } = spanOf(month)
    const group = groupingSql[by]
    const rows = await figureSight(db, actor).rows<Row>(
      `select f.id, f.number, f.report_number, f.state, f.filed_at, f.dispose_due_at, f.confirmed_at, f.ended_at,
         f.is_in_time, f.is_exempted, f.reworks, count(*) over ()::int as total
       from cases.case_facts f
       where f.adcode = $1 and ($5::text is null or f.lead_unit_id = $5)
         and ($6::text is null or ($6 = 'none' and ${group} is null) or ${group} = $6)
         and (${figureSql[figure]})
       order by f.filed_at, f.id limit $7 offset $8`,
      [actor.adcode, from, to, now, ownUnitOnly(actor), key ?? null, limit, offset],
    )
    return {
      total: rows[0]?.total ?? 0,
      cases: rows.map((row) => ({
        id: row.id,
        number: row.number ?? row.report_number,
        state: row.state,
        filedAt: text(row.filed_at),
        disposeDueAt: text(row.dispose_due_at),
        confirmedAt: text(row.confirmed_at),
        endedAt: text(row.ended_at),
        isInTime: row.is_in_time,
        isExempted: row.is_exempted,
        reworks: row.reworks,
      })),
    }
  },
}
