/**
 * What a changed calendar does to an open case: its deadlines are worked out again and the difference becomes an entry
 * of the log. What was already judged (a confirmed result, a stopped clock) stays as it was.
 */
import { type ClockContext, reckonDue } from './case-clocks.ts'
import type { CaseEntry, EntryMark } from './case-entry.ts'
import type { CaseRecord } from './case-record.ts'
import { type Clock, stateOf } from './clock.ts'
import { recomputeClock } from './clock-marks.ts'
import type { CaseActor } from './decide.ts'
import { evolve } from './evolve.ts'
import type { ClockName } from './life-cycle.ts'
import { notBefore } from './not-before.ts'
import { caseStates } from './state.ts'

/** The entry that moves the deadlines of `record`, and the record after it; undefined when none moves. */
export function recompute(
  record: CaseRecord,
  actor: Pick<CaseActor, 'id' | 'name'>,
  context: ClockContext,
): { entry: CaseEntry; record: CaseRecord } | undefined {
  if (!caseStates[record.state].isOpen || !record.clocks.length) return undefined
  const due = reckonDue(record, context)
  const disposeMoved = due.disposeDueAt !== record.disposeDueAt
  const clockMoved = due.clockDueAt !== record.clockDueAt
  if (!disposeMoved && !clockMoved && due.isCalendarPublished === record.isCalendarPublished) return undefined
  const moved = new Set<ClockName>()
  if (disposeMoved) moved.add('dispose')
  if (clockMoved && record.clockName) moved.add(record.clockName)
  const entry: CaseEntry = {
    caseId: record.id,
    adcode: record.adcode,
    seq: record.version + 1,
    action: 'recompute',
    at: context.now.toISOString(),
    actorId: actor.id,
    actorName: actor.name,
    post: null,
    organisationId: null,
    fromState: record.state,
    toState: record.state,
    data: {
      reason: 'calendar-changed',
      clockName: record.clockName,
      clockDueAt: { before: record.clockDueAt, after: due.clockDueAt },
      disposeDueAt: { before: record.disposeDueAt, after: due.disposeDueAt },
      isCalendarPublished: due.isCalendarPublished,
    },
    marks: [...moved].flatMap((name) => markOf(record.clocks, name, context.now)),
    due,
  }
  return { entry, record: evolve(record, entry) }
}

function markOf(clocks: readonly Clock[], name: ClockName, at: Date): EntryMark[] {
  const clock = clocks.findLast((it) => it.name === name)
  if (!clock || stateOf(clock) === 'stopped') return []
  const mark = recomputeClock(clock, { at: notBefore(at, [clock]) }).marks.at(-1)
  return mark ? [{ clock: name, mark }] : []
}
