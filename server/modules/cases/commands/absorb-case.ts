/**
 * Notes in the log of a leading case that another was merged into it. The entry makes a version of its own, so that two
 * merges that cross (A into B while B goes into C) cannot both be decided on the same B and strand its reports.
 */
import type { CaseEntry } from '#domain/cases/case-entry.ts'
import type { CaseRecord } from '#domain/cases/case-record.ts'
import { dueOf } from '#domain/cases/decide.ts'
import { caseAnnouncementName } from '#domain/cases/events.ts'
import { evolve } from '#domain/cases/evolve.ts'
import type { Context } from '#platform/act.ts'
import { writeChanged } from '../store.ts'
import { toAnnouncement } from './take-case-action.ts'

/** Plans the entry on `leading`; state, clocks and deadlines stay. */
export function planAbsorb(context: Context, leading: CaseRecord, merged: CaseRecord): void {
  const { actor, now, write, announce } = context
  const entry: CaseEntry = {
    caseId: leading.id,
    adcode: leading.adcode,
    seq: leading.version + 1,
    action: 'absorb',
    at: now.toISOString(),
    actorId: actor.id,
    actorName: actor.name,
    post: actor.posts[0] ?? null,
    organisationId: actor.organisationId,
    fromState: leading.state,
    toState: leading.state,
    data: { mergedCaseId: merged.id, reportNumber: merged.reportNumber },
    marks: [],
    due: dueOf(leading),
  }
  const after = evolve(leading, entry)
  writeChanged(write, leading, after, [entry])
  announce({ name: caseAnnouncementName('absorbed'), subjectId: leading.id, data: toAnnouncement(after) })
}
