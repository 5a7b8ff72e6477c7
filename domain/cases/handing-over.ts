/**
 * Which work a person would leave behind, and which action of the life cycle moves each piece on: to somebody who may
 * do the same, or back to where it came from.
 */
import type { CaseRecord } from './case-record.ts'
import type { WorkKind } from './departure-contract.ts'
import { type CaseActionName, handlersStates } from './life-cycle.ts'
import { type Worker, waitsFor } from './queue.ts'
import type { CaseSettings } from './settings.ts'
import type { CaseState } from './state.ts'

/** A step of the life cycle, with what it says. */
export type Step = { readonly action: CaseActionName; readonly input: Readonly<Record<string, unknown>> }

/** Where the case would be again if a request to end it were refused. */
const workingState = ({ state, stateBefore }: CaseRecord): CaseState => stateBefore ?? state

/** What `personId` has to do with the case as it stands; the hand at the desk is no part of the record. */
export function workOf(record: CaseRecord, personId: string, holderId: string | null): WorkKind[] {
  const state = workingState(record)
  const work: WorkKind[] = []
  // A result that its unit has confirmed waits for the dispatcher; the handler has nothing more to do with it.
  const isHandled = state === 'handled' && record.confirmedAt !== null
  if (record.handlerId === personId && handlersStates.includes(state) && !isHandled) work.push('handling')
  if (record.taskHolderId === personId) work.push(state === 'verifying' ? 'verification' : 'check')
  if (holderId === personId) work.push('hand')
  return work
}

/** Whether the work can go back: not while a request to end the case is pending, since no state would fit it. */
export const canGoBack = (record: CaseRecord, work: WorkKind): boolean =>
  work === 'hand' ||
  (work === 'handling' && workingState(record) !== 'assigned') ||
  record.stateBefore === null

/** Whether `worker` could take the work over from somebody else. */
export function canTakeOver(
  record: CaseRecord,
  work: WorkKind,
  worker: Worker,
  settings: Pick<CaseSettings, 'mergedPosts'>,
): boolean {
  switch (work) {
    case 'handling':
      return worker.posts.includes('handler') && worker.organisationId === record.leadUnitId
    case 'verification':
      return worker.posts.includes('collector')
    case 'check':
      return worker.posts.includes('collector') && worker.id !== record.reporterId
    case 'hand':
      return waitsFor(record, worker, settings)
  }
}

/** The step that gives the work to `toId`, or back; undefined for the hand at the desk, which is no step of a case. */
export function stepFor(
  record: CaseRecord,
  work: WorkKind,
  toId: string | null,
  reason: string,
): Step | undefined {
  switch (work) {
    case 'handling':
      return toId === null && record.state === 'assigned'
        ? { action: 'revokeAssignment', input: { reason } }
        : { action: 'reassign', input: { handlerId: toId, reason } }
    case 'verification':
      return toId === null
        ? { action: 'recallVerification', input: { reason } }
        : { action: 'reassignTask', input: { collectorId: toId, reason } }
    case 'check':
      return toId === null
        ? { action: 'recallCheck', input: { reason } }
        : { action: 'reassignTask', input: { collectorId: toId, reason } }
    case 'hand':
      return undefined
  }
}
