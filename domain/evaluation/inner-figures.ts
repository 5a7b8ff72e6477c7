/**
 * The figures by inner unit, defined once: what each counts of the inner orders that a second level gave, in words for
 * the screen and as a rule over the facts of an order. They stand beside the board of the cases and never enter it.
 *
 * An order counts in one month, as a case does (docs/adr/0010-monthly-figures.md): when the report that stands was
 * made, or when its deadline passed without one, whichever came first. Recalled orders are counted apart. What is open
 * is open now, whatever month is looked at.
 */
import type { InnerState } from '../cases/inner-orders/inner-life-cycle.ts'
import { countBy, type FigureRule, type Rate, ratesBy, ratio, type Span, within } from './counting.ts'

/** What is known of an inner order for evaluation; columns of `cases.inner_order_facts`. */
export type InnerFact = {
  readonly state: InnerState
  readonly issuedAt: Date
  /** When the report that stands was made; none while it is sent back. */
  readonly reportedAt: Date | null
  readonly endedAt: Date | null
  readonly dueAt: Date | null
  /** When the warning of whoever has to act now begins. */
  readonly yellowAt: Date | null
  readonly isIssuedLate: boolean
  readonly isInTime: boolean | null
  readonly reworks: number
}

/** Figures of the month, and after them what is open now. */
export const innerFigureCodes = [
  'issued',
  'due',
  'accepted',
  'inTime',
  'late',
  'unjudged',
  'reworked',
  'recalled',
  'open',
  'toCheck',
  'warned',
  'overdue',
] as const
export type InnerFigureCode = (typeof innerFigureCodes)[number]
export type InnerFigures = Readonly<Record<InnerFigureCode, number>>

/** Which of the figures are of the present moment and not of the month. */
export const innerFiguresOfNow: readonly InnerFigureCode[] = ['open', 'toCheck', 'warned', 'overdue']

/**
 * When an order becomes due: when its unit reported, or when its deadline passed, whichever came first. A deadline that
 * was over before the order was given decides nothing.
 */
export function innerDueInstant({ reportedAt, dueAt, isIssuedLate }: InnerFact): Date | undefined {
  const ends = [reportedAt, isIssuedLate ? null : dueAt].filter((at) => at !== null)
  return ends.length ? new Date(Math.min(...ends.map((at) => at.getTime()))) : undefined
}

const isDue = (it: InnerFact, span: Span): boolean =>
  it.state !== 'recalled' && within(innerDueInstant(it), span)
/** A report without a verdict: the order was given after its case was due, or without any deadline. */
const isUnjudged = (it: InnerFact): boolean => it.reportedAt !== null && it.isInTime === null
const isWithUnit = ({ state }: InnerFact): boolean => state === 'issued' || state === 'working'
const isOverdue = (it: InnerFact, now: Date): boolean => isWithUnit(it) && it.dueAt !== null && it.dueAt < now

export const innerFigures: Readonly<Record<InnerFigureCode, FigureRule<InnerFact>>> = {
  issued: {
    zh: '派发数',
    en: 'given',
    means: { zh: '本月派发且未撤回的内部工单', en: 'inner orders given this month and not recalled' },
    holds: (it, span) => it.state !== 'recalled' && within(it.issuedAt, span),
  },
  due: {
    zh: '应办结数',
    en: 'due to finish',
    means: {
      zh: '本月已反馈办结、或本月到期仍未反馈的工单；每个工单只计入一个月',
      en: 'orders reported done this month, or whose deadline passed this month; each counts in one month only',
    },
    holds: isDue,
  },
  accepted: {
    zh: '办结数',
    en: 'finished',
    means: {
      zh: '应办结中初核通过的工单',
      en: 'of those due to finish, the ones that passed the first check',
    },
    holds: (it, span) => isDue(it, span) && it.state === 'accepted',
  },
  inTime: {
    zh: '按期数',
    en: 'in time',
    means: {
      zh: '应办结中期限前反馈的工单；退回返工后以再次反馈的时间为准',
      en: 'of those due to finish, the ones reported before the deadline; after rework the new report counts',
    },
    holds: (it, span) => isDue(it, span) && it.isInTime === true,
  },
  late: {
    zh: '超期数',
    en: 'late',
    means: {
      zh: '应办结中超期反馈、或到期仍未反馈的工单',
      en: 'of those due to finish, the ones reported late or not reported when the deadline passed',
    },
    holds: (it, span) => isDue(it, span) && it.isInTime !== true && !isUnjudged(it),
  },
  unjudged: {
    zh: '不计时数',
    en: 'not judged',
    means: {
      zh: '应办结中派发时案件已超期、或没有期限的工单，不判按期与超期',
      en: 'of those due to finish, the ones given when the case was late already, or without a deadline',
    },
    holds: (it, span) => isDue(it, span) && isUnjudged(it),
  },
  reworked: {
    zh: '返工数',
    en: 'sent back',
    means: {
      zh: '应办结中被退回返工过的工单，一个工单只计一次',
      en: 'of those due to finish, the ones that were sent back, each once',
    },
    holds: (it, span) => isDue(it, span) && it.reworks > 0,
  },
  recalled: {
    zh: '撤回数',
    en: 'recalled',
    means: {
      zh: '本月撤回、改派或随案撤回的工单，单独统计',
      en: 'orders recalled, re-issued or recalled with their case this month, counted apart',
    },
    holds: (it, span) => it.state === 'recalled' && within(it.endedAt, span),
  },
  open: {
    zh: '未办结',
    en: 'open',
    means: {
      zh: '现在还没有办结的工单，不论哪个月派发（含待初核、随案暂停）',
      en: 'orders that are not finished now, of any month (those to be checked or paused included)',
    },
    holds: (it) => it.state !== 'accepted' && it.state !== 'recalled',
  },
  toCheck: {
    zh: '待初核',
    en: 'to check',
    means: {
      zh: '未办结中已反馈、等二级平台初核的工单',
      en: 'of the open ones, those reported that wait for the check of the second level',
    },
    holds: (it) => it.state === 'reported',
  },
  warned: {
    zh: '黄灯',
    en: 'yellow',
    means: {
      zh: '未办结中待接单或办理中、期限将到的工单',
      en: 'of the open ones, those with the unit whose deadline is near',
    },
    holds: (it, { now }) =>
      isWithUnit(it) &&
      !isOverdue(it, now) &&
      it.dueAt !== null &&
      it.yellowAt !== null &&
      it.yellowAt <= now,
  },
  overdue: {
    zh: '红灯',
    en: 'red',
    means: {
      zh: '未办结中待接单或办理中、已过期限的工单',
      en: 'of the open ones, those with the unit whose deadline has passed',
    },
    holds: (it, { now }) => isOverdue(it, now),
  },
}

/** Counts facts by the rules above. */
export const countInnerFigures = (facts: readonly InnerFact[], span: Span): InnerFigures =>
  countBy(innerFigures, facts, span)

/** How long the reports of the due orders took, from giving to the report that stands: the median, in whole milliseconds. */
export function medianTimeOf(facts: readonly InnerFact[], span: Span): number | null {
  const times = facts
    .flatMap((it) =>
      isDue(it, span) && it.reportedAt ? [it.reportedAt.getTime() - it.issuedAt.getTime()] : [],
    )
    .toSorted((a, b) => a - b)
  const middle = (times.length - 1) / 2
  const [low, high] = [times[Math.floor(middle)], times[Math.ceil(middle)]]
  return low === undefined || high === undefined ? null : Math.round((low + high) / 2)
}

export const innerMedian = {
  zh: '用时中位数',
  en: 'median time',
  means: {
    zh: '应办结中已反馈的工单，从派发到反馈的自然时间取中位数（一半更快、一半更慢；返工的计到再次反馈）',
    en: 'of the orders due to finish that were reported, the middle time from giving to report by the wall clock; after rework, to the new report',
  },
} as const

export type InnerRateCode = 'finishing' | 'inTime' | 'rework'

/** Rates by inner unit; a rate over nothing is empty. */
export const innerRates: Readonly<Record<InnerRateCode, Rate<InnerFigures>>> = {
  finishing: {
    zh: '办结率',
    en: 'finishing rate',
    formula: { zh: '办结数 ÷ 应办结数', en: 'finished ÷ due to finish' },
    of: (it) => ratio(it.accepted, it.due),
  },
  inTime: {
    zh: '按期率',
    en: 'in-time rate',
    formula: { zh: '按期数 ÷（应办结数 − 不计时数）', en: 'in time ÷ (due to finish − not judged)' },
    of: (it) => ratio(it.inTime, it.due - it.unjudged),
  },
  rework: {
    zh: '返工率',
    en: 'rework rate',
    formula: { zh: '返工数 ÷ 应办结数', en: 'sent back ÷ due to finish' },
    of: (it) => ratio(it.reworked, it.due),
  },
}

/** All rates of a row. */
export const innerRatesOf = (it: InnerFigures): Record<InnerRateCode, number | null> =>
  ratesBy(innerRates, it)
