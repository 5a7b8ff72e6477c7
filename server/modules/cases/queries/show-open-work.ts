/** What somebody would leave behind, and who could take each piece over, with what they have to do already. */
import type { z } from 'zod'
import type { showOpenWorkEndpoint } from '#domain/cases/departure-contract.ts'
import { canGoBack, canTakeOver } from '#domain/cases/handing-over.ts'
import { findColleagues, getPersonRights } from '#modules/identity/index.ts'
import type { Database } from '#platform/database/database.ts'
import type { Query } from '#platform/query.ts'
import { getCaseSettings } from '../case-settings.ts'
import { findOwnCases, numberOf } from '../open-work.ts'
import { mayReadAs } from '../policy.ts'
import { findSubstituteIds } from './find-duty-book.ts'
import { findSharedFilters } from './list-saved-filters.ts'

type Reply = z.input<typeof showOpenWorkEndpoint.reply>

const findLoads = async (db: Database, adcode: string): Promise<ReadonlyMap<string, number>> =>
  new Map(
    (
      await db.rows<{ id: string; total: number }>(
        `select id, count(*)::int as total from (
           select handler_id::text as id from cases.cases where adcode = $1 and ended_at is null and handled_at is null
           union all select task_holder_id::text from cases.cases where adcode = $1 and ended_at is null
           union all select holder_id from cases.cases where adcode = $1 and ended_at is null) w
         where id is not null group by id`,
        [adcode],
      )
    ).map((it) => [it.id, it.total]),
  )

export const showOpenWork: Query<{ id: string }, Reply> = {
  name: 'person.show-open-work',
  async run({ db: sight, actor, now }, { id }) {
    const { adcode } = actor
    // Whoever keeps accounts sees what is left behind, and need not see cases otherwise.
    const db = sight.ofCounty(adcode)
    const person = await getPersonRights(db, adcode, id)
    const [own, people, settings, loads, sharedFilters, substituteIds] = await Promise.all([
      findOwnCases(db, adcode, id),
      findColleagues(db, adcode),
      getCaseSettings(db, adcode),
      findLoads(db, adcode),
      findSharedFilters(db, adcode, id),
      findSubstituteIds(db, adcode, id, now),
    ])
    const others = people.filter((it) => it.id !== id)
    const work = own.flatMap(({ record, work: kinds }) =>
      kinds.map((kind) => ({
        caseId: record.id,
        number: numberOf(record),
        work: kind,
        state: record.state,
        description: record.description,
        address: record.address,
        dueAt: record.clockDueAt ?? record.disposeDueAt,
        canGoBack: canGoBack(record, kind),
        successorIds: others
          .filter(
            (it) => canTakeOver(record, kind, it, settings) && (kind !== 'hand' || mayReadAs(it, record)),
          )
          .map((it) => it.id),
      })),
    )
    const colleagueIds = others
      .filter(
        (it) =>
          it.organisationId === person.organisationId && it.posts.some((post) => person.posts.includes(post)),
      )
      .map((it) => it.id)
    const needed = new Set([...colleagueIds, ...work.flatMap((it) => it.successorIds)])
    return {
      work,
      sharedFilters: sharedFilters.map((it) => ({ id: it.id, name: it.name })),
      colleagueIds,
      successors: others
        .filter((it) => needed.has(it.id))
        .map((it) => ({
          id: it.id,
          name: it.name,
          load: loads.get(it.id) ?? 0,
          isSubstitute: substituteIds.has(it.id),
        }))
        .sort((a, b) => Number(b.isSubstitute) - Number(a.isSubstitute)),
    }
  },
}
