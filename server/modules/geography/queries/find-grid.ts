/** The unit grid of a community as a draft is built on it: cells without an end, their responsibility grids, and every code ever given. */
import type { AreaGeometry } from '#domain/geography/geometry.ts'
import type { GridCell } from '#domain/geography/grid/grid-cell.ts'
import type { Database } from '#platform/database/database.ts'

type Row = Omit<GridCell, 'from'> & { isOpen: boolean; synthetic: boolean; validFrom: string }

const toCell = ({ code, areaClass, name, geometry, grids }: Row): GridCell => ({
  code,
  areaClass,
  name,
  geometry,
  grids,
  from: [code],
})

export type CommunityGrid = {
  /** The cells that have no end yet. */
  readonly cells: readonly GridCell[]
  /** Every cell there ever was, ended ones without responsibility grids. */
  readonly everyCell: readonly GridCell[]
  readonly given: ReadonlySet<string>
  readonly synthetic: boolean
  /** The first days of the cells by code: what replaces them begins later. */
  readonly since: ReadonlyMap<string, string>
}

/** Reads the grid of a community. */
export async function findCommunityGrid(
  db: Database,
  adcode: string,
  communityCode: string,
): Promise<CommunityGrid> {
  const rows = await db.rows<Row>(
    `select c.code, c.area_class as "areaClass", c.name, c.geometry, c.valid_to is null as "isOpen", c.synthetic,
       c.valid_from as "validFrom",
       coalesce((select jsonb_object_agg(m.layer, m.grid_code) from geography.responsibility_members m
         where m.adcode = c.adcode and m.cell_code = c.code and m.valid_to is null), '{}') as grids
     from geography.unit_grids c where c.adcode = $1 and c.community_code = $2 order by c.code`,
    [adcode, communityCode],
  )
  const open = rows.filter((it) => it.isOpen)
  return {
    cells: open.map(toCell),
    everyCell: rows.map(toCell),
    given: new Set(rows.map((it) => it.code)),
    synthetic: open.some((it) => it.synthetic),
    since: new Map(open.map((it) => [it.code, it.validFrom])),
  }
}

/** The responsibility grids, as `layer/code`, that have cells in other communities than this one. */
export async function findGridsElsewhere(
  db: Database,
  adcode: string,
  communityCode: string,
): Promise<Set<string>> {
  const rows = await db.rows<{ key: string }>(
    `select distinct layer || '/' || grid_code as key from geography.responsibility_members
     where adcode = $1 and valid_to is null and not starts_with(cell_code, $2)`,
    [adcode, communityCode],
  )
  return new Set(rows.map((it) => it.key))
}

/** Names of responsibility grids by `layer/code` and of layers by their key, in Chinese. */
export async function findGridNames(db: Database, adcode: string): Promise<Map<string, string>> {
  const rows = await db.rows<{ key: string; name: string }>(
    `select layer || '/' || code as key, name from geography.responsibility_grids where adcode = $1 and valid_to is null
     union all select layer, name_zh from geography.responsibility_layers where adcode = $1`,
    [adcode],
  )
  return new Map(rows.map((it) => [it.key, it.name]))
}

export type MemberGround = { cellCode: string; gridCode: string; geometry: AreaGeometry }

/** The cells of the grids that are named by `layer` and codes, with their shapes, as long as they have no end. */
export function findGroundOfGrids(
  db: Database,
  adcode: string,
  layer: string,
  codes: readonly string[],
): Promise<MemberGround[]> {
  return db.rows<MemberGround>(
    `select m.cell_code as "cellCode", m.grid_code as "gridCode", c.geometry
     from geography.responsibility_members m
     join geography.unit_grids c on c.adcode = m.adcode and c.code = m.cell_code
     where m.adcode = $1 and m.layer = $2 and m.grid_code = any($3::text[]) and m.valid_to is null
     order by m.grid_code, m.cell_code`,
    [adcode, layer, codes],
  )
}
