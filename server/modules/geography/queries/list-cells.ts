/** Unit grids of an area, and one of them with its shape. */
import type { z } from 'zod'
import { chinaDayOf } from '#domain/china-time.ts'
import type { CellView, getCellEndpoint, listCellsEndpoint } from '#domain/geography/contract.ts'
import type { AreaGeometry } from '#domain/geography/geometry.ts'
import { GeographyProblem } from '#domain/geography/problems.ts'
import type { Responsibility } from '#domain/geography/responsibility.ts'
import type { Database } from '#platform/database/database.ts'
import type { Query } from '#platform/query.ts'
import { listResponsibilitiesOfCell } from './locate.ts'

const columns = `code, community_code as "communityCode", area_class as "areaClass", name, square_metres as "squareMetres",
  valid_from as "validFrom", valid_to as "validTo", synthetic`

export type ShapedCell = CellView & { geometry: AreaGeometry }

/** The unit grids whose code begins with the area's, on a day, in the order of their codes. */
export function findCells(
  db: Database,
  adcode: string,
  areaCode: string,
  onDate: string,
): Promise<CellView[]> {
  return db.rows<CellView>(
    `select ${columns} from geography.unit_grids
     where adcode = $1 and starts_with(code, $2) and valid_from <= $3 and (valid_to is null or valid_to > $3)
     order by code`,
    [adcode, areaCode, onDate],
  )
}

/** The same with their shapes. */
export function findShapedCells(
  db: Database,
  adcode: string,
  areaCode: string,
  onDate: string,
): Promise<ShapedCell[]> {
  return db.rows<ShapedCell>(
    `select ${columns}, geometry from geography.unit_grids
     where adcode = $1 and starts_with(code, $2) and valid_from <= $3 and (valid_to is null or valid_to > $3)
     order by code`,
    [adcode, areaCode, onDate],
  )
}

/** The cells among the codes that hold on a day, with their shapes. */
export function findCellsByCode(
  db: Database,
  adcode: string,
  codes: readonly string[],
  onDate: string,
): Promise<ShapedCell[]> {
  return db.rows<ShapedCell>(
    `select ${columns}, geometry from geography.unit_grids
     where adcode = $1 and code = any($2::text[]) and valid_from <= $3 and (valid_to is null or valid_to > $3)
     order by code`,
    [adcode, codes, onDate],
  )
}

/** Every unit grid that communities ever had, ended ones too. */
export function findCellsOfCommunities(
  db: Database,
  adcode: string,
  communityCodes: readonly string[],
): Promise<ShapedCell[]> {
  return db.rows<ShapedCell>(
    `select ${columns}, geometry from geography.unit_grids
     where adcode = $1 and community_code = any($2::text[]) order by code`,
    [adcode, communityCodes],
  )
}

/** One unit grid whatever its day: old cases ask for ended ones. */
export async function findCell(db: Database, adcode: string, code: string): Promise<ShapedCell | undefined> {
  const [row] = await db.rows<ShapedCell>(
    `select ${columns}, geometry from geography.unit_grids where adcode = $1 and code = $2`,
    [adcode, code],
  )
  return row
}

export const listCells: Query<z.output<typeof listCellsEndpoint.query>, { cells: CellView[] }> = {
  name: 'cell.list',
  run: async ({ actor, db, now }, { areaCode, onDate }) => ({
    cells: await findCells(db, actor.adcode, areaCode, onDate ?? chinaDayOf(now)),
  }),
}

type GetCell = z.output<typeof getCellEndpoint.params> & z.output<typeof getCellEndpoint.query>

export const getCell: Query<GetCell, ShapedCell & { responsibilities: Responsibility[] }> = {
  name: 'cell.get',
  async run({ actor, db, now }, { code, onDate }) {
    const cell = await findCell(db, actor.adcode, code)
    if (cell === undefined) throw GeographyProblem.cellNotFound({ code })
    const at = onDate ?? now
    return { ...cell, responsibilities: await listResponsibilitiesOfCell(db, actor.adcode, code, at) }
  },
}
