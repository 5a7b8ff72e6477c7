/** What help says of one page: what it is for, and how one does what is done there. Told beside the page and printed in the manuals. */
import type { Sentence } from '#domain/problem.ts'

/** One thing that is done on a page, step by step. */
export type HelpTask = { readonly title: Sentence; readonly steps: readonly Sentence[] }

export type HelpPage = {
  /** The paths of the router that it belongs to, such as `/cases/:id`. */
  readonly routes: readonly string[]
  readonly title: Sentence
  readonly purpose: Sentence
  readonly tasks: readonly HelpTask[]
  /** What people ask about it, as sentences that stand alone. */
  readonly notes?: readonly Sentence[]
}

/** A sentence in both languages; help is a list of them, so it is short. */
export const words = (zh: string, en: string): Sentence => ({ zh, en })

/** A task of steps, each given in both languages. */
export const task = (title: Sentence, ...steps: readonly Sentence[]): HelpTask => ({ title, steps })
