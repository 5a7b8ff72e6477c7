/** What hangs on the unit grids that a draft ends. */
import type { z } from 'zod'
import type { showGridConsequencesEndpoint } from '#domain/cases/grid-consequences.ts'
import { findEndingCells } from '#modules/geography/index.ts'
import type { Query } from '#platform/query.ts'

type Reply = z.input<typeof showGridConsequencesEndpoint.reply>

const statement = `
  select e.code,
    (select count(*) from cases.cases c where c.adcode = $1 and c.cell_code = e.code and c.ended_at is null) as "openCases",
    coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'number', coalesce(o.number, o.report_number)))
      from (select id, number, report_number from cases.cases
        where adcode = $1 and cell_code = e.code and ended_at is null order by reported_at limit 5) o), '[]') as cases,
    (select count(*) from components.component_facts f where f.adcode = $1 and f.cell_code = e.code) as components,
    (select count(*) from cases.responsibility_rules r
      where r.adcode = $1 and r.area_code = e.code and (r.valid_to is null or r.valid_to > $3::date)) as rules,
    (select count(distinct d.person_id) from identity.area_of_duty_facts d
      where d.adcode = $1 and d.area_code = e.code) as people
  from unnest($2::text[]) as e (code) order by e.code`

export const showGridConsequences: Query<{ id: string }, Reply> = {
  name: 'grid-draft.consequences',
  async run({ actor, db, now }, { id }) {
    const ending = await findEndingCells(db, actor.adcode, id)
    // What hangs on a cell is counted in the whole county, whoever draws.
    const rows = await db
      .ofCounty(actor.adcode)
      .rows<Reply['cells'][number]>(statement, [actor.adcode, ending, now])
    const isTouched = (it: Reply['cells'][number]) => it.openCases + it.components + it.rules + it.people > 0
    return { cells: rows.filter(isTouched) }
  },
}
