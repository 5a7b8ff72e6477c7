/** What can be asked of a clock in vain. */
import { defineProblem } from '#domain/problem.ts'

const stateNames: Readonly<Record<string, string>> = {
  running: '计时中',
  paused: '已暂停',
  stopped: '已停止',
}
const markNames: Readonly<Record<string, string>> = {
  start: '开始',
  pause: '暂停',
  resume: '继续',
  restart: '重新计时',
  extend: '延期',
  stop: '停止',
  recompute: '重算',
}

/** The failures that clocks foresee. */
export const ClockProblem = {
  markNotAllowed: defineProblem<{
    clock: string
    mark: string
    state: string
    allowed: readonly string[]
  }>('cases.clock-mark-not-allowed', 'conflict', ({ clock, mark, state, allowed }) => ({
    zh: `计时“${clock}”${stateNames[state]}，不能${markNames[mark]}；只有${allowed.map((it) => stateNames[it]).join('或')}时可以`,
    en: `The clock "${clock}" is ${state} and cannot take a ${mark}; it can when ${allowed.join(' or ')}`,
  })),
  marksOutOfOrder: defineProblem<{ clock: string; at: string; lastAt: string }>(
    'cases.clock-marks-out-of-order',
    'conflict',
    ({ clock, at, lastAt }) => ({
      zh: `计时“${clock}”最近一次变动在 ${lastAt}，不能再记 ${at} 的变动`,
      en: `The clock "${clock}" was last changed at ${lastAt}; a change at ${at} would come before it`,
    }),
  ),
  calendarMismatch: defineProblem<{ clock: string; expected: string; given: string }>(
    'cases.clock-calendar-mismatch',
    'conflict',
    ({ clock, expected, given }) => ({
      zh: `计时“${clock}”按工作日历“${expected}”计算，不能用“${given}”`,
      en: `The clock "${clock}" runs on the calendar "${expected}", not on "${given}"`,
    }),
  ),
}
