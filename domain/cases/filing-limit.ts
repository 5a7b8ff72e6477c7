/** The limit a case gets at filing: that of the condition for the class of its area; kept as a snapshot. */
import type { Condition } from '../catalogue/catalogue.ts'
import type { Limit } from '../catalogue/limit.ts'
import type { CaseRecord } from './case-record.ts'

/** The limit and where it comes from; a condition without a known limit gets `unknownLimit` and says so. */
export function limitFor(
  condition: Pick<Condition, 'limits'>,
  areaClass: CaseRecord['areaClass'],
  unknownLimit: Limit,
): { limit: Limit; limitSource: NonNullable<CaseRecord['limitSource']> } {
  const { limits } = condition
  if (!limits) return { limit: unknownLimit, limitSource: 'unknown' }
  const variant = areaClass ? limits[areaClass] : undefined
  return variant
    ? { limit: variant, limitSource: 'area-class' }
    : { limit: limits.default, limitSource: 'condition' }
}
