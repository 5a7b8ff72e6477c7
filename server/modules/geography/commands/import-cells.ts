/**
 * Replaces the unit grids of whole communities by delivered ones: new codes begin, missing ones end, the same code with the
 * same corners stays. A new cell inherits the responsibility grids of the cell it lies in. At most 1,000 rows an act; the
 * delivery as a whole was checked before.
 */
import { communityOf } from '#domain/geography/area-code.ts'
import { createPlaceIndex } from '#domain/geography/containment.ts'
import { areaSquareMetres } from '#domain/geography/measure.ts'
import { hasSameCorners, positionWithin } from '#domain/geography/outline-check.ts'
import { GeographyProblem } from '#domain/geography/problems.ts'
import type { SurveyedCell } from '#domain/geography/survey-check.ts'
import { sayFault } from '#domain/geography/survey-fault.ts'
import type { Command, Context } from '#platform/act.ts'
import { announceRedrawing } from '../announce-redrawing.ts'
import { findCellsOfCommunities, type ShapedCell } from '../queries/list-cells.ts'
import { findOpenMembers } from '../queries/list-members.ts'
import * as store from '../store.ts'

export type ImportCells = {
  /** The first day of the delivered cells. */
  validFrom: string
  /** Every cell of each community that occurs. */
  cells: readonly SurveyedCell[]
}

export type CellsImported = {
  begun: number
  ended: number
  unchanged: number
  /** Rows of new cells that no responsibility grid covers. */
  uncoveredRows: number[]
}

export const mostRowsOfAct = 1000

export const importCells: Command<ImportCells, CellsImported> = {
  name: 'cell.import',
  permission: 'area.manage',
  auditInput: ({ validFrom, cells }) => ({
    validFrom,
    count: cells.length,
    communities: [...new Set(cells.map((cell) => communityOf(cell.code)))],
  }),
  async run(context, { validFrom, cells }) {
    if (cells.length > mostRowsOfAct) throw GeographyProblem.surveyTooLarge({ rows: cells.length })
    const { db, adcode, write } = context
    const communities = [...new Set(cells.map((cell) => communityOf(cell.code)))]
    const existing = await findCellsOfCommunities(db, adcode, communities)
    const { begun, ended, unchanged } = compare(cells, existing)
    const early = ended.find((cell) => cell.validFrom >= validFrom)
    if (early !== undefined)
      throw GeographyProblem.surveyTooEarly({ code: early.code, validFrom: early.validFrom })
    store.writeCells(
      write,
      adcode,
      begun.map((cell) => ({
        code: cell.code,
        areaClass: cell.areaClass,
        geometry: cell.geometry,
        squareMetres: Math.round(areaSquareMetres(cell.geometry) * 10) / 10,
        synthetic: false,
        validFrom,
        validTo: null,
      })),
    )
    const endedCodes = ended.map((cell) => cell.code)
    store.writeCellEnds(write, adcode, endedCodes, validFrom)
    store.writeCellClasses(write, adcode, unchanged)
    const uncoveredRows = await handOnResponsibilities(context, validFrom, begun, ended)
    await announceRedrawing(context, { what: 'cells', validFrom })
    return { begun: begun.length, ended: ended.length, unchanged: unchanged.length, uncoveredRows }
  },
}

/** Sorts the delivery into what begins, ends and stays; a known code with other corners, or an ended one, is refused. */
function compare(cells: readonly SurveyedCell[], existing: readonly ShapedCell[]) {
  const known = new Map(existing.map((cell) => [cell.code, cell]))
  const isSame = (cell: SurveyedCell, before: ShapedCell) =>
    before.validTo === null && hasSameCorners(cell.geometry, before.geometry)
  const reused = cells.filter((cell) => {
    const before = known.get(cell.code)
    return before !== undefined && !isSame(cell, before)
  })
  if (reused.length > 0)
    throw GeographyProblem.surveyFaulty({
      refused: reused.map(({ row, code }) => sayFault({ kind: 'code-reused', row, column: 'code', code })),
    })
  const delivered = new Set(cells.map((cell) => cell.code))
  return {
    begun: cells.filter((cell) => !known.has(cell.code)),
    unchanged: cells.filter((cell) => known.has(cell.code)),
    ended: existing.filter((cell) => cell.validTo === null && !delivered.has(cell.code)),
  }
}

/** Ends the memberships of ended cells and gives them to the new cells that lie in them. */
async function handOnResponsibilities(
  { db, adcode, write }: Context,
  validFrom: string,
  begun: readonly SurveyedCell[],
  ended: readonly ShapedCell[],
): Promise<number[]> {
  const members = await findOpenMembers(
    db,
    adcode,
    ended.map((cell) => cell.code),
  )
  store.writeMemberEnds(write, adcode, members, validFrom)
  const before = createPlaceIndex(ended)
  const byCell = Map.groupBy(members, (member) => member.cellCode)
  const inherited = begun.map((cell) => {
    const from = before.find(positionWithin(cell.geometry))
    return { cell, from: from === undefined ? [] : (byCell.get(from.code) ?? []) }
  })
  store.writeMembers(
    write,
    adcode,
    inherited.flatMap(({ cell, from }) =>
      from.map(({ layer, gridCode }) => ({ layer, gridCode, cellCode: cell.code, validFrom, validTo: null })),
    ),
  )
  return inherited.filter(({ from }) => from.length === 0).map(({ cell }) => cell.row)
}
