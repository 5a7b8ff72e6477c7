/** For whom else a case waits, with what each has in hand already: whom to hand it on to. */
import type { z } from 'zod'
import type { listColleaguesEndpoint } from '#domain/cases/hold-contract.ts'
import { CaseProblem } from '#domain/cases/problems.ts'
import { waitsFor } from '#domain/cases/queue.ts'
import { findColleagues } from '#modules/identity/index.ts'
import type { Query } from '#platform/query.ts'
import { getCaseSettings } from '../case-settings.ts'
import { mayReadAs } from '../policy.ts'
import { findVisibleCase } from './get-case.ts'

type Reply = z.input<typeof listColleaguesEndpoint.reply>

export const listColleagues: Query<{ id: string }, Reply> = {
  name: 'case.list-colleagues',
  async run({ db, actor }, { id }) {
    const record = await findVisibleCase(db, actor, id)
    if (!record) throw CaseProblem.unknown({ id })
    const [settings, people, counts] = await Promise.all([
      getCaseSettings(db, actor.adcode),
      findColleagues(db, actor.adcode),
      // What somebody has in hand is counted, also in cases that the asker does not see.
      db.ofCounty(actor.adcode).rows<{ id: string; total: number }>(
        `select holder_id as id, count(*)::int as total from cases.cases
         where adcode = $1 and holder_id is not null group by holder_id`,
        [actor.adcode],
      ),
    ])
    const inHand = new Map(counts.map((it) => [it.id, it.total]))
    const colleagues = people
      .filter((it) => it.id !== actor.id && waitsFor(record, it, settings) && mayReadAs(it, record))
      .map((it) => ({ id: it.id, name: it.name, posts: [...it.posts], inHand: inHand.get(it.id) ?? 0 }))
      .sort((a, b) => a.inHand - b.inHand)
    return { colleagues }
  },
}
