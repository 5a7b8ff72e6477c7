/**
 * Opens cases. It is a plan, not a command of its own: intake calls it in the same act in which it writes the
 * report, so that a report without a case or a case without a report cannot be.
 */
import type { CaseEntry } from '#domain/cases/case-entry.ts'
import type { CaseRecord } from '#domain/cases/case-record.ts'
import { dueOf, finish } from '#domain/cases/decide.ts'
import { caseAnnouncementName } from '#domain/cases/events.ts'
import { blankCase } from '#domain/cases/evolve.ts'
import { reportNumber } from '#domain/cases/numbers.ts'
import type { Context } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { getClockContext } from '../case-context.ts'
import { takeSerial } from '../serials.ts'
import { writeOpened } from '../store.ts'
import { decideSteps, type Step, toAnnouncement } from './take-case-action.ts'

/** What is known of a case when it is opened. */
export type NewCase = Pick<CaseRecord, 'source' | 'description' | 'address'> &
  Partial<
    Pick<
      CaseRecord,
      | 'externalNumber'
      | 'kind'
      | 'catalogueId'
      | 'classCode'
      | 'conditionId'
      | 'point'
      | 'townCode'
      | 'communityCode'
      | 'cellCode'
      | 'areaClass'
      | 'componentId'
      | 'reporterId'
      | 'isSelfHandled'
      | 'linkedCaseId'
    >
  > & { action: 'report' | 'register'; photoIds: readonly string[] }

/**
 * Plans the opening of one case; the accept clock starts unless it was put right on the spot. `following` is a step
 * that the same person takes on it at once, in the same act.
 */
export async function planOpenCase(
  context: Context,
  { action, ...facts }: NewCase,
  following?: Step,
): Promise<CaseRecord> {
  const { db, adcode, now, actor, write, announce, concerns } = context
  const clocks = await getClockContext(db, adcode, now)
  const number = reportNumber(adcode, now, await takeSerial(db, adcode, 'report', now))
  const draft: CaseEntry = {
    caseId: newId(),
    adcode,
    seq: 1,
    action,
    at: now.toISOString(),
    actorId: actor.id,
    actorName: actor.name,
    post: actor.posts[0] ?? null,
    organisationId: actor.organisationId,
    fromState: null,
    toState: facts.isSelfHandled ? 'self_handled_review' : 'pool',
    data: { ...facts, reportNumber: number },
    marks: [],
    due: dueOf(blankCase),
  }
  const effects = facts.isSelfHandled ? [] : [{ clock: 'accept', does: 'start' } as const]
  const { entry, record } = finish(undefined, draft, effects, clocks)
  announce({ name: caseAnnouncementName('opened'), subjectId: record.id, data: toAnnouncement(record) })
  const taken = following ? await decideSteps(context, record, following) : { record, entries: [] }
  writeOpened(write, [{ record: taken.record, entries: [entry, ...taken.entries] }])
  concerns(record.id)
  return taken.record
}
