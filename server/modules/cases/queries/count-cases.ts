/** How many cases wait in each state, by light: what the desk shows beside its queues. */
import type { z } from 'zod'
import type { CaseFilter, countCasesEndpoint } from '#domain/cases/contract.ts'
import type { CaseState } from '#domain/cases/state.ts'
import type { Query } from '#platform/query.ts'
import { getCaseSettings } from '../case-settings.ts'
import { addFilter, addQueue, lightSql, visibleTo } from './case-conditions.ts'

type Counts = z.input<typeof countCasesEndpoint.reply>

export const countCases: Query<Partial<CaseFilter> & Pick<CaseFilter, 'queue'>, Counts> = {
  name: 'case.count',
  async run({ db, actor, now }, { queue, state: _, ...filter }) {
    const settings = await getCaseSettings(db, actor.adcode)
    const mine = addQueue(visibleTo(actor), actor, settings)
    const counted = visibleTo(actor)
    if (queue === 'mine') addQueue(counted, actor, settings)
    addFilter(counted, filter, now, actor)
    const me = `$${mine.values.length + 1}`
    const at = `$${counted.values.length + 1}`
    const [states, [own]] = await Promise.all([
      db.rows<{ state: CaseState; total: number; red: number; yellow: number }>(
        `select c.state, count(*)::int as total,
           count(*) filter (where ${lightSql('red', at)})::int as red,
           count(*) filter (where ${lightSql('yellow', at)})::int as yellow
         from cases.cases c where ${counted.sql} group by c.state order by c.state`,
        [...counted.values, now],
      ),
      db.rows<{ total: number; in_hand: number }>(
        `select count(*)::int as total, count(*) filter (where c.holder_id = ${me})::int as in_hand
         from cases.cases c where ${mine.sql}`,
        [...mine.values, actor.id],
      ),
    ])
    return { states, mine: own?.total ?? 0, inHand: own?.in_hand ?? 0 }
  },
}
