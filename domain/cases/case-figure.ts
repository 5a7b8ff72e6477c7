/**
 * The figures by which a centre looks at its cases now and today: what each counts, in words and as a rule over the
 * case and its log. A list of cases can be narrowed to each (`figure=`), so a count is never without its cases.
 */
import { chinaDayOf } from '../china-time.ts'
import type { CaseEntry } from './case-entry.ts'
import type { CaseRecord } from './case-record.ts'
import type { CaseActionName } from './life-cycle.ts'
import { type CaseState, caseStates, openStates } from './state.ts'

/** Which actions of the log are a step of the day. */
export const stepActions = {
  filed: ['file'],
  dispatched: ['dispatch'],
  handled: ['reportDone'],
  checked: ['passCheck', 'failCheck', 'acceptUnchecked', 'refuseUnchecked'],
  closed: ['close', 'approveSelfHandled'],
} as const satisfies Record<string, readonly CaseActionName[]>
export type StepFigure = keyof typeof stepActions
export const stepFigures = Object.keys(stepActions) as [StepFigure, ...StepFigure[]]

export const figuresNow = [
  'supervision-open',
  'supervision-late',
  'going-round',
  'with-unit',
  'with-unit-late',
] as const
export const figuresOfDay = ['reported', ...stepFigures, 'due', 'in-time'] as const
export const caseFigureCodes = [...figuresNow, ...figuresOfDay] as const
export type CaseFigure = (typeof caseFigureCodes)[number]

/** The states in which somebody's decision is asked for. */
export const requestStates = openStates.filter((it) => it.endsWith('_requested'))

/** From this many turns on, a case goes round. */
export const fewestRounds = 2

/** How often a case came back: handed back by a unit, sent back by the dispatcher, or failed its check. */
export const roundsOf = ({ counters }: Pick<CaseRecord, 'counters'>): number =>
  counters.returns + counters.sendBacks + counters.reworks

/** States in which the lead unit has the work; a result counts as its own until it is confirmed. */
export const unitsStates: readonly CaseState[] = openStates.filter((it) => caseStates[it].stage === 'dispose')

/** What a rule may look at. */
export type FigureFacts = { readonly record: CaseRecord; readonly entries: readonly CaseEntry[] }
/** `now`, and the day in China that the figures of a day speak of. */
export type FigureTime = { readonly now: Date; readonly onDate: string }

type Definition = {
  readonly zh: string
  readonly en: string
  readonly means: { readonly zh: string; readonly en: string }
  readonly holds: (facts: FigureFacts, time: FigureTime) => boolean
}

const isOpen = ({ state }: CaseRecord): boolean => caseStates[state].isOpen
const isOn = (at: string | null, { onDate, now }: FigureTime): boolean =>
  at !== null && chinaDayOf(new Date(at)) === onDate && Date.parse(at) <= now.getTime()
const isWithUnit = ({ state, confirmedAt }: CaseRecord): boolean =>
  unitsStates.includes(state) || (state === 'handled' && confirmedAt === null)

/** A supervision is late when its instant has passed, or, where only a day is known, when that day is over. */
export const isAnswerLate = (
  { answeredAt, dueAt, dueOnDate }: CaseRecord['supervisions'][number],
  now: Date,
): boolean =>
  !answeredAt && (dueAt === undefined ? dueOnDate < chinaDayOf(now) : Date.parse(dueAt) < now.getTime())

/** As in the monthly board: put right, or past its deadline unhandled, whichever came first. */
function isDue({ record: it }: FigureFacts, time: FigureTime): boolean {
  if (it.state === 'voided' || it.state === 'forced_closed' || it.isSelfHandled) return false
  const [first = null] = [it.confirmedAt, it.disposeDueAt].filter((at) => at !== null).sort()
  return isOn(first, time)
}

const tookStep =
  (figure: StepFigure): Definition['holds'] =>
  ({ entries }, time) =>
    entries.some(
      ({ action, at }) => (stepActions[figure] as readonly string[]).includes(action) && isOn(at, time),
    )

export const caseFigures: Readonly<Record<CaseFigure, Definition>> = {
  'supervision-open': {
    zh: '督办未回复',
    en: 'supervised, unanswered',
    means: {
      zh: '未办结、且至少一条督办尚未回复的案件',
      en: 'open cases with a supervision not yet answered',
    },
    holds: ({ record }) => isOpen(record) && record.supervisions.some((it) => !it.answeredAt),
  },
  'supervision-late': {
    zh: '督办逾期未回复',
    en: 'supervised, answer overdue',
    means: {
      zh: '未办结、且有督办过了回复期限仍未回复的案件',
      en: 'open cases with a supervision whose day of answer is over',
    },
    holds: ({ record }, { now }) => isOpen(record) && record.supervisions.some((it) => isAnswerLate(it, now)),
  },
  'going-round': {
    zh: '反复流转',
    en: 'going round',
    means: {
      zh: `未办结、且回退、打回、返工合计 ${fewestRounds} 次以上的案件`,
      en: `open cases that were returned, sent back or reworked ${fewestRounds} times or more, taken together`,
    },
    holds: ({ record }) => isOpen(record) && roundsOf(record) >= fewestRounds,
  },
  'with-unit': {
    zh: '单位在办',
    en: 'with the unit',
    means: { zh: '在主办单位手上、尚未确认处置完毕的案件', en: 'cases in the hands of their lead unit' },
    holds: ({ record }) => isWithUnit(record),
  },
  'with-unit-late': {
    zh: '单位超期',
    en: 'with the unit, overdue',
    means: { zh: '单位在办中处置时限已过的案件', en: 'of them, those past their disposal limit' },
    holds: ({ record }, { now }) =>
      isWithUnit(record) && record.disposeDueAt !== null && Date.parse(record.disposeDueAt) < now.getTime(),
  },
  reported: {
    zh: '上报',
    en: 'reported',
    means: { zh: '当日上报的', en: 'reported on the day' },
    holds: ({ record }, time) => isOn(record.reportedAt, time),
  },
  filed: {
    zh: '立案',
    en: 'filed',
    means: { zh: '当日立案的案件', en: 'filed on the day' },
    holds: tookStep('filed'),
  },
  dispatched: {
    zh: '派遣',
    en: 'dispatched',
    means: { zh: '当日派遣过的案件，含再次派遣', en: 'dispatched on the day, again or for the first time' },
    holds: tookStep('dispatched'),
  },
  handled: {
    zh: '处置',
    en: 'put right',
    means: { zh: '当日报告处置完毕的案件', en: 'reported as put right on the day' },
    holds: tookStep('handled'),
  },
  checked: {
    zh: '核查',
    en: 'checked',
    means: { zh: '当日有核查结论的案件，不论通过与否', en: 'checked on the day, passed or failed' },
    holds: tookStep('checked'),
  },
  closed: {
    zh: '结案',
    en: 'closed',
    means: { zh: '当日结案的案件，不含强制结案', en: 'closed on the day, not by force' },
    holds: tookStep('closed'),
  },
  due: {
    zh: '当日应结',
    en: 'due on the day',
    means: {
      zh: '当日处置确认、或当日到期仍未处置的案件（口径同月度评价的应结案数）',
      en: 'put right on the day, or past its deadline that day; counted as on the monthly board',
    },
    holds: isDue,
  },
  'in-time': {
    zh: '当日按期',
    en: 'in time on the day',
    means: { zh: '当日应结中按期处置的案件', en: 'of those due on the day, the ones put right in time' },
    holds: (facts, time) => isDue(facts, time) && facts.record.isInTime === true,
  },
}
