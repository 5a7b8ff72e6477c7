/** The units that the city compares with each other; the list ships with the product. */
import type { Query } from '#platform/query.ts'
import { type RankedUnit, readRankedUnits } from '../areas-folder.ts'

let shipped: RankedUnit[] | undefined

/** The 19 ranked units of Kunming, names of zones marked as assembled. */
export function findRankedUnits(): RankedUnit[] {
  shipped ??= readRankedUnits()
  return shipped
}

export const listRankedUnits: Query<object, { units: RankedUnit[] }> = {
  name: 'area.list-ranked-units',
  run: async () => ({ units: findRankedUnits() }),
}
