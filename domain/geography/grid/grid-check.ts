/**
 * Looks over a draft as a whole: the ground by the same comparisons as a survey, and what only a draft can get wrong. Sizes are
 * hints of the standard, kept as data, and told for cells that the draft changes, not for those it found.
 */
import { findCellCodeParts } from '../cell-code.ts'
import type { Position } from '../geometry.ts'
import { polygonsOf } from '../geometry.ts'
import { areaSquareMetres, lengthMetres } from '../measure.ts'
import { findSelfCrossing, positionWithin } from '../outline-check.ts'
import { findGaps, findOverhangs, findOverlaps, type KnownGround } from '../survey-check.ts'
import type { GridCell, GridState } from './grid-cell.ts'
import { type GridFault, sayGridFault } from './grid-fault.ts'

/** How large cells usually are; out of `standards/grid/`. */
export type GridSizes = {
  readonly source: string
  readonly leastSquareMetres: number
  readonly mostSquareMetres: Readonly<Record<GridCell['areaClass'], number | null>>
}

export type GridSurroundings = {
  readonly ground: KnownGround
  readonly sizes: GridSizes
  /** Responsibility grids that have cells in other communities, as `layer/code`. */
  readonly gridsElsewhere: ReadonlySet<string>
  /** Names of responsibility grids by `layer/code`, and of layers by their key. */
  readonly names: ReadonlyMap<string, string>
}

/** What surveyors' rounding makes. */
export const toleranceSquareMetres = 1
/** 4πA/P²: 1 for a circle, 0.79 for a square, 0.06 for a strip fifty times as long as wide. */
const leastRoundness = 0.06

/** Everything that is wrong with a draft, errors first. */
export function checkGrid(state: GridState, around: GridSurroundings): GridFault[] {
  const cells = [...state.cells.values()]
  const faults = [
    ...checkCodes(state, cells),
    ...checkGround(cells, around.ground),
    ...checkShapes(state, cells, around.sizes),
    ...checkGrids(state, cells, around),
  ]
  return faults.sort((a, b) => Number(a.level === 'warning') - Number(b.level === 'warning'))
}

const isNew = (state: GridState, cell: GridCell): boolean => !state.base.has(cell.code)
const within = (cell: GridCell): Position => positionWithin(cell.geometry)

function checkCodes(state: GridState, cells: readonly GridCell[]): GridFault[] {
  return cells.flatMap((cell): GridFault[] => {
    const parts = findCellCodeParts(cell.code)
    if (parts === undefined) return [sayGridFault('code-malformed', [cell.code], within(cell))]
    if (parts.communityCode !== state.communityCode)
      return [sayGridFault('code-foreign', [cell.code], within(cell))]
    const isReused = isNew(state, cell) && state.given.has(cell.code)
    return isReused ? [sayGridFault('code-reused', [cell.code], within(cell))] : []
  })
}

/** The comparisons of a survey; their rows are places in the list of cells. Gaps are told only of all cells of a community. */
export function checkGround(cells: readonly GridCell[], ground: KnownGround, isWhole = true): GridFault[] {
  const faults: GridFault[] = []
  const rows = cells.map((cell, row) => ({ row, code: cell.code, geometry: cell.geometry }))
  const sound = rows.filter((it) => {
    const position = findSelfCrossing(it.geometry)
    if (position !== undefined) faults.push(sayGridFault('self-crossing', [it.code], position))
    return position === undefined
  })
  const codeOf = (row: number): string => cells[row]?.code ?? ''
  const overlaps = findOverlaps(sound, toleranceSquareMetres)
  const isComparable = isWhole && faults.length === 0 && overlaps.length === 0
  const others = [
    ...overlaps,
    ...findOverhangs(sound, ground, toleranceSquareMetres),
    ...(isComparable ? findGaps(sound, ground, toleranceSquareMetres) : []),
  ]
  for (const it of others)
    if (it.kind === 'overlap')
      faults.push(sayGridFault('overlap', [codeOf(it.otherRow), codeOf(it.row)], it.position, it))
    else if (it.kind === 'outside-community' || it.kind === 'outside-county')
      faults.push(sayGridFault(it.kind, [codeOf(it.row)], it.position, it))
    else if (it.kind === 'gap') faults.push(sayGridFault('gap', [], it.position, it))
  return faults
}

function checkShapes(state: GridState, cells: readonly GridCell[], sizes: GridSizes): GridFault[] {
  return cells
    .filter((it) => isNew(state, it))
    .flatMap((cell): GridFault[] => {
      const squareMetres = areaSquareMetres(cell.geometry)
      const round = polygonsOf(cell.geometry).reduce((sum, [outer]) => sum + lengthMetres(outer ?? []), 0)
      const roundness = round === 0 ? 0 : (4 * Math.PI * squareMetres) / (round * round)
      const most = sizes.mostSquareMetres[cell.areaClass]
      const { source, leastSquareMetres: least } = sizes
      return [
        ...(cell.geometry.type === 'MultiPolygon'
          ? [sayGridFault('several-parts', [cell.code], within(cell))]
          : []),
        ...(squareMetres < least
          ? [sayGridFault('too-small', [cell.code], within(cell), { squareMetres, limit: least, source })]
          : []),
        ...(most !== null && squareMetres > most
          ? [sayGridFault('too-large', [cell.code], within(cell), { squareMetres, limit: most, source })]
          : []),
        ...(roundness < leastRoundness ? [sayGridFault('narrow', [cell.code], within(cell))] : []),
      ]
    })
}

const keysOf = (cell: GridCell): string[] =>
  Object.entries(cell.grids).map(([layer, code]) => `${layer}/${code}`)

function checkGrids(
  state: GridState,
  cells: readonly GridCell[],
  { gridsElsewhere, names }: GridSurroundings,
): GridFault[] {
  const left = new Set(cells.flatMap(keysOf))
  const emptied = [...new Set([...state.base.values()].flatMap(keysOf))].filter(
    (it) => !left.has(it) && !gridsElsewhere.has(it),
  )
  const layers = [...new Set([...state.base.values()].flatMap((it) => Object.keys(it.grids)))].sort()
  const uncovered = cells
    .filter((it) => isNew(state, it))
    .flatMap((cell) => {
      const missing = layers.filter((it) => cell.grids[it] === undefined)
      const grid = missing.map((it) => names.get(it) ?? it).join('、')
      return missing.length === 0 ? [] : [sayGridFault('uncovered', [cell.code], within(cell), { grid })]
    })
  return [
    ...emptied.map((it) => {
      const former = [...state.base.values()].find((cell) => keysOf(cell).includes(it))
      const place = former === undefined ? null : within(former)
      return sayGridFault('grid-without-cells', [], place, { grid: names.get(it) ?? it })
    }),
    ...uncovered,
  ]
}
