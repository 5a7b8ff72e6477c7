/**
 * The table itself: every row against the trade's transition table, and what must hold of any such table: no state
 * without an exit, no state that cannot be reached, no request without an answer.
 */
import { describe, expect, it } from 'vitest'
import { permissionsForCaseActions } from './action-permissions.ts'
import { caseActionNames, ruleOf } from './life-cycle.ts'
import { queueOf } from './queue.ts'
import { type CaseState, caseStateCodes, caseStates, openStates, workingStates } from './state.ts'

/** row → from → to → by, as the trade's table has them (31 rows and those that complete it). */
const tradeTable: [row: string, action: string, from: string, to: string, by: string][] = [
  ['3', 'issueVerification', 'pool', 'verifying', 'acceptor'],
  ['4', 'answerVerification', 'verifying', 'pool', 'collector'],
  ['5', 'decline', 'pool', 'not_accepted', 'acceptor'],
  ['6', 'merge', 'pool', 'merged', 'acceptor'],
  ['7', 'sendOn', 'pool', 'pending_filing', 'acceptor'],
  ['7d', 'recallSendOn', 'pending_filing', 'pool', 'acceptor'],
  ['8', 'file', 'pending_filing', 'pending_dispatch', 'shift_leader'],
  ['9', 'sendBackToAcceptor', 'pending_filing', 'pool', 'shift_leader'],
  ['10', 'declineFiling', 'pending_filing', 'not_filed', 'shift_leader'],
  ['11', 'dispatch', 'pending_dispatch', 'pending_handle', 'dispatcher'],
  ['11d', 'recallDispatch', 'pending_handle', 'pending_dispatch', 'dispatcher'],
  ['12', 'returnToAcceptor', 'pending_dispatch', 'pool', 'dispatcher'],
  ['13', 'assign', 'pending_handle', 'assigned', 'unit,sub_center'],
  ['13a', 'start', 'pending_handle,assigned', 'handling', 'unit,handler,sub_center'],
  ['13b', 'revokeAssignment', 'assigned', 'pending_handle', 'unit,sub_center'],
  [
    '13d',
    'reassign',
    'assigned,handling,extension_requested,hang_requested,suspended,handled,void_requested,force_close_requested',
    'same',
    'unit,sub_center',
  ],
  ['14', 'requestReturn', 'pending_handle', 'return_requested', 'unit,sub_center'],
  ['14a', 'approveReturn', 'return_requested', 'pending_dispatch', 'dispatcher'],
  ['14b', 'refuseReturn', 'return_requested', 'pending_handle', 'dispatcher'],
  ['15', 'requestExtension', 'handling', 'extension_requested', 'unit,handler,sub_center'],
  ['15a', 'approveExtension', 'extension_requested', 'handling', 'dispatcher'],
  ['15b', 'refuseExtension', 'extension_requested', 'handling', 'dispatcher'],
  ['16', 'requestSuspension', 'handling', 'hang_requested', 'unit,sub_center'],
  ['16a', 'approveSuspension', 'hang_requested', 'suspended', 'dispatcher'],
  ['16b', 'refuseSuspension', 'hang_requested', 'handling', 'dispatcher'],
  ['17', 'resume', 'suspended', 'handling', 'dispatcher'],
  ['18', 'reportDone', 'handling', 'handled', 'unit,handler,sub_center'],
  ['18a', 'confirmDone', 'handled', 'same', 'unit,sub_center'],
  ['19', 'rejectDone', 'handled', 'handling', 'unit,sub_center'],
  ['20', 'passOn', 'handled', 'pending_check', 'dispatcher'],
  ['21', 'sendBack', 'handled', 'pending_handle', 'dispatcher'],
  ['22', 'issueCheck', 'pending_check', 'checking', 'acceptor'],
  ['22d', 'reassignTask', 'verifying,checking,void_requested,force_close_requested', 'same', 'acceptor'],
  ['23a', 'passCheck', 'checking', 'check_passed', 'collector'],
  ['23b', 'failCheck', 'checking', 'check_failed', 'collector'],
  ['23c', 'cannotCheck', 'checking', 'pending_check', 'collector'],
  ['24', 'rework', 'check_failed', 'pending_handle', 'acceptor,dispatcher'],
  ['25', 'close', 'check_passed', 'closed', 'shift_leader'],
  ['26', 'requestVoid', workingStates.join(), 'void_requested', 'dispatcher,acceptor'],
  ['26a', 'approveVoid', 'void_requested', 'voided', 'shift_leader'],
  ['26b', 'refuseVoid', 'void_requested', 'before', 'shift_leader'],
  ['27', 'supervise', openStates.join(), 'same', 'leader,inspector'],
  ['27a', 'answerSupervision', openStates.join(), 'same', 'unit,sub_center'],
  ['27c', 'instruct', openStates.join(), 'same', 'leader'],
  ['28', 'proposeForceClose', workingStates.join(), 'force_close_requested', 'shift_leader'],
  ['28a', 'approveForceClose', 'force_close_requested', 'forced_closed', 'leader'],
  ['29', 'appeal', 'closed', 'same', 'unit,sub_center'],
  ['30', 'recordReturnVisit', 'closed', 'same', 'acceptor'],
  ['31', 'approveSelfHandled', 'self_handled_review', 'closed', 'acceptor'],
  ['31b', 'refuseSelfHandled', 'self_handled_review', 'pool', 'acceptor'],
]

describe('the life cycle', () => {
  it.each(tradeTable)('row %s: %s', (row, action, from, to, by) => {
    const rule = ruleOf(action as never)
    expect([rule.row, rule.from.join(), rule.to, rule.by.join()]).toEqual([row, from, to, by])
  })

  it('has no row twice', () => {
    const rows = caseActionNames.map((it) => ruleOf(it).row)
    expect(new Set(rows).size).toBe(rows.length)
  })

  /** Where a state may lead; what returns to the state before may lead to any working state. */
  const next = (state: CaseState): readonly CaseState[] =>
    caseActionNames
      .map(ruleOf)
      .filter((rule) => rule.from.includes(state) && rule.to !== 'same')
      .flatMap(({ to }) => (to === 'before' ? workingStates : to === 'same' ? [] : [to]))

  it('lets every open state reach the end', () => {
    for (const start of openStates) {
      const seen = new Set<CaseState>([start])
      for (const state of seen) for (const to of next(state)) seen.add(to)
      expect(
        [...seen].some((it) => it === 'closed'),
        start,
      ).toBe(true)
    }
  })

  it('reaches every state from a report', () => {
    const seen = new Set<CaseState>(['pool', 'self_handled_review'])
    for (const state of seen) for (const to of next(state)) seen.add(to)
    expect([...seen].sort()).toEqual([...caseStateCodes].sort())
  })

  it('leaves no ended case to go on', () => {
    for (const state of caseStateCodes.filter((it) => !caseStates[it].isOpen))
      expect(next(state), state).toEqual([])
  })

  it("puts every open state into somebody's queue, but for a suspended case, which waits for its date", () => {
    const posts = ['acceptor', 'shift_leader', 'dispatcher', 'unit', 'handler', 'collector', 'leader']
    const waiting = new Set([...queueOf(posts, { mergedPosts: {} }).values()].flat())
    const forgotten = openStates.filter((it) => !waiting.has(it))
    expect(forgotten).toEqual([])
  })

  it('gives a post the permissions of its rows, and a merged post those of the other too', () => {
    expect(permissionsForCaseActions('shift_leader')).toContain('case.file')
    expect(permissionsForCaseActions('acceptor')).not.toContain('case.file')
  })
})
