/** What of an entry's data people read: words and names, never bare ids; the order is that of importance. */
import type { Sentence } from '../problem.ts'
import { describeCarried } from './carried-over/describe-carried.ts'
import type { CaseDetail } from './contract.ts'
import { optionName } from './entry-words.ts'

export type DataFact = {
  readonly name: string
  readonly text: string
  readonly isCode: boolean
  /** Stands for the text where it differs from language to language. */
  readonly says?: Sentence
}

/** The text of a fact for a reader. */
export const factText = ({ text, isCode, says }: DataFact, say: (it: Sentence) => string): string =>
  says ? say(says) : isCode ? say(optionName(text)) : text

const words = [
  'reason',
  'opinion',
  'answer',
  'grounds',
  'measure',
  'note',
  'untilDate',
  'dueOnDate',
  'number',
] as const
const codes = ['result', 'reasonCode', 'businessKind', 'level'] as const
const references = [
  'leadUnitId',
  'assistUnitIds',
  'innerUnitIds',
  'suggestedUnitId',
  'substituteForUnitId',
  'collectorId',
  'handlerId',
  'masterId',
] as const
const figures = ['amountYuan', 'solvedScore', 'serviceScore'] as const
/** Said only when it is not the ordinary one. */
const ordinary = new Set(['immediate', 'ordinary'])

/** The facts of an entry that are worth a line. */
export function describeData({
  data,
  names,
}: Pick<CaseDetail['timeline'][number], 'data' | 'names'>): DataFact[] {
  const facts: DataFact[] = []
  for (const name of codes) {
    const value = data[name]
    if (typeof value === 'string' && !ordinary.has(value)) facts.push({ name, text: value, isCode: true })
  }
  for (const name of references) {
    const value = data[name]
    const ids = Array.isArray(value) ? value : [value]
    const known = ids.flatMap((id) => (typeof id === 'string' && names[id] ? [names[id]] : []))
    if (known.length) facts.push({ name, text: known.join('、'), isCode: false })
  }
  for (const name of words) {
    const value = data[name]
    if (typeof value === 'string' && value.trim() !== '') facts.push({ name, text: value, isCode: false })
  }
  for (const name of figures) {
    const value = data[name]
    if (typeof value === 'number') facts.push({ name, text: value.toLocaleString('zh-CN'), isCode: false })
  }
  for (const { name, says } of describeCarried(data)) facts.push({ name, text: says.zh, isCode: false, says })
  return facts
}
