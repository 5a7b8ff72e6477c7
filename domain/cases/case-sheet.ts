/**
 * The case sheet (案卷单): what goes on paper of a case, in one language. The printed page and the Word file are made
 * from the same sheet. Paper leaves the house, so numbers of people in free texts and the names of citizens are masked
 * here, and callers do not stand on it at all.
 */
import { describeLimit } from '../catalogue/limit.ts'
import { chinaTimeOf } from '../china-time.ts'
import { Post, postNames } from '../identity/post.ts'
import { maskName, maskNumbersIn } from '../personal-data.ts'
import type { Sentence } from '../problem.ts'
import { clockDaysOf } from './clock-days.ts'
import type { CaseDetail, ExplainedClock } from './contract.ts'
import { describeData, factText } from './describe-entry.ts'
import { dataName, optionName } from './entry-words.ts'
import { photoKindOf } from './photo-kind.ts'
import { type SheetLanguage, sheetWords } from './sheet-words.ts'
import { sourceNames } from './source.ts'
import { caseStates } from './state.ts'

export type SheetRow = { readonly label: string; readonly text: string }

/** One line of the clocks. */
export type SheetClock = {
  readonly name: string
  readonly limit: string
  readonly started: string
  readonly due: string
  readonly used: string
  /** Whether it was kept, in words. */
  readonly verdict: string
  readonly isOverdue: boolean
}

export type SheetPhoto = {
  readonly id: string
  readonly side: 'before' | 'after' | null
  readonly caption: string
  /** The day on which the picture was let go by rule, where it was. */
  readonly erasedOn: string | null
}

export type SheetEntry = {
  readonly at: string
  readonly title: string
  readonly who: string
  readonly lines: readonly string[]
}

export type CaseSheet = {
  readonly language: SheetLanguage
  readonly title: string
  readonly heading: string
  readonly number: string
  readonly state: string
  readonly description: string
  readonly facts: readonly SheetRow[]
  readonly place: readonly SheetRow[]
  readonly photos: readonly SheetPhoto[]
  readonly clocks: readonly SheetClock[]
  /** The clock that is explained day by day: the one the unit is judged by, else the last that ran. */
  readonly explained: { readonly name: string; readonly rows: readonly (readonly string[])[] } | null
  readonly story: readonly SheetEntry[]
}

type Words = (typeof sheetWords)[SheetLanguage]
type Say = (sentence: Sentence) => string

/** `2026-10-13 15:04` in China. */
const timeOf = (instant: string | null): string => {
  if (!instant) return ''
  const { onDate, time } = chinaTimeOf(new Date(instant))
  return `${onDate} ${time}`
}

const row = (label: string, text: string | null | undefined): SheetRow[] => (text ? [{ label, text }] : [])

/** Hides the names of citizens: people of the house stand on a sheet by name, citizens do not. */
function nameHiding({ timeline }: CaseDetail): (name: string) => string {
  const citizens = new Set(timeline.filter((it) => it.post === 'citizen').map((it) => it.actorName))
  return (name) => (citizens.has(name) ? (maskName(name) ?? '') : name)
}

function factsOf(detail: CaseDetail, words: Words, say: Say, hide: (name: string) => string): SheetRow[] {
  const { fact } = words
  return [
    ...row(fact.reportNumber, detail.reportNumber),
    ...row(fact.source, say(sourceNames[detail.source])),
    ...row(fact.level, say(optionName(detail.level))),
    ...row(fact.reporter, detail.reporterName && hide(detail.reporterName)),
    ...row(fact.leadUnit, detail.leadUnit?.name),
    ...row(fact.assistUnits, detail.assistUnits.map((it) => it.name).join(words.comma)),
    ...row(fact.handler, detail.handlerName),
    ...row(fact.limit, detail.limit && say(describeLimit(detail.limit))),
    ...row(fact.filing, detail.condition?.filing),
    ...row(fact.closing, detail.condition?.closing),
    ...row(fact.legal, detail.condition?.legalBasis),
    ...row(fact.reportedAt, timeOf(detail.reportedAt)),
    ...row(fact.filedAt, timeOf(detail.filedAt)),
    ...row(fact.dispatchedAt, timeOf(detail.dispatchedAt)),
    ...row(fact.endedAt, timeOf(detail.endedAt)),
    ...row(fact.endReason, detail.endReason && maskNumbersIn(detail.endReason)),
    ...row(fact.merged, detail.mergedCases.map((it) => it.reportNumber).join(words.comma)),
  ]
}

const placeOf = (detail: CaseDetail, { fact }: Words): SheetRow[] => [
  ...row(fact.address, maskNumbersIn(detail.address)),
  ...row(fact.area, detail.areaName),
  ...row(fact.cell, detail.cellCode),
  ...row(fact.component, detail.componentId),
  ...row(
    fact.point,
    detail.point && `${detail.point[0].toFixed(6)}, ${detail.point[1].toFixed(6)} (CGCS2000)`,
  ),
]

/** Office time is told in hours, since a day of it is not a day; other time in days and hours. */
const isOfficeTime = (clock: ExplainedClock): boolean =>
  clock.segments.some((it) => it.counted && it.kind === 'office-hours')

function lengthIn(words: Words, minutes: number, inHours: boolean): string {
  const whole = Math.max(0, Math.round(minutes))
  const days = inHours ? 0 : Math.floor(whole / 1440)
  const hours = Math.floor((whole - days * 1440) / 60)
  return words.length(days, hours, whole % 60)
}

function toClock(clock: ExplainedClock, words: Words, say: Say): SheetClock {
  const length = (minutes: number): string => lengthIn(words, minutes, isOfficeTime(clock))
  return {
    name: say(clock.label),
    limit: say(clock.limit),
    started: timeOf(clock.startedAt),
    due: timeOf(clock.dueAt),
    used: length(clock.usedMinutes),
    verdict: clock.overdue
      ? words.over(length(clock.usedMinutes - clock.limitMinutes))
      : clock.state === 'stopped'
        ? words.kept
        : `${words.states[clock.state]}${words.comma}${words.left(length(clock.leftMinutes))}`,
    isOverdue: clock.overdue,
  }
}

function explainedOf({ clocks }: CaseDetail, words: Words, say: Say): CaseSheet['explained'] {
  const clock = clocks.findLast((it) => it.name === 'dispose') ?? clocks.at(-1)
  if (!clock) return null
  return {
    name: `${say(clock.label)}${words.comma}${say(clock.calendarName)}`,
    rows: clockDaysOf(clock.segments).map((it) => [
      it.days > 1 ? `${it.fromDate} – ${it.untilDate.slice(5)}` : it.fromDate,
      it.minutesEach > 0 ? lengthIn(words, it.minutesEach, true) : words.nothing,
      it.days > 1 && it.minutesEach > 0 ? lengthIn(words, it.minutesEach * it.days, true) : '',
      it.why.map(say).join(words.comma),
    ]),
  }
}

const postOf = (code: string | null, say: Say): string => {
  const post = Post.safeParse(code)
  return post.success ? say(postNames[post.data]) : ''
}

const toEntry = (
  it: CaseDetail['timeline'][number],
  words: Words,
  say: Say,
  hide: (name: string) => string,
): SheetEntry => ({
  at: timeOf(it.at),
  title: it.fromState === it.toState ? say(it) : `${say(it)} → ${say(caseStates[it.toState])}`,
  who: [hide(it.actorName), postOf(it.post, say), it.organisationName].filter(Boolean).join(' · '),
  lines: describeData(it).map(
    (fact) => `${say(dataName(fact.name))}${words.colon}${maskNumbersIn(factText(fact, say))}`,
  ),
})

/** The sheet of a case in `language`. */
export function toCaseSheet(detail: CaseDetail, language: SheetLanguage): CaseSheet {
  const words = sheetWords[language]
  const say: Say = (it) => it[language]
  const hide = nameHiding(detail)
  return {
    language,
    title: words.title,
    heading: detail.className ?? words.unclassified,
    number: detail.number ?? detail.reportNumber,
    state: say(caseStates[detail.state]),
    description: maskNumbersIn(detail.description),
    facts: factsOf(detail, words, say, hide),
    place: placeOf(detail, words),
    photos: detail.photos.map(({ id, at, during, by, erasedAt }) => {
      const kind = photoKindOf(during)
      const caption = [say(kind), timeOf(at), hide(by)].join(' · ')
      return { id, side: kind.side, caption, erasedOn: erasedAt && timeOf(erasedAt).slice(0, 10) }
    }),
    clocks: detail.clocks.map((it) => toClock(it, words, say)),
    explained: explainedOf(detail, words, say),
    story: detail.timeline.map((it) => toEntry(it, words, say, hide)),
  }
}
