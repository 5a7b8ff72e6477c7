import { describe, expect, it } from 'vitest'
import { type CaseActionName, caseActionNames, ruleOf } from '#domain/cases/life-cycle.ts'
import { type CaseState, openStates } from '#domain/cases/state.ts'
import type { Post } from '#domain/identity/post.ts'
import { orderActions } from './order-actions.ts'

const allowed = (state: CaseState, post: Post) =>
  caseActionNames
    .filter((name) => ruleOf(name).from.includes(state) && ruleOf(name).by.includes(post))
    .map((name) => ({ name, path: '', ...ruleOf(name) }))
const mainOf = (state: CaseState, post: Post): CaseActionName | undefined =>
  orderActions(allowed(state, post)).main?.name

describe('the main action', () => {
  it.each([
    ['pool', 'acceptor', 'issueVerification'],
    ['pending_filing', 'shift_leader', 'file'],
    ['pending_dispatch', 'dispatcher', 'dispatch'],
    ['assigned', 'unit', 'start'],
    ['handling', 'unit', 'reportDone'],
    ['extension_requested', 'dispatcher', 'approveExtension'],
    ['return_requested', 'dispatcher', 'approveReturn'],
    ['void_requested', 'shift_leader', 'approveVoid'],
    ['handled', 'dispatcher', 'passOn'],
    ['pending_check', 'acceptor', 'issueCheck'],
    ['checking', 'collector', 'passCheck'],
    ['check_passed', 'shift_leader', 'close'],
  ] as const)('of %s for %s is %s', (state, post, action) => {
    expect(mainOf(state, post)).toBe(action)
  })

  it('is none where one can only ask or step aside', () => {
    expect(mainOf('handling', 'leader')).toBeUndefined()
  })

  it('loses no action', () => {
    for (const state of openStates)
      expect(orderActions(allowed(state, 'dispatcher')).all).toHaveLength(allowed(state, 'dispatcher').length)
  })
})
