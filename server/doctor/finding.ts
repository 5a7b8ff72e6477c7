/** What the doctor says: one finding a sentence, how bad it is, and what to do about it. */
import type { Sentence } from '#domain/problem.ts'

/** `fault`: something does not work or may be lost · `warning`: it soon may · `note`: worth knowing · `fine`. */
export type Severity = 'fault' | 'warning' | 'note' | 'fine'

export type Finding = {
  readonly severity: Severity
  readonly sentence: Sentence
  /** What to do; left out where nothing need be done. */
  readonly advice?: Sentence
}

export const fine = (zh: string, en: string): Finding => ({ severity: 'fine', sentence: { zh, en } })

const saying =
  (severity: Severity) =>
  (sentence: Sentence, advice: Sentence): Finding => ({ severity, sentence, advice })

export const fault = saying('fault')
export const warning = saying('warning')
export const note = saying('note')
