/**
 * The life of an inner order (内部工单), as one small table: what a second-level platform gives to a unit below it, and
 * what that unit reports back. The case stands above it: what happens to the case is followed by rule (`follow-case.ts`),
 * and the county knows one case with one clock (docs/adr/0015-the-second-level.md).
 */
import type { Post } from '../../identity/post.ts'
import { toKebab } from '../life-cycle.ts'
import type { CaseState } from '../state.ts'

type StateInfo = { readonly zh: string; readonly en: string; readonly isOpen: boolean }

/** Where an inner order stands. `paused` rests with its case and goes back to the state before. */
export const innerStates = {
  issued: { zh: '待接单', en: 'waiting to be taken up', isOpen: true },
  working: { zh: '办理中', en: 'being done', isOpen: true },
  reported: { zh: '待初核', en: 'waiting for the first check', isOpen: true },
  paused: { zh: '随案暂停', en: 'paused with the case', isOpen: true },
  accepted: { zh: '初核通过', en: 'accepted', isOpen: false },
  recalled: { zh: '已撤回', en: 'recalled', isOpen: false },
} as const satisfies Record<string, StateInfo>
export type InnerState = keyof typeof innerStates
export const innerStateCodes = Object.keys(innerStates) as InnerState[]

/** Who acts: the second level that issued it, or the unit below that has it. */
export type InnerSide = 'second-level' | 'inner-unit'

export type InnerRule = {
  readonly zh: string
  readonly en: string
  readonly from: readonly InnerState[]
  readonly to: InnerState | 'same'
  readonly side: InnerSide
  /** What becomes of the order's own clock, where it has one. */
  readonly clock: 'none' | 'pause' | 'resume' | 'stop' | 'extend'
  readonly way: 'forward' | 'back' | 'side' | 'end'
}

// biome-ignore format: it is read as a table, one row a line.
export const innerActions = {
  start: { zh: '接单', en: 'take up', from: ['issued'], to: 'working', side: 'inner-unit', clock: 'none', way: 'forward' },
  report: { zh: '反馈办结', en: 'report done', from: ['working'], to: 'reported', side: 'inner-unit', clock: 'pause', way: 'forward' },
  accept: { zh: '初核通过', en: 'accept', from: ['reported'], to: 'accepted', side: 'second-level', clock: 'stop', way: 'end' },
  sendBack: { zh: '退回返工', en: 'send back', from: ['reported'], to: 'working', side: 'second-level', clock: 'resume', way: 'back' },
  extend: { zh: '延长时限', en: 'extend', from: ['issued', 'working'], to: 'same', side: 'second-level', clock: 'extend', way: 'side' },
  reissue: { zh: '改派', en: 're-issue', from: ['issued', 'working', 'reported'], to: 'recalled', side: 'second-level', clock: 'stop', way: 'side' },
  recall: { zh: '撤回', en: 'recall', from: ['issued', 'working', 'reported', 'paused'], to: 'recalled', side: 'second-level', clock: 'stop', way: 'back' },
} as const satisfies Record<string, InnerRule>
export type InnerActionName = keyof typeof innerActions
export const innerActionNames = Object.keys(innerActions) as InnerActionName[]

/** What a case does to its open inner orders; steps of their logs that nobody takes by hand. */
export const innerFollowings = {
  issue: { zh: '派发', en: 'issued' },
  pauseWithCase: { zh: '随案暂停', en: 'paused with the case' },
  resumeWithCase: { zh: '随案恢复', en: 'resumed with the case' },
  recallWithCase: { zh: '随案撤回', en: 'recalled with the case' },
  moveWithCase: { zh: '随案调整时限', en: 'deadline moved with the case' },
} as const
export type InnerEntryAction = InnerActionName | keyof typeof innerFollowings

/** The rule of an action. */
export const innerRuleOf = (action: InnerActionName): InnerRule => innerActions[action]

/** What a step of the log is called. */
export const innerWordsOf = (action: InnerEntryAction): { zh: string; en: string } =>
  ({ ...innerActions, ...innerFollowings })[action]

const sidePosts: Readonly<Record<InnerSide, readonly Post[]>> = {
  'second-level': ['sub_center'],
  'inner-unit': ['unit', 'handler'],
}

/** The posts that take an action. */
export const innerPostsOf = (action: InnerActionName | 'issue'): readonly Post[] =>
  sidePosts[action === 'issue' ? 'second-level' : innerRuleOf(action).side]

/** `sendBack` → `inner-order.send-back`: permission, path and announcement share the word. */
export const innerPermission = (action: InnerActionName | 'issue'): string => `inner-order.${toKebab(action)}`

/** Permissions for everything a post does with inner orders. */
export const permissionsForInnerOrders = (post: Post): string[] =>
  (['issue', ...innerActionNames] as const)
    .filter((it) => innerPostsOf(it).includes(post))
    .map(innerPermission)

/** States of a case in which its unit has it in hand, so that it may be split. */
export const splittingStates: readonly CaseState[] = [
  'pending_handle',
  'assigned',
  'handling',
  'extension_requested',
  'hang_requested',
]
