/**
 * The figures of the monthly board, defined once: what each counts, in words for the screen and as a rule over the
 * facts of a case. The board in SQL is tested against these rules, and every figure opens the cases behind it.
 *
 * After GB/T 30428.4 as practised: filed = filed and not voided; due to close = put right, or past its deadline;
 * both rates have due to close as denominator; an appeal that was granted takes a case out of the late ones while
 * the fact stays; self-handled cases are counted apart.
 */
import { countBy, type FigureRule, type Rate, ratesBy, ratio, type Span, within } from './counting.ts'

/** What is known of a case for evaluation; the columns of `cases.case_facts`. */
export type CaseFact = {
  readonly state: string
  readonly isSelfHandled: boolean
  readonly filedAt: Date | null
  readonly confirmedAt: Date | null
  readonly disposeDueAt: Date | null
  readonly endedAt: Date | null
  readonly reportedAt: Date
  readonly isInTime: boolean | null
  readonly isExempted: boolean
  readonly reworks: number
}

export const figureCodes = [
  'filed',
  'due',
  'closed',
  'inTime',
  'late',
  'exempted',
  'reworked',
  'forced',
] as const
export type FigureCode = (typeof figureCodes)[number]
export type Figures = Readonly<Record<FigureCode, number>>

/**
 * When a case becomes due to close: when the unit confirmed it as put right, or when its deadline passed unhandled,
 * whichever came first, so that each case counts in exactly one month. History without clocks counts when it ended,
 * or was reported where the end is not known.
 */
export function dueInstant(it: CaseFact): Date | undefined {
  const ends = [it.confirmedAt, it.disposeDueAt].filter((at) => at !== null)
  if (ends.length) return new Date(Math.min(...ends.map((at) => at.getTime())))
  return it.isInTime === null ? undefined : (it.endedAt ?? it.reportedAt)
}

const counts = (it: CaseFact): boolean => it.state !== 'voided' && !it.isSelfHandled
const isDue = (it: CaseFact, span: Span): boolean =>
  counts(it) && it.state !== 'forced_closed' && within(dueInstant(it), span)
const isLate = (it: CaseFact, span: Span): boolean =>
  isDue(it, span) && it.isInTime !== true && !it.isExempted

export const figures: Readonly<Record<FigureCode, FigureRule<CaseFact>>> = {
  filed: {
    zh: '立案数',
    en: 'filed',
    means: { zh: '本月立案且未作废的案件', en: 'cases filed this month and not voided' },
    holds: (it, span) => counts(it) && within(it.filedAt, span),
  },
  due: {
    zh: '应结案数',
    en: 'due to close',
    means: {
      zh: '本月已处置确认、或本月到期仍未处置的案件',
      en: 'cases put right this month, or whose deadline passed this month',
    },
    holds: isDue,
  },
  closed: {
    zh: '结案数',
    en: 'closed',
    means: { zh: '应结案中已结案的案件', en: 'of those due to close, the closed ones' },
    holds: (it, span) => isDue(it, span) && it.state === 'closed',
  },
  inTime: {
    zh: '按期处置数',
    en: 'in time',
    means: {
      zh: '应结案中按期处置的案件',
      en: 'of those due to close, the ones put right before the deadline',
    },
    holds: (it, span) => isDue(it, span) && it.isInTime === true,
  },
  late: {
    zh: '超期数',
    en: 'late',
    means: {
      zh: '应结案中超期且未获申诉免责的案件',
      en: 'of those due to close, the late ones without a granted appeal',
    },
    holds: isLate,
  },
  exempted: {
    zh: '免责数',
    en: 'exempted',
    means: {
      zh: '超期但申诉获准的案件，事实保留',
      en: 'late cases whose appeal was granted; the fact stays',
    },
    holds: (it, span) => isDue(it, span) && it.isInTime !== true && it.isExempted,
  },
  reworked: {
    zh: '返工案件数',
    en: 'reworked',
    means: {
      zh: '应结案中因核查不通过返工过的案件',
      en: 'of those due to close, the ones reworked after a failed check',
    },
    holds: (it, span) => isDue(it, span) && it.reworks > 0,
  },
  forced: {
    zh: '强制结案数',
    en: 'closed by force',
    means: { zh: '本月强制结案的案件，单独统计', en: 'cases closed by force this month, counted apart' },
    holds: (it, span) => it.state === 'forced_closed' && within(it.endedAt, span),
  },
}

/** Counts facts by the rules above. */
export const countFigures = (facts: readonly CaseFact[], span: Span): Figures => countBy(figures, facts, span)

export type RateCode = 'closing' | 'inTime' | 'rework'

/** Rates of the board; undefined numerators over nothing stay undefined, never 0 or 100 %. */
export const rates: Readonly<Record<RateCode, Rate<Figures>>> = {
  closing: {
    zh: '结案率',
    en: 'closing rate',
    formula: { zh: '结案数 ÷ 应结案数', en: 'closed ÷ due to close' },
    of: (it) => ratio(it.closed, it.due),
  },
  inTime: {
    zh: '按期处置率',
    en: 'in-time rate',
    formula: { zh: '按期处置数 ÷（应结案数 − 免责数）', en: 'in time ÷ (due to close − exempted)' },
    of: (it) => ratio(it.inTime, it.due - it.exempted),
  },
  rework: {
    zh: '返工率',
    en: 'rework rate',
    formula: { zh: '返工案件数 ÷ 应结案数', en: 'reworked ÷ due to close' },
    of: (it) => ratio(it.reworked, it.due),
  },
}

/** All rates of a row. */
export const ratesOf = (it: Figures): Record<RateCode, number | null> => ratesBy(rates, it)
