/**
 * The shapes of a synthetic county: no borders below the county are published, so the demonstration draws its own. Pure and
 * repeatable: the same plan gives the same territory. Everything it makes says `synthetic: true`; nothing of it is a real
 * border, street or place.
 */
import { communityOf, townOf } from '../area-code.ts'
import { cellCode, inSerialOrder } from '../cell-code.ts'
import { dissolve } from '../dissolve.ts'
import { type AreaGeometry, type Box, boxOf, type Position } from '../geometry.ts'
import { areaSquareMetres } from '../measure.ts'
import { createLattice, type Labels, type Lattice, makeSimple } from './lattice.ts'
import {
  cutIntoCells,
  divideAmongTowns,
  divideEvenly,
  divideIntoQuarters,
  drawOutline,
  groupSquares,
  spotOf,
  squaresOf,
} from './regions.ts'
import { createVertices, tracePolygons, type Vertices } from './rings.ts'

/** How important an area is for the appearance of the town: A key, B ordinary, C outer. */
export type AreaClass = 'A' | 'B' | 'C'

export type TownPlan = {
  readonly code: string
  readonly centre: Position
  /** Codes of its communities that have ground; the first `quarters` of them divide the built-up area. */
  readonly communities: readonly string[]
  readonly quarters: number
  readonly builtUpRadiusMetres: number
  /** Side of the cells in the built-up area, in lattice steps. */
  readonly builtUpCellSteps: number
}

export type TerritoryPlan = {
  readonly adcode: string
  readonly box: Box
  readonly squareKilometres: number
  readonly stepMetres: number
  readonly outerCellSteps: number
  readonly towns: readonly TownPlan[]
  readonly seed: number
  /** The first day of the grids. */
  readonly validFrom: string
}

export type SyntheticCell = {
  readonly code: string
  readonly areaClass: AreaClass
  readonly squareMetres: number
  readonly geometry: AreaGeometry
  readonly validFrom: string
  readonly validTo: string | null
}

export type SyntheticArea = { readonly code: string; readonly geometry: AreaGeometry }

/** The lattice and its vertices, kept for whatever is laid along its borders. */
export type Ground = {
  readonly lattice: Lattice
  readonly vertices: Vertices
  readonly communities: Labels
  readonly communityCodes: readonly string[]
  /** The side of the cell each square belongs to, in steps. */
  readonly cellSteps: Uint8Array
}

export type Shapes = {
  readonly outline: AreaGeometry
  readonly towns: readonly SyntheticArea[]
  readonly communities: readonly SyntheticArea[]
  readonly cells: readonly SyntheticCell[]
  readonly ground: Ground
}

/** Draws the county, its towns and communities, and the cells of its first version. */
export function drawShapes(plan: TerritoryPlan): Shapes {
  const lattice = createLattice(plan.box, plan.stepMetres)
  const squares = Math.round((plan.squareKilometres * 1e6) / plan.stepMetres ** 2)
  const county = drawOutline(lattice, squares, 6, plan.seed)
  const communityCodes = plan.towns.flatMap((town) => town.communities)
  const { communities, cellSteps } = divideTowns(plan, lattice, county)
  const cells = cutIntoCells(lattice, communities, cellSteps)
  const vertices = createVertices(lattice, cells)
  const polygons = tracePolygons(lattice, cells, vertices)
  const drawn = [...groupSquares(cells)].map(([cell, of]) => {
    const first = of[0] ?? 0
    const geometry = polygons.get(cell)
    if (geometry === undefined) throw new Error('A synthetic cell has no outline.')
    const steps = commonest(of.map((square) => cellSteps[square] ?? 1))
    return { community: communityCodes[communities[first] ?? -1] ?? '', steps, geometry }
  })
  const coded = giveCodes(plan, lattice, drawn)
  const join = (codeOf: (code: string) => string): SyntheticArea[] =>
    [...groupBy(coded, (cell) => codeOf(cell.code))].map(([code, of]) => ({
      code,
      geometry: dissolve(of.map((cell) => cell.geometry)),
    }))
  const communityAreas = join(communityOf)
  return {
    outline: dissolve(communityAreas.map((area) => area.geometry)),
    towns: join(townOf),
    communities: communityAreas,
    cells: coded,
    ground: { lattice, vertices, communities, communityCodes, cellSteps },
  }
}

/** Labels every square with its community (its place in the plan) and says how large its cell will be. */
function divideTowns(plan: TerritoryPlan, lattice: Lattice, county: Labels) {
  const centres = plan.towns.map((town) => spotOf(lattice, town.centre))
  const towns = divideAmongTowns(lattice, county, centres, plan.seed + 10)
  const communities: Labels = new Int32Array(towns.length).fill(-1)
  const cellSteps = new Uint8Array(towns.length).fill(plan.outerCellSteps)
  let firstCommunity = 0
  plan.towns.forEach((town, index) => {
    const centre = centres[index] ?? [0, 0]
    const radius = town.builtUpRadiusMetres / plan.stepMetres
    const isBuiltUp = (square: number) =>
      Math.hypot(
        (square % lattice.width) + 0.5 - centre[0],
        Math.floor(square / lattice.width) + 0.5 - centre[1],
      ) < radius
    const all = squaresOf(towns, index)
    for (const square of all) if (isBuiltUp(square)) cellSteps[square] = town.builtUpCellSteps
    const quarters = town.quarters > 1 ? all.filter(isBuiltUp) : []
    const outer = town.quarters > 1 ? all.filter((square) => !isBuiltUp(square)) : all
    const label = (squares: readonly number[], owners: Int32Array, first: number) =>
      squares.forEach((square, at) => {
        communities[square] = first + (owners[at] ?? 0)
      })
    label(quarters, divideIntoQuarters(lattice, quarters, town.quarters), firstCommunity)
    const skipped = quarters.length > 0 ? town.quarters : 0
    const options = { seed: plan.seed + 20 + index, ...(skipped === 0 ? { first: centre } : {}) }
    const owners = divideEvenly(lattice, outer, town.communities.length - skipped, options)
    label(outer, owners, firstCommunity + skipped)
    firstCommunity += town.communities.length
  })
  const town = Int32Array.from(towns)
  const townOfLabel = plan.towns.flatMap((it, index) => it.communities.map(() => index))
  makeSimple(
    lattice,
    communities,
    (square, from, to) => from >= 0 && to >= 0 && townOfLabel[to] === town[square],
  )
  return { communities, cellSteps }
}

function commonest(values: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 1
}

type Drawn = { readonly community: string; readonly steps: number; readonly geometry: AreaGeometry }

/** Numbers the cells of each community from left to right and from top to bottom, in rows as high as its largest cells. */
function giveCodes(plan: TerritoryPlan, lattice: Lattice, drawn: readonly Drawn[]): SyntheticCell[] {
  const seat = plan.towns[0]
  const core = (seat?.builtUpRadiusMetres ?? 0) * 0.6
  const centre = seat?.centre ?? [0, 0]
  const classOf = (cell: Drawn): AreaClass => {
    if (cell.steps === plan.outerCellSteps) return 'C'
    const [west, south, east, north] = boxOf(cell.geometry)
    const [x, y] = [(west + east) / 2 - centre[0], (south + north) / 2 - centre[1]]
    const metres = Math.hypot(
      (x / lattice.stepLng) * plan.stepMetres,
      (y / lattice.stepLat) * plan.stepMetres,
    )
    return metres < core ? 'A' : 'B'
  }
  return [...groupBy(drawn, (cell) => cell.community)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([community, cells]) => {
      const rowHeight = Math.max(...cells.map((cell) => cell.steps)) * lattice.stepLat
      const placed = cells.map((cell) => {
        const [left, , , top] = boxOf(cell.geometry)
        return { ...cell, left, top }
      })
      return inSerialOrder(placed, rowHeight).map((cell, index) => ({
        code: cellCode(community, index + 1),
        areaClass: classOf(cell),
        squareMetres: Math.round(areaSquareMetres(cell.geometry) * 10) / 10,
        geometry: cell.geometry,
        validFrom: plan.validFrom,
        validTo: null,
      }))
    })
}

/** Groups a list by a key, keeping its order. */
export function groupBy<T>(list: readonly T[], keyOf: (it: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const it of list) {
    const key = keyOf(it)
    const known = groups.get(key)
    if (known === undefined) groups.set(key, [it])
    else known.push(it)
  }
  return groups
}
