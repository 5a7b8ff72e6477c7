/**
 * A failure that is foreseen and can be explained to the person who met it. Anything else is a bug.
 * Every door (HTTP, command line, jobs) translates the kinds once; modules define their own problems
 * in `domain/<module>/problems.ts` with `defineProblem`.
 */

/** How a problem is answered; HTTP and the command line each translate these words once. */
export type ProblemKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  | 'too-many'
  | 'unavailable'
  | 'no-room'

/** The languages a person may read the product in; Chinese comes first. */
export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]

/** One sentence, in every language of the product. */
export type Sentence = { readonly zh: string; readonly en: string }

/** Picks the text of `sentence` for `language`. */
export const inLanguage = (sentence: Sentence, language: Language): string =>
  language === 'en' ? sentence.en : sentence.zh

export class Problem extends Error {
  readonly code: string
  readonly kind: ProblemKind
  readonly sentence: Sentence
  readonly details: Readonly<Record<string, unknown>>

  constructor(
    code: string,
    kind: ProblemKind,
    sentence: Sentence,
    details: Readonly<Record<string, unknown>> = {},
  ) {
    super(`${code}: ${sentence.en}`)
    this.name = 'Problem'
    this.code = code
    this.kind = kind
    this.sentence = sentence
    this.details = details
  }
}

/**
 * Defines one problem of a module: its code (which never changes meaning), its kind and its sentences.
 * The result is called with the details to make the Problem that is thrown.
 */
export function defineProblem<Details extends Record<string, unknown> = Record<string, never>>(
  code: string,
  kind: ProblemKind,
  sentence: (details: Details) => Sentence,
): (details: Details) => Problem {
  return (details) => new Problem(code, kind, sentence(details), details)
}
