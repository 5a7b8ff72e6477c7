/** Responsibility grids of a county, layer by layer: who looks after what. */
import type { z } from 'zod'
import { chinaDayOf } from '#domain/china-time.ts'
import type { listResponsibilitiesEndpoint } from '#domain/geography/contract.ts'
import type { Responsibility } from '#domain/geography/responsibility.ts'
import type { Database } from '#platform/database/database.ts'
import type { Query } from '#platform/query.ts'

type Listed = Responsibility & { cells: number }
type Row = Omit<Listed, 'organisationId'> & { organisationId: string | null }

/** The responsibility grids of one layer or of all, on a day, with the count of their cells. */
export async function findResponsibilities(
  db: Database,
  adcode: string,
  onDate: string,
  layer?: string,
): Promise<Listed[]> {
  const rows = await db.rows<Row>(
    `select g.layer, g.code, g.name, g.organisation_id as "organisationId", g.staff,
       (select count(*) from geography.responsibility_members m where m.adcode = g.adcode and m.layer = g.layer
          and m.grid_code = g.code and m.valid_from <= $2 and (m.valid_to is null or m.valid_to > $2)) as cells
     from geography.responsibility_grids g
     where g.adcode = $1 and g.valid_from <= $2 and (g.valid_to is null or g.valid_to > $2)
       and ($3::text is null or g.layer = $3)
     order by g.layer, g.code`,
    [adcode, onDate, layer ?? null],
  )
  return rows.map(({ organisationId, ...row }) => ({
    ...row,
    ...(organisationId === null ? {} : { organisationId }),
  }))
}

type Layer = { layer: string; name: { zh: string; en: string } }

/** The layers of a county, in the order in which people see them. */
export async function findLayers(db: Database, adcode: string): Promise<Layer[]> {
  const rows = await db.rows<{ layer: string; name_zh: string; name_en: string }>(
    'select layer, name_zh, name_en from geography.responsibility_layers where adcode = $1 order by rank',
    [adcode],
  )
  return rows.map((row) => ({ layer: row.layer, name: { zh: row.name_zh, en: row.name_en } }))
}

export const listResponsibilities: Query<
  z.output<typeof listResponsibilitiesEndpoint.query>,
  { layers: Layer[]; responsibilities: Listed[] }
> = {
  name: 'responsibility.list',
  run: async ({ actor, db, now }, { layer, onDate }) => ({
    layers: await findLayers(db, actor.adcode),
    responsibilities: await findResponsibilities(db, actor.adcode, onDate ?? chinaDayOf(now), layer),
  }),
}
