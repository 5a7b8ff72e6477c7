/**
 * The whole synthetic county in one value: areas, cells with a past, streets, landmarks, addresses, responsibility grids and
 * no-report zones. Whoever shows it says that it is synthetic; `synthetic` is on every feature made from it.
 */
import { communityOf } from '../area-code.ts'
import { nextCellCodes } from '../cell-code.ts'
import { createPlaceIndex } from '../containment.ts'
import { dissolve } from '../dissolve.ts'
import { type AreaGeometry, positionsOf } from '../geometry.ts'
import type { Hours } from '../no-report-zone.ts'
import { createChance } from './chance.ts'
import { createNames } from './names.ts'
import {
  type AreaNames,
  drawLandmarks,
  type SyntheticAddress,
  type SyntheticLandmark,
  streetAddresses,
  villageAddresses,
} from './places.ts'
import { drawResponsibilities, type SyntheticResponsibility } from './responsibilities.ts'
import { drawStreets, type SyntheticStreet } from './streets.ts'
import { drawShapes, type SyntheticArea, type SyntheticCell, type TerritoryPlan } from './territory.ts'

export type SyntheticNoReportZone = {
  readonly key: string
  readonly name: string
  readonly reason: string
  readonly geometry: AreaGeometry
  readonly validFrom: string
  readonly validTo: string | null
  readonly hours: readonly Hours[]
}

export type SyntheticTerritory = {
  readonly synthetic: true
  readonly adcode: string
  readonly outline: AreaGeometry
  readonly towns: readonly SyntheticArea[]
  readonly communities: readonly SyntheticArea[]
  /** Every cell that is or was valid: the current ones have no end. */
  readonly cells: readonly SyntheticCell[]
  readonly streets: readonly SyntheticStreet[]
  readonly landmarks: readonly SyntheticLandmark[]
  readonly addresses: readonly SyntheticAddress[]
  readonly responsibilities: readonly SyntheticResponsibility[]
  readonly noReportZones: readonly SyntheticNoReportZone[]
}

/** Draws a county after `plan`; `names` are the names of its areas, `redrawnOn` the day some cells were joined. */
export function drawTerritory(plan: TerritoryPlan, names: AreaNames, redrawnOn: string): SyntheticTerritory {
  const first = drawShapes(plan)
  const cells = joinSomeCells(plan, first.cells, redrawnOn)
  const current = cells.filter((cell) => cell.validTo === null)
  const shapes = { ...first, cells: current }
  const index = createPlaceIndex(current)
  const nextName = createNames(createChance(plan.seed + 40))
  const streets = drawStreets(plan, shapes, nextName)
  const addresses = [...streetAddresses(streets, names, index), ...villageAddresses(plan, shapes, names)].map(
    (address, at) => ({ ...address, key: `address-${at + 1}` }),
  )
  return {
    synthetic: true,
    adcode: plan.adcode,
    outline: shapes.outline,
    towns: shapes.towns,
    communities: shapes.communities,
    cells,
    streets,
    landmarks: drawLandmarks(plan, shapes, streets, names, index, nextName),
    addresses,
    responsibilities: drawResponsibilities(plan, cells, names),
    noReportZones: drawNoReportZones(streets, current, redrawnOn),
  }
}

/**
 * Gives the grids a past: in the first community of every town the first two cells that share a border were joined on
 * `redrawnOn`. They end on that day and a cell with a new code begins.
 */
function joinSomeCells(
  plan: TerritoryPlan,
  cells: readonly SyntheticCell[],
  redrawnOn: string,
): SyntheticCell[] {
  let all = [...cells]
  for (const community of plan.towns.map((town) => town.communities[0])) {
    const own = all.filter((cell) => communityOf(cell.code) === community)
    const pair = findNeighbours(own)
    if (pair === undefined || community === undefined) continue
    const [code] = nextCellCodes(
      community,
      own.map((cell) => cell.code),
      1,
    )
    if (code === undefined) continue
    const [one, two] = pair
    all = all.map((cell) => (pair.includes(cell) ? { ...cell, validTo: redrawnOn } : cell))
    all.push({
      code,
      areaClass: one.areaClass,
      squareMetres: Math.round((one.squareMetres + two.squareMetres) * 10) / 10,
      geometry: dissolve([one.geometry, two.geometry]),
      validFrom: redrawnOn,
      validTo: null,
    })
  }
  return all
}

function findNeighbours(cells: readonly SyntheticCell[]): [SyntheticCell, SyntheticCell] | undefined {
  for (const one of cells)
    for (const two of cells)
      if (one.code < two.code && dissolve([one.geometry, two.geometry]).type === 'Polygon') return [one, two]
  return undefined
}

function drawNoReportZones(
  streets: readonly SyntheticStreet[],
  cells: readonly SyntheticCell[],
  from: string,
): SyntheticNoReportZone[] {
  const along = (street: SyntheticStreet | undefined) => {
    const touched = new Set(street?.line.slice(2, 8).map(String))
    const beside = cells.filter((cell) => positionsOf(cell.geometry).some((it) => touched.has(String(it))))
    return dissolve(beside.map((cell) => cell.geometry))
  }
  const nextYear = `${Number(from.slice(0, 4)) + 1}${from.slice(4)}`
  const [works, market] = [streets[2], streets[6]]
  return [
    {
      key: 'works',
      name: `${works?.name ?? ''}改造工程管控区`,
      reason: '道路改造施工，围挡内问题由施工单位自行处理',
      geometry: along(works),
      validFrom: from,
      validTo: nextYear,
      hours: [],
    },
    {
      key: 'night-market',
      name: `${market?.name ?? ''}夜市管控区`,
      reason: '经批准的夜市经营时段，不采集店外经营',
      geometry: along(market),
      validFrom: from,
      validTo: null,
      hours: [{ from: '18:00', to: '01:00' }],
    },
  ]
}
