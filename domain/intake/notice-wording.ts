/**
 * What reporters are told, event by event: the wording that ships, the one a county puts in its place, and the
 * placeholders each may use. No placeholder gives anything of a person: neither names, numbers, addresses nor what
 * somebody wrote. What was told is recorded as it was told.
 */
import { z } from 'zod'
import { fillPlaceholders, type PlaceholderWords, placeholdersIn, placeholderText } from '../placeholders.ts'
import type { Problem, Sentence } from '../problem.ts'
import { NoticeProblem } from './problems.ts'

/** The facts that a notice may tell. */
export const noticePlaceholders = {
  reportNumber: { zh: '上报号', en: 'report number' },
  number: { zh: '案卷号', en: 'case number' },
  class: { zh: '小类', en: 'class' },
  unit: { zh: '单位', en: 'unit' },
  reason: { zh: '原因', en: 'reason' },
  leading: { zh: '主案号', en: 'leading case' },
  date: { zh: '日期', en: 'date' },
} as const satisfies PlaceholderWords<string>
export type NoticePlaceholder = keyof typeof noticePlaceholders

/** Facts in both languages. */
export type NoticeFacts = Readonly<Partial<Record<NoticePlaceholder, Sentence>>>

const same = (text: string): Sentence => ({ zh: text, en: text })

/** What stands where a case has no such fact: a report that was declined may have no class, and nobody waits for one. */
const otherwise: Readonly<Record<NoticePlaceholder, Sentence>> = {
  reportNumber: same('—'),
  number: same('—'),
  class: { zh: '城市管理', en: 'city management' },
  unit: { zh: '责任单位', en: 'the responsible unit' },
  reason: { zh: '经审核', en: 'after review' },
  leading: same('—'),
  date: same('—'),
}

/** A case as an example, for previews and for counting. */
export const exampleFacts: Readonly<Record<NoticePlaceholder, Sentence>> = {
  reportNumber: same('530127202606150012'),
  number: same('5301272026061500012'),
  class: { zh: '路灯', en: 'street lamp' },
  unit: { zh: '路灯管理所', en: 'Street Lighting Station' },
  reason: { zh: '不属职责范围', en: 'outside our duty' },
  leading: same('5301272026061500007'),
  date: { zh: '6月15日', en: '15 June' },
}

type NoticeEvent = Sentence & {
  readonly wording: Sentence
  readonly placeholders: readonly NoticePlaceholder[]
}

/** Events by what the notice is about, with the wording that ships. */
export const noticeEvents = {
  'case.file': {
    zh: '立案',
    en: 'filed',
    wording: {
      zh: '您反映的问题已立案，正在派遣处置单位。',
      en: 'Your report was filed as a case and is being sent to the responsible unit.',
    },
    placeholders: ['reportNumber', 'number', 'class', 'date'],
  },
  'case.decline': {
    zh: '不予受理',
    en: 'declined',
    wording: {
      zh: '您反映的事项不属于受理范围，未予受理；如有异议可再次来电。',
      en: 'Your report could not be accepted; you may call again if you disagree.',
    },
    placeholders: ['reportNumber', 'class', 'reason', 'date'],
  },
  'case.decline-filing': {
    zh: '不予立案',
    en: 'not filed',
    wording: {
      zh: '您反映的问题经核实未达到立案条件。',
      en: 'After verification your report did not meet the condition for a case.',
    },
    placeholders: ['reportNumber', 'class', 'reason', 'date'],
  },
  merged: {
    zh: '并案',
    en: 'merged',
    wording: {
      zh: '您反映的问题已有人报告，已并入 {主案号} 一并处理，结果会同样告知您。',
      en: 'The problem you reported was already known; it is handled together with {leading case}, and you will be told the result.',
    },
    placeholders: ['reportNumber', 'leading', 'class', 'date'],
  },
  'case.close': {
    zh: '结案',
    en: 'closed',
    wording: {
      zh: '您反映的问题已处置完毕并核查结案，感谢您的参与。',
      en: 'The problem you reported was put right, checked and closed. Thank you.',
    },
    placeholders: ['reportNumber', 'number', 'class', 'unit', 'date'],
  },
  'case.approve-void': {
    zh: '作废',
    en: 'voided',
    wording: { zh: '您反映的问题经审核作废。', en: 'Your report was voided after review.' },
    placeholders: ['reportNumber', 'number', 'class', 'date'],
  },
  'case.approve-force-close': {
    zh: '强制结案',
    en: 'forced close',
    wording: { zh: '您反映的问题经批准终止办理。', en: 'Work on your report was ended by decision.' },
    placeholders: ['reportNumber', 'number', 'class', 'unit', 'date'],
  },
} as const satisfies Record<string, NoticeEvent>
export type NoticeAbout = keyof typeof noticeEvents
export const noticeAbouts = Object.keys(noticeEvents) as [NoticeAbout, ...NoticeAbout[]]

/** The event, with its wording that ships. */
export const noticeEventOf = (about: NoticeAbout): NoticeEvent => noticeEvents[about]

/** One wording in both languages. */
export const Wording = z.object({ zh: z.string().trim().max(600), en: z.string().trim().max(1200) })

/** The events that a county worded anew. */
export const Wordings = z.partialRecord(z.enum(noticeAbouts), Wording)
export type Wordings = z.infer<typeof Wordings>

/** The wording in force for an event. */
export const wordingOf = (wordings: Wordings, about: NoticeAbout): Sentence =>
  wordings[about] ?? noticeEvents[about].wording

const inLanguageOf = (facts: NoticeFacts, about: NoticeAbout, language: 'zh' | 'en') =>
  Object.fromEntries(
    noticeEventOf(about).placeholders.map((key) => [key, (facts[key] ?? otherwise[key])[language]]),
  )

/** What a reporter is told: the wording with the facts of the case. */
export const renderNotice = (wordings: Wordings, about: NoticeAbout, facts: NoticeFacts): Sentence => {
  const { zh, en } = wordingOf(wordings, about)
  return {
    zh: fillPlaceholders(zh, noticePlaceholders, inLanguageOf(facts, about, 'zh')),
    en: fillPlaceholders(en, noticePlaceholders, inLanguageOf(facts, about, 'en')),
  }
}

const oneMessage = 70
const messagePart = 67

/** How a text goes as a message to a telephone: 70 characters, or parts of 67; emoji count two. */
export const toMessageParts = (text: string): { characters: number; parts: number } => ({
  characters: text.length,
  parts: text.length <= oneMessage ? Math.min(1, text.length) : Math.ceil(text.length / messagePart),
})

/** Longer notices are letters; in Chinese, since that is what is sent. */
export const mostMessageParts = 4

/** What is wrong with one wording of an event; undefined when all is well. */
export function findWordingFault(about: NoticeAbout, wording: Sentence): Problem | undefined {
  const { zh: event, placeholders } = noticeEventOf(about)
  const names = (language: 'zh' | 'en'): string =>
    placeholders
      .map((it) => placeholderText(noticePlaceholders[it], language))
      .join(language === 'zh' ? '、' : ', ')
  for (const language of ['zh', 'en'] as const) {
    const text = wording[language]
    if (!text.trim()) return NoticeProblem.empty({ event, language })
    const { keys, unknown, isBroken } = placeholdersIn(text, noticePlaceholders)
    const foreign = keys.find((it) => !placeholders.includes(it))
    const name = unknown[0] ?? (foreign && noticePlaceholders[foreign][language])
    if (name !== undefined)
      return NoticeProblem.placeholderUnknown({ event, name, zh: names('zh'), en: names('en') })
    if (isBroken) return NoticeProblem.braceAlone({ event })
  }
  const { zh } = renderNotice({ [about]: wording }, about, exampleFacts)
  const { characters, parts } = toMessageParts(zh)
  return parts > mostMessageParts
    ? NoticeProblem.tooLong({ event, characters, most: mostMessageParts * messagePart })
    : undefined
}

/** The first thing wrong with a county's wordings. */
export function findWordingsFault(wordings: Wordings): Problem | undefined {
  for (const about of noticeAbouts) {
    const wording = wordings[about]
    const fault = wording && findWordingFault(about, wording)
    if (fault) return fault
  }
  return undefined
}

/** Events whose wording differs, before and after, as they are in force. */
export const changedWordings = (before: Wordings, after: Wordings): Record<string, [Sentence, Sentence]> =>
  Object.fromEntries(
    noticeAbouts
      .map((about) => [about, [wordingOf(before, about), wordingOf(after, about)]] as const)
      .filter(([, [was, is]]) => was.zh !== is.zh || was.en !== is.en)
      .map(([about, [was, is]]) => [about, [was, is]]),
  )
