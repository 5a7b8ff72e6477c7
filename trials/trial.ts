/** What a trial is: one question about the whole product, too slow or too large for the tests, with facts as its answer. */
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
  /** Its number in the list of trials. */
  readonly number: number
  readonly name: Sentence
  run(context: TrialContext): Promise<TrialResult>
}

/** The number an environment variable gives, else `usual`. */
export const numberFrom = (name: string, usual: number): number => Number(process.env[name] ?? usual)
