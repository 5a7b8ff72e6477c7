/**
 * The life of a case, as one table: which action leads from which states to which state, who takes it, and what
 * it does to which clock. The server enforces it, the desk draws its buttons from it, the collector's phone uses
 * it offline. `row` names the row of the trade's transition table; rows with a letter complete it, and rows marked
 * `d` were decided by us (docs/adr/0007-life-cycle.md).
 */
import type { Post } from '../identity/post.ts'
import { type CaseState, openStates, workingStates } from './state.ts'

/** The clocks of a case: one a stage, and the disposal clock on which the unit is judged. */
export const caseClocks = [
  'accept',
  'verify',
  'file',
  'dispatch',
  'dispose',
  'issue_check',
  'check',
  'close',
] as const
export type ClockName = (typeof caseClocks)[number]

/**
 * What an action does to a clock. `hand-over` starts the disposal clock, or after a return resumes it for the
 * same unit and restarts it for another; `pause-since-request` pauses it from the moment the request was made.
 */
export type ClockEffect = {
  readonly clock: ClockName
  readonly does: 'start' | 'pause' | 'resume' | 'stop' | 'extend' | 'hand-over' | 'pause-since-request'
}

/**
 * Who among the holders of the post may act: anyone of the duty area; the lead unit's people; the handler it was
 * assigned to or the unit; the collector who holds the task; somebody other than the one who proposed.
 */
export type Relation = 'anyone' | 'lead-unit' | 'lead-unit-or-handler' | 'task-holder' | 'another-person'

export type ActionRule = {
  readonly row: string
  readonly zh: string
  readonly en: string
  readonly from: readonly CaseState[]
  /** `same` leaves the state, `before` returns to the state before the pending request. */
  readonly to: CaseState | 'same' | 'before'
  readonly by: readonly Post[]
  readonly who: Relation
  readonly clocks: readonly ClockEffect[]
  /** Forward moves on, back returns a step, side leaves the flow as it is, end ends it. */
  readonly way: 'forward' | 'back' | 'side' | 'end'
}

/** States in which a handler still has a case; a request to end it may be refused, and then the handler has it again. */
export const handlersStates: readonly CaseState[] = [
  'assigned',
  'handling',
  'extension_requested',
  'hang_requested',
  'suspended',
  'handled',
  'void_requested',
  'force_close_requested',
]
/** States in which a collector has a task, likewise. */
const tasksStates: readonly CaseState[] = ['verifying', 'checking', 'void_requested', 'force_close_requested']

const on = (clock: ClockName, does: ClockEffect['does']): ClockEffect => ({ clock, does })
const stopAll = caseClocks.map((clock) => on(clock, 'stop'))

type Parts = Omit<ActionRule, 'row' | 'zh' | 'en' | 'who' | 'clocks' | 'way'> &
  Partial<Pick<ActionRule, 'who' | 'clocks' | 'way'>>
const rule = (row: string, zh: string, en: string, parts: Parts): ActionRule => ({
  row,
  zh,
  en,
  who: 'anyone',
  clocks: [],
  way: 'forward',
  ...parts,
})

// biome-ignore format: it is read as a table, one row a line.
export const caseActions = {
  // accepting
  issueVerification: rule('3', '发核实', 'issue verification', { from: ['pool'], to: 'verifying', by: ['acceptor'], clocks: [on('accept', 'pause'), on('verify', 'start')] }),
  answerVerification: rule('4', '反馈核实', 'answer verification', { from: ['verifying'], to: 'pool', by: ['collector'], who: 'task-holder', clocks: [on('verify', 'stop'), on('accept', 'resume')] }),
  recallVerification: rule('4d', '撤回核实', 'recall verification', { from: ['verifying'], to: 'pool', by: ['acceptor'], way: 'back', clocks: [on('verify', 'stop'), on('accept', 'resume')] }),
  decline: rule('5', '不予受理', 'decline', { from: ['pool'], to: 'not_accepted', by: ['acceptor'], way: 'end', clocks: stopAll }),
  merge: rule('6', '并案', 'merge', { from: ['pool'], to: 'merged', by: ['acceptor'], way: 'end', clocks: stopAll }),
  sendOn: rule('7', '批转立案', 'send on for filing', { from: ['pool'], to: 'pending_filing', by: ['acceptor'], clocks: [on('accept', 'pause'), on('file', 'start')] }),
  recallSendOn: rule('7d', '撤回批转', 'recall from filing', { from: ['pending_filing'], to: 'pool', by: ['acceptor'], way: 'back', clocks: [on('file', 'stop'), on('accept', 'resume')] }),
  approveSelfHandled: rule('31', '确认自处置', 'approve self-handled', { from: ['self_handled_review'], to: 'closed', by: ['acceptor'], way: 'end', clocks: stopAll }),
  refuseSelfHandled: rule('31b', '退回自处置', 'refuse self-handled', { from: ['self_handled_review'], to: 'pool', by: ['acceptor'], way: 'back', clocks: [on('accept', 'start')] }),
  // filing
  file: rule('8', '立案', 'file', { from: ['pending_filing'], to: 'pending_dispatch', by: ['shift_leader'], clocks: [on('file', 'stop'), on('accept', 'stop'), on('dispatch', 'start')] }),
  sendBackToAcceptor: rule('9', '退回受理', 'send back to acceptor', { from: ['pending_filing'], to: 'pool', by: ['shift_leader'], way: 'back', clocks: [on('file', 'stop'), on('accept', 'resume')] }),
  declineFiling: rule('10', '不予立案', 'decline filing', { from: ['pending_filing'], to: 'not_filed', by: ['shift_leader'], way: 'end', clocks: stopAll }),
  // dispatching
  dispatch: rule('11', '派遣', 'dispatch', { from: ['pending_dispatch'], to: 'pending_handle', by: ['dispatcher'], clocks: [on('dispatch', 'stop'), on('dispose', 'hand-over')] }),
  recallDispatch: rule('11d', '撤回派遣', 'recall the dispatch', { from: ['pending_handle'], to: 'pending_dispatch', by: ['dispatcher'], way: 'back', clocks: [on('dispose', 'pause'), on('dispatch', 'resume')] }),
  returnToAcceptor: rule('12', '退回受理', 'return to acceptor', { from: ['pending_dispatch'], to: 'pool', by: ['dispatcher'], way: 'back', clocks: [on('dispatch', 'stop'), on('accept', 'start')] }),
  // disposing
  assign: rule('13', '指派', 'assign', { from: ['pending_handle'], to: 'assigned', by: ['unit', 'sub_center'], who: 'lead-unit' }),
  revokeAssignment: rule('13b', '撤销指派', 'revoke assignment', { from: ['assigned'], to: 'pending_handle', by: ['unit', 'sub_center'], who: 'lead-unit', way: 'back' }),
  reassign: rule('13d', '改派处置人', 'reassign', { from: handlersStates, to: 'same', by: ['unit', 'sub_center'], who: 'lead-unit', way: 'side' }),
  start: rule('13a', '接单', 'start', { from: ['pending_handle', 'assigned'], to: 'handling', by: ['unit', 'handler', 'sub_center'], who: 'lead-unit-or-handler' }),
  requestReturn: rule('14', '申请回退', 'request return', { from: ['pending_handle'], to: 'return_requested', by: ['unit', 'sub_center'], who: 'lead-unit', way: 'back' }),
  approveReturn: rule('14a', '同意回退', 'approve return', { from: ['return_requested'], to: 'pending_dispatch', by: ['dispatcher'], way: 'back', clocks: [on('dispose', 'pause-since-request'), on('dispatch', 'start')] }),
  refuseReturn: rule('14b', '驳回回退', 'refuse return', { from: ['return_requested'], to: 'pending_handle', by: ['dispatcher'] }),
  requestExtension: rule('15', '申请延期', 'request extension', { from: ['handling'], to: 'extension_requested', by: ['unit', 'handler', 'sub_center'], who: 'lead-unit-or-handler' }),
  approveExtension: rule('15a', '同意延期', 'approve extension', { from: ['extension_requested'], to: 'handling', by: ['dispatcher'], clocks: [on('dispose', 'extend')] }),
  refuseExtension: rule('15b', '驳回延期', 'refuse extension', { from: ['extension_requested'], to: 'handling', by: ['dispatcher'] }),
  requestSuspension: rule('16', '申请挂账', 'request suspension', { from: ['handling'], to: 'hang_requested', by: ['unit', 'sub_center'], who: 'lead-unit' }),
  approveSuspension: rule('16a', '同意挂账', 'approve suspension', { from: ['hang_requested'], to: 'suspended', by: ['dispatcher'], clocks: [on('dispose', 'pause')] }),
  refuseSuspension: rule('16b', '驳回挂账', 'refuse suspension', { from: ['hang_requested'], to: 'handling', by: ['dispatcher'] }),
  resume: rule('17', '恢复处置', 'resume', { from: ['suspended'], to: 'handling', by: ['dispatcher'], clocks: [on('dispose', 'resume')] }),
  reportDone: rule('18', '处置完毕', 'report done', { from: ['handling'], to: 'handled', by: ['unit', 'handler', 'sub_center'], who: 'lead-unit-or-handler' }),
  // feedback
  confirmDone: rule('18a', '部门确认', 'confirm done', { from: ['handled'], to: 'same', by: ['unit', 'sub_center'], who: 'lead-unit', clocks: [on('dispose', 'pause')] }),
  rejectDone: rule('19', '部门打回', 'reject done', { from: ['handled'], to: 'handling', by: ['unit', 'sub_center'], who: 'lead-unit', way: 'back' }),
  passOn: rule('20', '批转核查', 'pass on for checking', { from: ['handled'], to: 'pending_check', by: ['dispatcher'], clocks: [on('issue_check', 'start')] }),
  sendBack: rule('21', '派遣员打回', 'send back to the unit', { from: ['handled'], to: 'pending_handle', by: ['dispatcher'], way: 'back', clocks: [on('dispose', 'resume')] }),
  // checking
  issueCheck: rule('22', '发核查', 'issue check', { from: ['pending_check'], to: 'checking', by: ['acceptor'], clocks: [on('issue_check', 'stop'), on('check', 'start')] }),
  passCheck: rule('23a', '核查通过', 'pass the check', { from: ['checking'], to: 'check_passed', by: ['collector'], who: 'task-holder', clocks: [on('check', 'stop'), on('close', 'start')] }),
  failCheck: rule('23b', '核查不通过', 'fail the check', { from: ['checking'], to: 'check_failed', by: ['collector'], who: 'task-holder', clocks: [on('check', 'stop')] }),
  cannotCheck: rule('23c', '无法核查', 'cannot check', { from: ['checking'], to: 'pending_check', by: ['collector'], who: 'task-holder', way: 'back', clocks: [on('check', 'stop'), on('issue_check', 'start')] }),
  recallCheck: rule('23d', '撤回核查', 'recall the check', { from: ['checking'], to: 'pending_check', by: ['acceptor'], way: 'back', clocks: [on('check', 'stop'), on('issue_check', 'start')] }),
  reassignTask: rule('22d', '改派任务', 'reassign the task', { from: tasksStates, to: 'same', by: ['acceptor'], way: 'side' }),
  acceptUnchecked: rule('23e', '免核查通过', 'accept without a check', { from: ['pending_check'], to: 'check_passed', by: ['acceptor'], clocks: [on('issue_check', 'stop'), on('close', 'start')] }),
  refuseUnchecked: rule('23f', '免核查不通过', 'refuse without a check', { from: ['pending_check'], to: 'check_failed', by: ['acceptor'], way: 'back', clocks: [on('issue_check', 'stop')] }),
  rework: rule('24', '返工', 'rework', { from: ['check_failed'], to: 'pending_handle', by: ['acceptor', 'dispatcher'], clocks: [on('dispose', 'resume')] }),
  close: rule('25', '结案', 'close', { from: ['check_passed'], to: 'closed', by: ['shift_leader'], way: 'end', clocks: stopAll }),
  refuseClose: rule('25d', '退回核查', 'refuse to close', { from: ['check_passed'], to: 'pending_check', by: ['shift_leader'], way: 'back', clocks: [on('close', 'stop'), on('issue_check', 'start')] }),
  // ending otherwise
  requestVoid: rule('26', '申请作废', 'request voiding', { from: workingStates, to: 'void_requested', by: ['dispatcher', 'acceptor'], way: 'side' }),
  approveVoid: rule('26a', '同意作废', 'approve voiding', { from: ['void_requested'], to: 'voided', by: ['shift_leader'], way: 'end', clocks: stopAll }),
  refuseVoid: rule('26b', '驳回作废', 'refuse voiding', { from: ['void_requested'], to: 'before', by: ['shift_leader'], way: 'side' }),
  proposeForceClose: rule('28', '提议强制结案', 'propose forced close', { from: workingStates, to: 'force_close_requested', by: ['shift_leader'], way: 'side' }),
  approveForceClose: rule('28a', '批准强制结案', 'approve forced close', { from: ['force_close_requested'], to: 'forced_closed', by: ['leader'], who: 'another-person', way: 'end', clocks: stopAll }),
  refuseForceClose: rule('28b', '驳回强制结案', 'refuse forced close', { from: ['force_close_requested'], to: 'before', by: ['leader'], who: 'another-person', way: 'side' }),
  // beside the flow
  supervise: rule('27', '督办', 'supervise', { from: openStates, to: 'same', by: ['leader', 'inspector'], way: 'side' }),
  answerSupervision: rule('27a', '督办回复', 'answer supervision', { from: openStates, to: 'same', by: ['unit', 'sub_center'], who: 'lead-unit', way: 'side' }),
  instruct: rule('27c', '批示', 'instruct', { from: openStates, to: 'same', by: ['leader'], way: 'side' }),
  urge: rule('27b', '催办', 'urge', { from: openStates, to: 'same', by: ['acceptor', 'dispatcher', 'inspector', 'leader'], way: 'side' }),
  // after the end
  appeal: rule('29', '申诉', 'appeal', { from: ['closed'], to: 'same', by: ['unit', 'sub_center'], who: 'lead-unit', way: 'side' }),
  reviewAppeal: rule('29a', '申诉初审', 'review appeal', { from: ['closed'], to: 'same', by: ['dispatcher'], way: 'side' }),
  decideAppeal: rule('29b', '申诉终审', 'decide appeal', { from: ['closed'], to: 'same', by: ['acceptor'], way: 'side' }),
  recordReturnVisit: rule('30', '回访', 'record return visit', { from: ['closed'], to: 'same', by: ['acceptor'], way: 'side' }),
  billOwner: rule('30d', '代处置结算', 'bill the owner', { from: ['handled', 'pending_check', 'checking', 'check_passed', 'closed', 'forced_closed'], to: 'same', by: ['dispatcher'], way: 'side' }),
} as const satisfies Record<string, ActionRule>

/** Who speaks for a unit as a whole: its desk, or its second-level platform; a handler only for the own work. */
export const isDeskOfUnit = (posts: readonly string[]): boolean =>
  posts.includes('unit') || posts.includes('sub_center')

export type CaseActionName = keyof typeof caseActions
export const caseActionNames = Object.keys(caseActions) as CaseActionName[]

/** The rule of an action. */
export const ruleOf = (action: CaseActionName): ActionRule => caseActions[action]

/** `dispatch` → `case.dispatch`, `issueCheck` → `case.issue-check`: permission, path and problem share the word. */
export const toKebab = (action: string): string => action.replace(/[A-Z]/g, (it) => `-${it.toLowerCase()}`)
