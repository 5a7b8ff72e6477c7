/** Lays the synthetic territory and says which organisation of the demonstration holds which responsibility grid. */
import { planSongming } from '#domain/geography/synthetic/songming-plan.ts'
import type { Sentence } from '#domain/problem.ts'
import { findCells, seedTerritory } from '#modules/geography/index.ts'
import { findDemonstrationOrganisations } from './demonstration-organisations.ts'
import type { Seeding } from './seeding.ts'

/** Long before the first case that the demonstration invents, so that every case lies on a grid in force. */
const validFrom = '2020-01-01'
/** Some cells were joined on this day: the demonstration has a past in which the grids were others. */
const redrawnOn = '2026-01-01'

/** Who holds what: responsibility grids by `layer/code`, or a whole layer, to the slug of an organisation. */
function holders(): Record<string, string> {
  const numbered = (layer: string, index: number) => `${layer}/${layer}-${String(index + 1).padStart(2, '0')}`
  const towns = planSongming([], validFrom).towns
  return Object.fromEntries([
    ['collection', 'collection-team'],
    ['safety', 'emergency'],
    ...Array.from({ length: 5 }, (_, index) => [numbered('cleaning', index), `cleaning-${index + 1}`]),
    ...towns.map(({ code }, index) => [numbered('enforcement', index), `squad-${code}`]),
    ...towns.map(({ code }, index) => [numbered('town', index), `town-${code}`]),
  ])
}

/** Lays areas, unit grids, responsibility grids and addresses, unless they lie there already. */
export async function seedLand({ house, actor, adcode }: Seeding): Promise<Sentence> {
  const laid = await findCells(house.database, adcode, adcode, redrawnOn)
  if (laid.length) return { zh: `${laid.length} 个单元网格`, en: `${laid.length} unit grids` }
  const { idOf } = await findDemonstrationOrganisations({ house, adcode })
  const held = Object.entries(holders()).map(([grid, slug]) => [grid, idOf(slug)] as const)
  const { areas, cells, responsibilities, places } = await house.act(actor, seedTerritory, {
    validFrom,
    redrawnOn,
    organisations: Object.fromEntries(held),
  })
  return {
    zh: `合成的 ${areas} 个区域、${cells} 个单元网格、${responsibilities} 个责任网格、${places} 处地名地址`,
    en: `${areas} areas, ${cells} unit grids, ${responsibilities} responsibility grids and ${places} places, all synthetic`,
  }
}
