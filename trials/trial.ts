/** What a trial is: one question about the whole product, too slow or too rough for the tests, with facts as its answer. */
import type { Sentence } from '../domain/problem.ts'

export type TrialContext = {
  /** Tells whoever watches. */
  readonly say: (line: string) => void
}

export type TrialResult = {
  readonly ok: boolean
  /** What was counted and measured, by name. */
  readonly facts: Readonly<Record<string, number | string | boolean>>
}

export type Trial = {
  /** Its numbers in the list of trials; none where the list does not ask for it. */
  readonly numbers: readonly number[]
  readonly name: Sentence
  run(context: TrialContext): Promise<TrialResult>
}

/** The number an environment variable gives, else `usual`. */
export const numberFrom = (name: string, usual: number): number => Number(process.env[name] ?? usual)

/** What a trial expected and did not find ends it; the sentence is its answer. */
export function demand(holds: boolean, sentence: string): void {
  if (!holds) throw new Error(sentence)
}
