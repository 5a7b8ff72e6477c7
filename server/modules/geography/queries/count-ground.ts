/** The unit grids of a county by class, community and responsibility grid of one layer: the ground that somebody walks. */
import type { Database } from '#platform/database/database.ts'

export type CountedGround = {
  gridCode: string | null
  gridName: string | null
  communityCode: string
  areaClass: string
  cells: number
}

/** How many unit grids of each kind hold on a day; those that no grid of the layer has, come without one. */
export const countGround = (
  db: Database,
  adcode: string,
  layer: string,
  onDate: string,
): Promise<CountedGround[]> =>
  db.rows(
    `select g.code as "gridCode", g.name as "gridName", c.community_code as "communityCode", c.area_class as "areaClass",
       count(*)::int as cells
     from geography.unit_grids c
     left join geography.responsibility_members m on m.adcode = c.adcode and m.layer = $2 and m.cell_code = c.code
       and m.valid_from <= $3 and (m.valid_to is null or m.valid_to > $3)
     left join geography.responsibility_grids g on g.adcode = c.adcode and g.layer = $2 and g.code = m.grid_code
       and g.valid_from <= $3 and (g.valid_to is null or g.valid_to > $3)
     where c.adcode = $1 and c.valid_from <= $3 and (c.valid_to is null or c.valid_to > $3)
     group by 1, 2, 3, 4 order by 1, 3, 4`,
    [adcode, layer, onDate],
  )
