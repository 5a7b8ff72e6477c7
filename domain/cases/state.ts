/**
 * The states of a case, from the first report to the end. `stage` is the public step (七步闭环); it is what a
 * citizen is shown, while the state is what the centre works with.
 */
import { z } from 'zod'

export const stages = {
  accept: { zh: '信息收集', en: 'accepting' },
  file: { zh: '案卷建立', en: 'filing' },
  dispatch: { zh: '任务派遣', en: 'dispatching' },
  dispose: { zh: '任务处理', en: 'disposing' },
  feedback: { zh: '处理反馈', en: 'feedback' },
  check: { zh: '核查结案', en: 'checking' },
  ended: { zh: '已办结', en: 'ended' },
} as const
export type Stage = keyof typeof stages

type StateInfo = { zh: string; en: string; stage: Stage; isOpen: boolean }
const open = (stage: Stage, zh: string, en: string): StateInfo => ({ zh, en, stage, isOpen: true })
const ended = (zh: string, en: string): StateInfo => ({ zh, en, stage: 'ended', isOpen: false })

export const caseStates = {
  pool: open('accept', '待受理', 'waiting for acceptance'),
  verifying: open('accept', '核实中', 'being verified'),
  self_handled_review: open('accept', '自处置审核', 'self-handled, under review'),
  pending_filing: open('file', '待立案', 'waiting for filing'),
  pending_dispatch: open('dispatch', '待派遣', 'waiting for dispatch'),
  pending_handle: open('dispose', '待处置', 'waiting for the unit'),
  assigned: open('dispose', '已指派', 'assigned to a handler'),
  handling: open('dispose', '处置中', 'being put right'),
  return_requested: open('dispose', '回退待批', 'return requested'),
  extension_requested: open('dispose', '延期待批', 'extension requested'),
  hang_requested: open('dispose', '挂账待批', 'suspension requested'),
  suspended: open('dispose', '挂账中', 'suspended'),
  handled: open('feedback', '已反馈', 'reported as put right'),
  pending_check: open('check', '待核查', 'waiting for a check'),
  checking: open('check', '核查中', 'being checked'),
  check_failed: open('check', '核查不通过', 'check failed'),
  check_passed: open('check', '待结案', 'check passed, waiting to be closed'),
  void_requested: open('check', '作废待批', 'voiding requested'),
  force_close_requested: open('check', '强制结案待批', 'forced close proposed'),
  closed: ended('已结案', 'closed'),
  forced_closed: ended('强制结案', 'closed by force'),
  not_accepted: ended('不予受理', 'not accepted'),
  not_filed: ended('不予立案', 'not filed'),
  merged: ended('已并案', 'merged into another'),
  voided: ended('已作废', 'voided'),
} as const satisfies Record<string, StateInfo>

export type CaseState = keyof typeof caseStates
export const caseStateCodes = Object.keys(caseStates) as CaseState[]
export const CaseState = z.enum(caseStateCodes as [CaseState, ...CaseState[]])

/** States from which a case can still go on. */
export const openStates: readonly CaseState[] = caseStateCodes.filter((it) => caseStates[it].isOpen)

/** Open states in which no request to end the case is pending. */
export const workingStates: readonly CaseState[] = openStates.filter(
  (it) => it !== 'void_requested' && it !== 'force_close_requested',
)
