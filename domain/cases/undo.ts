/**
 * What takes an action back, where the life cycle has such a step: the same post, before anybody else has gone on.
 * Taking back is a step of its own in the log; nothing is erased.
 */
import { type CaseActionName, ruleOf } from './life-cycle.ts'
import type { CaseState } from './state.ts'

export const undoOf = {
  issueVerification: 'recallVerification',
  sendOn: 'recallSendOn',
  dispatch: 'recallDispatch',
  assign: 'revokeAssignment',
  issueCheck: 'recallCheck',
} as const satisfies Partial<Record<CaseActionName, CaseActionName>>

/** The action that takes `action` back while the case stands in `state`, if there is one. */
export function findUndo(action: CaseActionName, state: CaseState): CaseActionName | undefined {
  const undo = (undoOf as Partial<Record<CaseActionName, CaseActionName>>)[action]
  return undo && ruleOf(undo).from.includes(state) ? undo : undefined
}
