/** Open cases in one pass, by state, unit and collector: what all numbers of the present are added up from. */
import type { CaseState } from '#domain/cases/state.ts'
import { chinaDayOf } from '#domain/china-time.ts'
import type { QueryContext } from '#platform/query.ts'
import { lightSql, visibleTo } from './case-conditions.ts'
import { openSql, roundsSql, supervisedLateSql, supervisedSql, withUnitSql } from './figure-sql.ts'

export type OpenCount = {
  readonly state: CaseState
  readonly lead_unit_id: string | null
  readonly task_holder_id: string | null
  readonly total: number
  readonly red: number
  readonly yellow: number
  readonly supervised: number
  readonly supervised_late: number
  readonly rounds: number
  readonly with_unit: number
  readonly with_unit_late: number
}

/** Counts the open cases that `actor` may see. */
export function countOpen({ db, actor, now }: QueryContext): Promise<OpenCount[]> {
  const conditions = visibleTo(actor).add(openSql)
  const at = conditions.parameter(now)
  const today = conditions.parameter(chinaDayOf(now))
  const counts: Readonly<Record<string, string>> = {
    red: lightSql('red', at),
    yellow: lightSql('yellow', at),
    supervised: supervisedSql,
    supervised_late: supervisedLateSql(at, today),
    rounds: roundsSql,
    with_unit: withUnitSql,
    with_unit_late: `${withUnitSql} and c.dispose_due_at < ${at}`,
  }
  const columns = Object.entries(counts).map(
    ([name, sql]) => `count(*) filter (where ${sql})::int as ${name}`,
  )
  return db.rows<OpenCount>(
    `select c.state, c.lead_unit_id, c.task_holder_id, count(*)::int as total, ${columns.join(', ')}
     from cases.cases c where ${conditions.sql} group by 1, 2, 3`,
    conditions.values,
  )
}
