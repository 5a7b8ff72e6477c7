/** Areas of a county: the tree, one of them, and the outline. */
import type { z } from 'zod'
import { chinaDayOf } from '#domain/china-time.ts'
import type { AreaView, getAreaEndpoint, listAreasEndpoint } from '#domain/geography/contract.ts'
import type { AreaGeometry } from '#domain/geography/geometry.ts'
import { GeographyProblem } from '#domain/geography/problems.ts'
import type { Database } from '#platform/database/database.ts'
import type { Query } from '#platform/query.ts'

type Filter = { level?: AreaView['level'] | undefined; parentCode?: string | undefined }

const columns = `code, name, level, kind, parent_code as "parentCode", is_virtual as "isVirtual", synthetic`

/** The areas of a county on a day, in the order of their codes. */
export function findAreas(
  db: Database,
  adcode: string,
  onDate: string,
  filter: Filter = {},
): Promise<AreaView[]> {
  return db.rows<AreaView>(
    `select ${columns} from geography.areas
     where adcode = $1 and valid_from <= $2 and (valid_to is null or valid_to > $2)
       and ($3::text is null or level = $3) and ($4::text is null or parent_code = $4)
     order by code`,
    [adcode, onDate, filter.level ?? null, filter.parentCode ?? null],
  )
}

type Shaped = AreaView & { geometry: AreaGeometry | null }

/** One area with its shape; undefined when the county has no such area on that day. */
export async function findArea(
  db: Database,
  adcode: string,
  code: string,
  onDate: string,
): Promise<Shaped | undefined> {
  const [row] = await db.rows<Shaped>(
    `select ${columns}, geometry from geography.areas
     where adcode = $1 and code = $2 and valid_from <= $3 and (valid_to is null or valid_to > $3)`,
    [adcode, code, onDate],
  )
  return row
}

/** Every area of a county on a day, with its shape. */
export function findShapedAreas(db: Database, adcode: string, onDate: string): Promise<Shaped[]> {
  return db.rows<Shaped>(
    `select ${columns}, geometry from geography.areas
     where adcode = $1 and valid_from <= $2 and (valid_to is null or valid_to > $2) order by code`,
    [adcode, onDate],
  )
}

type Known = { code: string; level: AreaView['level']; shape: string | null }

/** The county and its communities on a day, their shapes as text, which costs nothing where it is only handed on. */
export function findKnownAreas(db: Database, adcode: string, onDate: string): Promise<Known[]> {
  return db.rows<Known>(
    `select code, level, geometry::text as shape from geography.areas
     where adcode = $1 and level in ('county', 'community') and valid_from <= $2 and (valid_to is null or valid_to > $2) order by code`,
    [adcode, onDate],
  )
}

type Version = { code: string; validFrom: string; validTo: string | null }

/** When areas began and ended, all their versions. */
export function findAreaVersions(db: Database, adcode: string, codes: readonly string[]): Promise<Version[]> {
  return db.rows<Version>(
    `select code, valid_from as "validFrom", valid_to as "validTo" from geography.areas
     where adcode = $1 and code = any($2::text[]) order by code, valid_from`,
    [adcode, codes],
  )
}

/** The outline of a county on a day; a Problem when none is known. */
export async function getCountyOutline(db: Database, adcode: string, onDate: string): Promise<AreaGeometry> {
  const county = await findArea(db, adcode, adcode, onDate)
  if (county?.geometry == null) throw GeographyProblem.outlineMissing({ adcode })
  return county.geometry
}

export const listAreas: Query<z.output<typeof listAreasEndpoint.query>, { areas: AreaView[] }> = {
  name: 'area.list',
  run: async ({ actor, db, now }, { onDate, ...filter }) => ({
    areas: await findAreas(db, actor.adcode, onDate ?? chinaDayOf(now), filter),
  }),
}

type GetArea = z.output<typeof getAreaEndpoint.params> & z.output<typeof getAreaEndpoint.query>

export const getArea: Query<GetArea, Shaped> = {
  name: 'area.get',
  async run({ actor, db, now }, { code, onDate }) {
    const area = await findArea(db, actor.adcode, code, onDate ?? chinaDayOf(now))
    if (area === undefined) throw GeographyProblem.areaNotFound({ code })
    return area
  },
}
