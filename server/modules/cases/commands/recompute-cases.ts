/**
 * Works out the deadlines of open cases again after a calendar changed, in batches that are each one act. A case that
 * somebody changed meanwhile makes its batch decide again; a case whose deadlines stand gets no entry.
 */

import { caseAnnouncementName } from '#domain/cases/events.ts'
import { recompute } from '#domain/cases/recompute.ts'
import { loadCalendars } from '#modules/catalogue/index.ts'
import type { Act, Command } from '#platform/act.ts'
import { systemActor } from '#platform/actor.ts'
import type { Database } from '#platform/database/database.ts'
import { contextWith, openCases } from '../open-deadlines.ts'
import { recordColumns, toRecord, writeChanged } from '../store.ts'
import { toAnnouncement } from './take-case-action.ts'

/** Moves the deadlines of the named cases to where the calendars put them now. */
export const recomputeCases: Command<{ caseIds: string[] }, { moved: number }> = {
  name: 'case.recompute',
  permission: 'case.recompute',
  async run({ db, adcode, now, actor, write, announce }, { caseIds }) {
    const context = await contextWith(db, adcode, now, await loadCalendars(db, adcode))
    const rows = await db.rows<Record<string, unknown>>(
      `select ${recordColumns} from cases.cases c where c.adcode = $1 and c.id = any($2::uuid[]) order by c.id`,
      [adcode, caseIds],
    )
    let moved = 0
    for (const before of rows.map(toRecord)) {
      const result = recompute(before, actor, context)
      if (!result) continue
      moved += 1
      writeChanged(write, before, result.record, [result.entry])
      announce({
        name: caseAnnouncementName('recomputed'),
        subjectId: before.id,
        data: toAnnouncement(result.record),
      })
    }
    return { moved }
  },
}

/** Recomputes every open case of every county whose deadlines no longer stand; how many moved. */
export async function recomputeOpenCases(act: Act, db: Database, now: Date): Promise<number> {
  const counties = await db.rows<{ adcode: string }>(
    'select distinct adcode from cases.cases where ended_at is null order by adcode',
  )
  let moved = 0
  for (const { adcode } of counties) {
    const context = await contextWith(db, adcode, now, await loadCalendars(db, adcode))
    const actor = systemActor(adcode, '系统 system')
    for await (const records of openCases(db, adcode)) {
      const caseIds = records.filter((it) => recompute(it, actor, context)).map((it) => it.id)
      // Nothing to move leaves no audit line; the command decides for itself on what it then finds.
      if (caseIds.length) moved += (await act(actor, recomputeCases, { caseIds })).moved
    }
  }
  return moved
}
