/** Which deadlines of one's own cases a changed calendar moved, until one has read it. */
import type { z } from 'zod'
import type { listMovedDeadlinesEndpoint, MovedCase } from '#domain/cases/deadline-contract.ts'
import { toDeadlineMove } from '#domain/cases/deadline-move.ts'
import { classNamesOf } from '#modules/catalogue/index.ts'
import type { Query } from '#platform/query.ts'

type Moved = z.input<typeof listMovedDeadlinesEndpoint.reply>
type Row = Pick<MovedCase, 'id' | 'reportNumber' | 'number' | 'address'> & {
  at: Date
  data: Record<string, unknown>
  catalogueId: string | null
  kind: string | null
  classCode: string | null
}

const mostCases = 200
/** What moved longer ago is no news. */
const newsDays = 30

// $1 county, $2 person, $3 organisation, $4 whether they answer for their unit, $5 since when
const concerned = `(c.lead_unit_id = $3 and ($4 or c.handler_id is null or c.handler_id = $2)
  or c.handler_id = $2 or c.task_holder_id = $2 or c.holder_id = $2)`

export const listMovedDeadlines: Query<object, Moved> = {
  name: 'case.list-moved-deadlines',
  async run({ db, actor, now }) {
    const since = new Date(now.getTime() - newsDays * 86_400_000)
    const rows = await db.rows<Row>(
      `select distinct on (a.case_id) c.id, c.report_number as "reportNumber", c.number, c.address, a.at, a.data,
         c.catalogue_id as "catalogueId", c.kind, c.class_code as "classCode"
       from cases.case_actions a join cases.cases c on c.adcode = a.adcode and c.id = a.case_id
       where a.adcode = $1 and a.action = 'recompute' and c.ended_at is null and ${concerned}
         and a.at > greatest($5, (select m.read_until from cases.move_marks m where m.adcode = $1 and m.person_id::text = $2))
       order by a.case_id, a.seq desc`,
      [actor.adcode, actor.id, actor.organisationId, actor.posts.includes('unit'), since],
    )
    const names = await classNamesOf(
      db,
      [...new Set(rows.map((it) => it.catalogueId))].filter((it) => it !== null),
    )
    const cases = rows.flatMap(({ at: _, data, catalogueId, kind, classCode, ...it }): MovedCase[] => {
      const move = toDeadlineMove({ data })
      return move
        ? [{ ...it, className: names.get(`${catalogueId}/${kind}/${classCode}`) ?? null, ...move }]
        : []
    })
    const until =
      rows
        .map((it) => it.at.toISOString())
        .sort()
        .at(-1) ?? null
    return {
      total: cases.length,
      until,
      cases: cases.sort((a, b) => ((a.after ?? '') < (b.after ?? '') ? -1 : 1)).slice(0, mostCases),
    }
  },
}
