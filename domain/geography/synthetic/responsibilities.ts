/**
 * Responsibility grids of the synthetic county, each a set of whole unit grids: collection, cleaning lots, enforcement
 * squads, safety production, and the zones of towns and communities.
 */
import { communityOf, townOf } from '../area-code.ts'
import { boxOf } from '../geometry.ts'
import type { StaffMember } from '../responsibility.ts'
import { createChance } from './chance.ts'
import { personName } from './names.ts'
import { type AreaNames, shortName } from './places.ts'
import { groupBy, type SyntheticCell, type TerritoryPlan } from './territory.ts'

export type SyntheticResponsibility = {
  readonly layer: string
  readonly code: string
  readonly name: string
  readonly cells: readonly string[]
  readonly staff: readonly StaffMember[]
}

/** All responsibility grids: each layer covers every cell once, ended cells too, so that the past can be asked. */
export function drawResponsibilities(
  plan: TerritoryPlan,
  cells: readonly SyntheticCell[],
  names: AreaNames,
): SyntheticResponsibility[] {
  const chance = createChance(plan.seed + 70)
  let phone = 0
  const staff = (role: string): StaffMember[] => [
    // Numbers that no network gives out: the people are invented.
    { name: personName(chance), role, phone: `000-0000-${String(++phone).padStart(4, '0')}` },
  ]
  const make =
    (layer: string, role: string) =>
    ({ name, members }: Drawn, index: number) => ({
      layer,
      code: `${layer}-${String(index + 1).padStart(2, '0')}`,
      name,
      cells: members.map((cell) => cell.code),
      staff: staff(role),
    })
  return [
    ...collectionGrids(plan, cells, names).map(make('collection', '信息采集员')),
    ...cleaningLots(plan, cells, names).map(make('cleaning', '标段负责人')),
    ...byTown(plan, cells, names, '综合执法队').map(make('enforcement', '执法队长')),
    ...safetyGrids(plan, cells, names).map(make('safety', '安全生产网格员')),
    ...byTown(plan, cells, names, '责任区').map(make('town', '分管负责人')),
    ...byCommunity(cells, names).map(make('community', '网格长')),
  ]
}

type Drawn = { readonly name: string; readonly members: readonly SyntheticCell[] }

/** Two halves with as many cells each: west and east, or north and south where the cells reach further that way. */
function halve(cells: readonly SyntheticCell[]): [SyntheticCell[], SyntheticCell[]] {
  const placed = cells.map((cell) => {
    const [west, south, east, north] = boxOf(cell.geometry)
    return { cell, middle: [(west + east) / 2, (south + north) / 2] as const }
  })
  const spread = (axis: 0 | 1) => {
    const values = placed.map((it) => it.middle[axis])
    return Math.max(...values) - Math.min(...values)
  }
  const axis = spread(0) >= spread(1) ? 0 : 1
  const sorted = placed.sort((a, b) => a.middle[axis] - b.middle[axis]).map((it) => it.cell)
  const half = Math.ceil(sorted.length / 2)
  return [sorted.slice(0, half), sorted.slice(half)]
}

const quartersOf = (plan: TerritoryPlan) =>
  new Set(plan.towns.flatMap((town) => town.communities.slice(0, town.quarters)))

/** In the seat half a community for each collector; outside one grid for three or four communities. */
function collectionGrids(plan: TerritoryPlan, cells: readonly SyntheticCell[], names: AreaNames): Drawn[] {
  const quarters = quartersOf(plan)
  const seat = byCommunity(
    cells.filter((cell) => quarters.has(communityOf(cell.code))),
    names,
  ).flatMap(({ name, members }) => {
    const [one, two] = halve(members)
    return [
      { name: `${name}采集一网格`, members: one },
      { name: `${name}采集二网格`, members: two },
    ]
  })
  const outside = cells.filter((cell) => !quarters.has(communityOf(cell.code)))
  return [...seat, ...groupsOfCommunities(plan, outside, names, 4, '采集网格')]
}

function cleaningLots(plan: TerritoryPlan, cells: readonly SyntheticCell[], names: AreaNames): Drawn[] {
  const quarters = quartersOf(plan)
  const [one, two] = halve(cells.filter((cell) => quarters.has(communityOf(cell.code))))
  const [seat, ...towns] = plan.towns
  const outside = (codes: readonly (string | undefined)[]) =>
    cells.filter((cell) => !quarters.has(communityOf(cell.code)) && codes.includes(townOf(cell.code)))
  const name = (code: string | undefined) => names.get(code ?? '') ?? ''
  const lots = [
    { name: '城区一', members: one },
    { name: '城区二', members: two },
    { name: `${name(seat?.code)}、${name(towns[0]?.code)}`, members: outside([seat?.code, towns[0]?.code]) },
    {
      name: `${name(towns[1]?.code)}、${name(towns[3]?.code)}`,
      members: outside([towns[1]?.code, towns[3]?.code]),
    },
    { name: name(towns[2]?.code), members: outside([towns[2]?.code]) },
  ]
  return lots.map((lot, index) => ({ ...lot, name: `环卫第${index + 1}标段（${lot.name}）` }))
}

const safetyGrids = (plan: TerritoryPlan, cells: readonly SyntheticCell[], names: AreaNames) =>
  groupsOfCommunities(plan, cells, names, 4, '安全生产网格')

/** Groups of communities of one town that follow each other by code. */
function groupsOfCommunities(
  plan: TerritoryPlan,
  cells: readonly SyntheticCell[],
  names: AreaNames,
  size: number,
  title: string,
): Drawn[] {
  return plan.towns.flatMap((town) => {
    const ofTown = byCommunity(
      cells.filter((cell) => townOf(cell.code) === town.code),
      names,
    )
    const count = Math.ceil(ofTown.length / size)
    return Array.from({ length: count }, (_, index) => ({
      name: `${names.get(town.code) ?? town.code}第${index + 1}${title}`,
      members: ofTown.slice(index * size, (index + 1) * size).flatMap((community) => community.members),
    }))
  })
}

const byTown = (
  plan: TerritoryPlan,
  cells: readonly SyntheticCell[],
  names: AreaNames,
  title: string,
): Drawn[] =>
  plan.towns.map((town) => ({
    name: `${names.get(town.code) ?? town.code}${title}`,
    members: cells.filter((cell) => townOf(cell.code) === town.code),
  }))

const byCommunity = (cells: readonly SyntheticCell[], names: AreaNames): Drawn[] =>
  [...groupBy(cells, (cell) => communityOf(cell.code))].map(([code, members]) => ({
    name: shortName(names.get(code) ?? code),
    members,
  }))
