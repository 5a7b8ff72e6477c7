/** Which responsibility grids some cells belong to, with the days, for those that redraw the cells. */
import type { Validity } from '#domain/geography/validity.ts'
import type { Database } from '#platform/database/database.ts'

export type Member = Validity & { layer: string; cellCode: string; gridCode: string }

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
