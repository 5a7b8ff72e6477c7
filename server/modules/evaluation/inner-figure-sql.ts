/** The rules of `domain/evaluation/inner-figures.ts` as SQL over `cases.inner_order_facts`; a test compares the two. */
import type { InnerFigureCode } from '#domain/evaluation/inner-figures.ts'

/** Parameters: $2 first instant of the month, $3 first instant of the next, $4 now. */
const within = (instant: string): string => `(${instant} >= $2 and ${instant} < $3 and ${instant} <= $4)`

const due = `(f.state <> 'recalled'
  and ${within('least(f.reported_at, case when not f.is_issued_late then f.due_at end)')})`
const unjudged = '(f.reported_at is not null and f.is_in_time is null)'
const withUnit = `f.state in ('issued', 'working')`

/** When each figure counts an order. A condition that is null counts nothing, as in the rules. */
export const innerFigureSql: Readonly<Record<InnerFigureCode, string>> = {
  issued: `f.state <> 'recalled' and ${within('f.issued_at')}`,
  due,
  accepted: `${due} and f.state = 'accepted'`,
  inTime: `${due} and f.is_in_time is true`,
  late: `${due} and f.is_in_time is not true and not ${unjudged}`,
  unjudged: `${due} and ${unjudged}`,
  reworked: `${due} and f.reworks > 0`,
  recalled: `f.state = 'recalled' and ${within('f.ended_at')}`,
  open: `f.state not in ('accepted', 'recalled')`,
  toCheck: `f.state = 'reported'`,
  warned: `${withUnit} and f.due_at >= $4 and f.queue_yellow_at <= $4`,
  overdue: `${withUnit} and f.due_at < $4`,
}

/** The median of how long the due orders that were reported took, in milliseconds. */
export const medianTimeSql = `percentile_cont(0.5) within group (order by extract(epoch from f.reported_at - f.issued_at) * 1000)
  filter (where ${due} and f.reported_at is not null)`

/** Orders that one may see: $5 the own organisations or null for all, $6 one second level or null. */
export const innerScopeSql = `f.adcode = $1
  and ($5::text[] is null or f.town_unit_id = any($5) or f.unit_id = any($5))
  and ($6::text is null or f.town_unit_id = $6)`
