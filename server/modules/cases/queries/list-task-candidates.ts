/** Collectors to give a verification or check to: those on duty first, among them who has least to do. */
import type { z } from 'zod'
import type { listTaskCandidatesEndpoint } from '#domain/cases/candidate-contract.ts'
import { dutyAt, hasRoster } from '#domain/patrol/duty.ts'
import { describeDuty } from '#domain/patrol/duty-words.ts'
import { findColleagues, seesAllPeople } from '#modules/identity/index.ts'
import type { Query } from '#platform/query.ts'
import { findDutyBook } from './find-duty-book.ts'

type Reply = z.input<typeof listTaskCandidatesEndpoint.reply>

export const listTaskCandidates: Query<object, Reply> = {
  name: 'case.list-task-candidates',
  async run({ db, actor, now }) {
    const { adcode } = actor
    const [book, people, counts] = await Promise.all([
      findDutyBook(db, adcode, now),
      findColleagues(db, adcode),
      // What somebody has to do is counted, also in cases that the asker does not see.
      db.ofCounty(adcode).rows<{ id: string; total: number }>(
        `select task_holder_id as id, count(*)::int as total from cases.cases
         where adcode = $1 and task_holder_id is not null and ended_at is null group by task_holder_id`,
        [adcode],
      ),
    ])
    const names = new Map(people.map((it) => [it.id, it.name]))
    const loads = new Map(counts.map((it) => [it.id, it.total]))
    const candidates = people
      .filter((it) => it.posts.includes('collector'))
      .filter((it) => seesAllPeople(actor) || it.organisationId === actor.organisationId)
      .map((it) => {
        const duty = dutyAt(book, it.id, 'collector', now)
        const said = describeDuty(duty, (id) => names.get(id) ?? '—')
        return { id: it.id, name: it.name, load: loads.get(it.id) ?? 0, isOnDuty: duty.isOnDuty, said }
      })
      .sort((a, b) => Number(b.isOnDuty) - Number(a.isOnDuty) || a.load - b.load)
    return { hasRoster: hasRoster(book, 'collector', now), candidates }
  },
}
