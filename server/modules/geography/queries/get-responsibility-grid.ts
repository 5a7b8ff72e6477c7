/** One responsibility grid with the unit grids it is made of, on a day. */
import type { z } from 'zod'
import { chinaDayOf } from '#domain/china-time.ts'
import type { getResponsibilityEndpoint } from '#domain/geography/grid/grid-contract.ts'
import { GeographyProblem } from '#domain/geography/problems.ts'
import type { Query } from '#platform/query.ts'

type Endpoint = typeof getResponsibilityEndpoint
type Input = z.output<Endpoint['params']> & z.output<Endpoint['query']>

export const getResponsibilityGrid: Query<Input, z.input<Endpoint['reply']>> = {
  name: 'responsibility.get',
  async run({ actor, db, now }, { layer, code, onDate }) {
    const [row] = await db.rows<z.input<Endpoint['reply']>>(
      `select g.layer, g.code, g.name, g.organisation_id as "organisationId", g.staff,
         coalesce((select jsonb_agg(m.cell_code order by m.cell_code) from geography.responsibility_members m
           where m.adcode = g.adcode and m.layer = g.layer and m.grid_code = g.code
             and m.valid_from <= $4 and (m.valid_to is null or m.valid_to > $4)), '[]') as cells
       from geography.responsibility_grids g
       where g.adcode = $1 and g.layer = $2 and g.code = $3 and g.valid_from <= $4
         and (g.valid_to is null or g.valid_to > $4)`,
      [actor.adcode, layer, code, onDate ?? chinaDayOf(now)],
    )
    if (row === undefined) throw GeographyProblem.responsibilityNotFound({ code })
    return row
  },
}
