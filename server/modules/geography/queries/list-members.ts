/** Which responsibility grids some cells belong to, with the days, for those that redraw the cells. */
import type { AreaGeometry } from '#domain/geography/geometry.ts'
import type { Validity } from '#domain/geography/validity.ts'
import type { Database } from '#platform/database/database.ts'

export type Member = Validity & { layer: string; cellCode: string; gridCode: string }

export type OpenGrid = { layer: string; code: string; validFrom: string }

/** The grids of a layer that have no end yet, among the codes. */
export function findOpenGrids(
  db: Database,
  adcode: string,
  layer: string,
  codes: readonly string[],
): Promise<OpenGrid[]> {
  return db.rows<OpenGrid>(
    `select layer, code, valid_from as "validFrom" from geography.responsibility_grids
     where adcode = $1 and layer = $2 and code = any($3::text[]) and valid_to is null order by code`,
    [adcode, layer, codes],
  )
}

export type MemberShape = Member & { geometry: AreaGeometry }

/** The open memberships of a layer in all grids that have one of the cells or one of the codes, with the cells' shapes. */
export function findOpenMembersOfGrids(
  db: Database,
  adcode: string,
  layer: string,
  { codes, cells }: { codes: readonly string[]; cells: readonly string[] },
): Promise<MemberShape[]> {
  return db.rows<MemberShape>(
    `select m.layer, m.cell_code as "cellCode", m.grid_code as "gridCode", m.valid_from as "validFrom",
       m.valid_to as "validTo", c.geometry
     from geography.responsibility_members m
     join geography.unit_grids c on c.adcode = m.adcode and c.code = m.cell_code
     where m.adcode = $1 and m.layer = $2 and m.valid_to is null and m.grid_code in (
       select unnest($3::text[])
       union select grid_code from geography.responsibility_members
         where adcode = $1 and layer = $2 and valid_to is null and cell_code = any($4::text[]))
     order by m.grid_code, m.cell_code`,
    [adcode, layer, codes, cells],
  )
}

/** The memberships of cells that have no end yet. */
export function findOpenMembers(
  db: Database,
  adcode: string,
  cellCodes: readonly string[],
): Promise<Member[]> {
  return db.rows<Member>(
    `select layer, cell_code as "cellCode", grid_code as "gridCode", valid_from as "validFrom", valid_to as "validTo"
     from geography.responsibility_members
     where adcode = $1 and cell_code = any($2::text[]) and valid_to is null order by layer, cell_code`,
    [adcode, cellCodes],
  )
}
