/** How many cases wait in each state, by light: what the desk shows beside its queues. */
import type { z } from 'zod'
import type { countCasesEndpoint } from '#domain/cases/contract.ts'
import type { CaseState } from '#domain/cases/state.ts'
import type { Query } from '#platform/query.ts'
import { getCaseSettings } from '../case-settings.ts'
import { addQueue, lightSql, visibleTo } from './case-conditions.ts'

type Counts = z.input<typeof countCasesEndpoint.reply>

export const countCases: Query<{ queue: 'mine' | 'all' }, Counts> = {
  name: 'case.count',
  async run({ db, actor, now }, { queue }) {
    const settings = await getCaseSettings(db, actor.adcode)
    const mine = addQueue(visibleTo(actor), actor, settings)
    const counted = queue === 'mine' ? mine : visibleTo(actor)
    const at = `$${counted.values.length + 1}`
    const [states, [own]] = await Promise.all([
      db.rows<{ state: CaseState; total: number; red: number; yellow: number }>(
        `select c.state, count(*)::int as total,
           count(*) filter (where ${lightSql('red', at)})::int as red,
           count(*) filter (where ${lightSql('yellow', at)})::int as yellow
         from cases.cases c where ${counted.sql} group by c.state order by c.state`,
        [...counted.values, now],
      ),
      db.rows<{ total: number }>(
        `select count(*)::int as total from cases.cases c where ${mine.sql}`,
        mine.values,
      ),
    ])
    return { states, mine: own?.total ?? 0 }
  },
}
