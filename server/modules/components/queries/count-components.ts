/** How many components of each class are in each state. */
import type { ComponentState } from '#domain/components/component-state.ts'
import type { Database } from '#platform/database/database.ts'
import type { Query } from '#platform/query.ts'
import { areaColumn } from './list-components.ts'

export type ComponentCountRow = {
  classCode: string
  className: string | null
  state: ComponentState | null
  count: number
}

/** Counts by class and state in a county or an area of it. */
export const findComponentCounts = (
  db: Database,
  adcode: string,
  areaCode?: string,
): Promise<ComponentCountRow[]> =>
  db.rows<ComponentCountRow>(
    `with counted as (
       select c.class_code, c.state, max(c.catalogue_version_id::text)::uuid as version_id, count(*) as count
       from components.components c
       where c.adcode = $1 and ($2::text is null or ${areaColumn(areaCode)} = $2)
       group by c.class_code, c.state)
     select t.class_code as "classCode", f.name as "className", t.state, t.count
     from counted t left join catalogue.class_facts f
       on f.version_id = t.version_id and f.kind = 'component' and f.code = t.class_code
     order by t.class_code, t.state nulls last`,
    [adcode, areaCode ?? null],
  )

/** The counts with their sum. */
export const countComponents: Query<
  { areaCode?: string | undefined },
  { total: number; counts: ComponentCountRow[] }
> = {
  name: 'component.count',
  async run({ db, actor }, { areaCode }) {
    const counts = await findComponentCounts(db, actor.adcode, areaCode)
    return { total: counts.reduce((sum, it) => sum + it.count, 0), counts }
  },
}
