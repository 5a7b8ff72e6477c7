/** Everything of a county that is asked in process, as it stands in the database: shapes, members and zones. */
import type { AreaGeometry } from '#domain/geography/geometry.ts'
import type { Hours } from '#domain/geography/no-report-zone.ts'
import type { StaffMember } from '#domain/geography/responsibility.ts'
import type { Validity } from '#domain/geography/validity.ts'
import type { Database } from '#platform/database/database.ts'

export type LoadedArea = Validity & {
  code: string
  level: 'county' | 'town' | 'community'
  name: string
  geometry: AreaGeometry | null
}
export type AreaClass = 'A' | 'B' | 'C'
export type LoadedCell = Validity & { code: string; areaClass: AreaClass; geometry: AreaGeometry }
export type LoadedGrid = Validity & {
  layer: string
  code: string
  name: string
  organisationId: string | null
  staff: StaffMember[]
}
export type LoadedMember = Validity & { layer: string; cellCode: string; gridCode: string }
export type LoadedZone = Validity & {
  code: string
  name: string
  reason: string
  hours: Hours[]
  geometry: AreaGeometry
}

export type LoadedTerritory = {
  areas: LoadedArea[]
  cells: LoadedCell[]
  grids: LoadedGrid[]
  members: LoadedMember[]
  zones: LoadedZone[]
}

/** How often the county was redrawn; 0 when it never was. */
export async function countRedrawings(db: Database, adcode: string): Promise<number> {
  const [row] = await db.rows<{ redrawn: number }>(
    'select redrawn from geography.territories where adcode = $1',
    [adcode],
  )
  return row?.redrawn ?? 0
}

const validity = 'valid_from as "validFrom", valid_to as "validTo"'

/** Loads a county whole; the order of layers is the order in which people see them. */
export async function loadTerritory(db: Database, adcode: string): Promise<LoadedTerritory> {
  const [areas, cells, grids, members, zones] = await Promise.all([
    db.rows<LoadedArea>(
      `select code, level, name, geometry, ${validity} from geography.areas where adcode = $1 order by code`,
      [adcode],
    ),
    db.rows<LoadedCell>(
      `select code, area_class as "areaClass", geometry, ${validity} from geography.unit_grids where adcode = $1`,
      [adcode],
    ),
    db.rows<LoadedGrid>(
      `select g.layer, g.code, g.name, g.organisation_id as "organisationId", g.staff,
         g.valid_from as "validFrom", g.valid_to as "validTo"
       from geography.responsibility_grids g
       left join geography.responsibility_layers l on l.adcode = g.adcode and l.layer = g.layer
       where g.adcode = $1 order by l.rank nulls last, g.layer, g.code`,
      [adcode],
    ),
    db.rows<LoadedMember>(
      `select layer, cell_code as "cellCode", grid_code as "gridCode", ${validity}
       from geography.responsibility_members where adcode = $1`,
      [adcode],
    ),
    db.rows<LoadedZone>(
      `select id as code, name, reason, hours, geometry, ${validity}
       from geography.no_report_zones where adcode = $1`,
      [adcode],
    ),
  ])
  return { areas, cells, grids, members, zones }
}
