/** What can be asked of inner orders in vain, with the sentence people read. */

import { toLocalText } from '../../catalogue/calendar-date.ts'
import { defineProblem } from '../../problem.ts'
import { type CaseState, caseStates } from '../state.ts'
import { type InnerActionName, type InnerState, innerRuleOf, innerStates } from './inner-life-cycle.ts'

const names = (actions: readonly InnerActionName[], language: 'zh' | 'en'): string =>
  actions.length
    ? actions.map((it) => innerRuleOf(it)[language]).join(language === 'zh' ? '、' : ', ')
    : language === 'zh'
      ? '无'
      : 'none'

/** `2026-06-15 18:00`, in China. */
const local = (iso: string): string => toLocalText(Date.parse(iso), 480)

const refusals = {
  post: { zh: '不属于您的岗位职责', en: 'it is not the work of your post' },
  unit: { zh: '工单派给了其他单位', en: 'the order was given to another unit' },
  'second-level': { zh: '工单由其他二级平台派发', en: 'another second-level platform issued it' },
} as const
export type InnerRefusal = keyof typeof refusals

export const InnerProblem = {
  unknown: defineProblem<{ id: string }>('inner-order.unknown', 'not-found', ({ id }) => ({
    zh: `没有这个内部工单：${id}`,
    en: `There is no such inner order: ${id}`,
  })),
  actionNotAllowed: defineProblem<{ action: InnerActionName; state: InnerState; allowed: InnerActionName[] }>(
    'inner-order.action-not-allowed',
    'conflict',
    ({ action, state, allowed }) => ({
      zh: `工单处于“${innerStates[state].zh}”，不能“${innerRuleOf(action).zh}”。此时可以：${names(allowed, 'zh')}。`,
      en: `The order is "${innerStates[state].en}"; "${innerRuleOf(action).en}" is not possible. Possible now: ${names(allowed, 'en')}.`,
    }),
  ),
  notYours: defineProblem<{ because: InnerRefusal }>('inner-order.not-yours', 'forbidden', ({ because }) => ({
    zh: `您不能办理此工单：${refusals[because].zh}。`,
    en: `You may not do this: ${refusals[because].en}.`,
  })),
  stale: defineProblem<{ expected: number; current: number }>(
    'inner-order.stale-version',
    'conflict',
    ({ expected, current }) => ({
      zh: `工单已被他人更新（您看到的是第 ${expected} 版，现为第 ${current} 版），请刷新后再操作。`,
      en: `The order was changed meanwhile (you saw version ${expected}, it is now ${current}); reload first.`,
    }),
  ),
  caseNotInHand: defineProblem<{ state: CaseState }>(
    'inner-order.case-not-in-hand',
    'conflict',
    ({ state }) => ({
      zh: `案件处于“${caseStates[state].zh}”，不能派发内部工单；案件派到本单位后、反馈之前才可以。`,
      en: `The case is "${caseStates[state].en}"; inner orders can be issued only while the unit has it in hand.`,
    }),
  ),
  notLeadUnit: defineProblem('inner-order.not-lead-unit', 'forbidden', () => ({
    zh: '案件的主办单位不是您所在的二级平台，不能拆分。',
    en: 'Your second-level platform is not the lead unit of this case and cannot split it.',
  })),
  unitNotBelow: defineProblem<{ unitId: string }>('inner-order.unit-not-below', 'invalid', () => ({
    zh: '所选单位不是本单位的下级，或已经停用。',
    en: 'A unit chosen does not stand below your own, or has ended.',
  })),
  unitTwice: defineProblem<{ name: string }>('inner-order.unit-twice', 'invalid', ({ name }) => ({
    zh: `${name}在本案已有未办结的工单；要改内容请撤回或改派。`,
    en: `${name} has an open order of this case already; recall or re-issue it to change it.`,
  })),
  beyondCase: defineProblem<{ dueAt: string; caseDueAt: string }>(
    'inner-order.beyond-case',
    'invalid',
    ({ dueAt, caseDueAt }) => ({
      zh: `内部时限到 ${local(dueAt)}，晚于案件处置时限 ${local(caseDueAt)}；请缩短，或不设内部时限（随案件时限）。`,
      en: `The inner deadline ${local(dueAt)} would lie after the case's own, ${local(caseDueAt)}; choose a shorter one, or none, to be due with the case.`,
    }),
  ),
  noTimeLeft: defineProblem('inner-order.no-time-left', 'conflict', () => ({
    zh: '工单的时限就是案件的处置时限，不能再延长；需要更多时间请向县平台申请延期。',
    en: 'The order is due when its case is and cannot be extended; ask the county for an extension of the case.',
  })),
  open: defineProblem<{ count: number }>('inner-order.open', 'conflict', ({ count }) => ({
    zh: `还有 ${count} 个内部工单未办结，全部初核通过或撤回后才能反馈处置结果。`,
    en: `${count} inner orders are still open; the result can be reported once all are accepted or recalled.`,
  })),
}
