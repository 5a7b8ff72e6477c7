/** The view `patrol.duty_facts` as its readers find it, and the book of duties that its rows make. */
import type { DutyBook } from './duty.ts'

/** One row of the view: a line, a leave or a substitution; what a leave is for, it does not say. */
export type DutyFact = {
  readonly fact: 'line' | 'leave' | 'substitution'
  readonly personId: string
  /** The substitute. */
  readonly otherId: string | null
  readonly onDate: string | null
  readonly post: string | null
  readonly shiftName: string | null
  readonly areaCode: string | null
  readonly gridCode: string | null
  readonly from: Date
  readonly to: Date
}

/** The columns of the view under the names of `DutyFact`. */
export const dutyFactColumns = `fact, person_id as "personId", other_id as "otherId", on_date as "onDate", post,
  shift_name as "shiftName", area_code as "areaCode", grid_code as "gridCode", from_at as "from", to_at as "to"`

/** The book of duties that rows of the view make. */
export function toDutyBook(facts: readonly DutyFact[]): DutyBook {
  const of = (fact: DutyFact['fact']): DutyFact[] => facts.filter((it) => it.fact === fact)
  return {
    lines: of('line').map((it) => ({
      personId: it.personId,
      onDate: it.onDate ?? '',
      post: it.post ?? '',
      shiftName: it.shiftName ?? '',
      areaCode: it.areaCode,
      gridCode: it.gridCode,
      from: it.from,
      to: it.to,
    })),
    leaves: of('leave').map(({ personId, from, to }) => ({ personId, from, to })),
    substitutions: of('substitution').map(({ personId, otherId, from, to }) => ({
      personId,
      substituteId: otherId ?? '',
      from,
      to,
    })),
  }
}
