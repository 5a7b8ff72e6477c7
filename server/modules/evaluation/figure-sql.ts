/** The rules of `domain/evaluation/figures.ts` as SQL over `cases.case_facts`; a test compares the two, fact by fact. */
import type { FigureCode } from '#domain/evaluation/figures.ts'

/** Parameters: $2 first instant of the month, $3 first instant of the next, $4 now. */
const within = (instant: string): string => `(${instant} >= $2 and ${instant} < $3 and ${instant} <= $4)`
const counted = `(f.state <> 'voided' and not f.is_self_handled)`

export const dueInstantSql = `coalesce(least(f.confirmed_at, f.dispose_due_at),
  case when f.is_in_time is not null then coalesce(f.ended_at, f.reported_at) end)`

const due = `(${counted} and f.state <> 'forced_closed' and ${within(dueInstantSql)})`

/** When each figure counts a case. A condition that is null counts nothing, as in the rules. */
export const figureSql: Readonly<Record<FigureCode, string>> = {
  filed: `${counted} and ${within('f.filed_at')}`,
  due,
  closed: `${due} and f.state = 'closed'`,
  inTime: `${due} and f.is_in_time is true`,
  late: `${due} and f.is_in_time is not true and not f.is_exempted`,
  exempted: `${due} and f.is_in_time is not true and f.is_exempted`,
  reworked: `${due} and f.reworks > 0`,
  forced: `f.state = 'forced_closed' and ${within('f.ended_at')}`,
}

/** The column that a board is grouped by. */
export const groupingSql = {
  unit: 'f.lead_unit_id',
  town: 'f.town_code',
  community: 'f.community_code',
} as const
