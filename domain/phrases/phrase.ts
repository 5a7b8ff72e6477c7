/**
 * A phrase (常用语): a sentence that is written again and again when an act asks for one. The county keeps a list in an
 * order of its own; everybody may keep a few besides. A phrase is put into a field and edited there: what an act
 * records is the field, so a phrase that changes later changes nothing that was written with it.
 */
import { z } from 'zod'
import { innerInputs } from '../cases/inner-orders/inner-inputs.ts'
import { innerActionNames, innerWordsOf } from '../cases/inner-orders/inner-life-cycle.ts'
import { actionInputs } from '../cases/inputs.ts'
import { type CaseActionName, caseActionNames, ruleOf } from '../cases/life-cycle.ts'
import { organisationKinds } from '../identity/organisation.ts'
import { postNames } from '../identity/post.ts'
import type { PlaceholderWords } from '../placeholders.ts'
import type { Sentence } from '../problem.ts'

const asksForText = (schema: z.ZodObject): boolean =>
  Object.values(schema.shape).some((it) => (it as z.ZodType).meta()?.['widget'] === 'long-text')

const innerAct = (action: string): string => `inner.${action}`

/** Every act that asks for a sentence: those of a case by name, those of inner orders as `inner.…`. */
export const phraseActs: readonly string[] = [
  ...caseActionNames.filter((it) => asksForText(actionInputs[it])),
  innerAct('issue'),
  ...innerActionNames.filter((it) => asksForText(innerInputs[it])).map(innerAct),
]

/** What the act of a phrase is called. */
export function phraseActName(act: string): Sentence {
  if (!act.startsWith('inner.')) {
    const { zh, en, by } = ruleOf(act as CaseActionName)
    const isShared = caseActionNames.filter((it) => ruleOf(it).zh === zh).length > 1
    const [post] = by
    // Two posts return a case to the acceptor by the same words.
    return isShared && post
      ? { zh: `${zh}（${postNames[post].zh}）`, en: `${en} (${postNames[post].en})` }
      : { zh, en }
  }
  const { zh, en } = innerWordsOf(act.slice('inner.'.length) as Parameters<typeof innerWordsOf>[0])
  return { zh: `内部工单：${zh}`, en: `inner order: ${en}` }
}

/** Facts of the case that a phrase may ask for. */
export const phrasePlaceholders = {
  number: { zh: '案卷号', en: 'case number' },
  class: { zh: '小类', en: 'class' },
  place: { zh: '地点', en: 'place' },
  unit: { zh: '单位', en: 'unit' },
  deadline: { zh: '期限', en: 'deadline' },
  today: { zh: '今天', en: 'today' },
} as const satisfies PlaceholderWords<string>
export type PhrasePlaceholder = keyof typeof phrasePlaceholders
export type PhraseFacts = Readonly<Partial<Record<PhrasePlaceholder, string>>>

/** A phrase fits on two lines of a form. */
export const longestPhrase = 300

export const PhraseAct = z.string().refine((it) => phraseActs.includes(it), {
  error: '没有这个需要填写意见的动作 there is no such act that asks for a sentence',
})

export const Phrase = z.object({
  /** Stays with the phrase while it is worded anew. */
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  acts: z.array(PhraseAct).min(1).max(100),
  zh: z.string().trim().min(2).max(longestPhrase),
  /** Offered at a desk in English; null where the Chinese one is. */
  en: z.string().trim().min(2).max(longestPhrase).nullable(),
  /** Narrows it to components or matters, and further to a major (two digits) or a class (five). */
  kind: z.enum(['component', 'matter']).nullable(),
  classCode: z
    .string()
    .regex(/^\d{2}(\d{3})?$/)
    .nullable(),
  /** Narrows it to cases of units of these kinds; none named means any. */
  unitKinds: z.array(z.enum(organisationKinds)).max(organisationKinds.length),
  /** No longer offered. */
  isRetired: z.boolean(),
})
export type Phrase = z.infer<typeof Phrase>

/** A phrase of one's own, for one act. */
export const OwnPhrase = z.object({ id: z.uuid(), act: PhraseAct, text: z.string() })
export type OwnPhrase = z.infer<typeof OwnPhrase>

/** What a person is about to write for. */
export type PhraseSituation = {
  readonly act: string
  readonly kind: 'component' | 'matter' | null
  readonly classCode: string | null
  /** The kind of the unit that has the case, or is about to get it. */
  readonly unitKind: string | null
}

/** Whether the county offers `phrase` there. A case without a class or unit is offered only what is not narrowed by it. */
export const isOffered = (phrase: Phrase, it: PhraseSituation): boolean =>
  !phrase.isRetired &&
  phrase.acts.includes(it.act) &&
  (phrase.kind === null || phrase.kind === it.kind) &&
  (phrase.classCode === null || (it.classCode ?? '').startsWith(phrase.classCode)) &&
  (phrase.unitKinds.length === 0 || phrase.unitKinds.some((kind) => kind === it.unitKind))
