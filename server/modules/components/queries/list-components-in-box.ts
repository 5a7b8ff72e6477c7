/** Components inside a rectangle of the map. */
import type { z } from 'zod'
import type { ComponentLine, listComponentsInBoxEndpoint } from '#domain/components/contract.ts'
import type { Query } from '#platform/query.ts'

type Input = z.output<typeof listComponentsInBoxEndpoint.query>
type Drawn = Pick<ComponentLine, 'id' | 'code' | 'classCode' | 'state' | 'position'>

/** What stands in the box, removed components left out; a line or an area is where its one point is. */
export const listComponentsInBox: Query<Input, { components: Drawn[]; truncated: boolean }> = {
  name: 'component.list-in-box',
  async run({ db, actor }, { bbox, classCode, limit }) {
    const rows = await db.rows<Drawn>(
      `select c.id, c.code, c.class_code as "classCode", c.state,
         jsonb_build_array(c.position[0], c.position[1]) as position
       from components.ids_in_box($1, box(point($2::float8, $3::float8), point($4::float8, $5::float8)), $6, $7) f(id)
         join components.components c on c.adcode = $1 and c.id = f.id`,
      [actor.adcode, ...bbox, classCode ?? null, limit + 1],
    )
    return { components: rows.slice(0, limit), truncated: rows.length > limit }
  },
}
