/**
 * The side of a thread: a script that calls `answerThread` does one piece of work and ends. What it is given and what it
 * answers is copied, so it must be data; a Problem keeps its code, sentences and details on the way.
 */
import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { Problem, type ProblemKind, type Sentence } from '#domain/problem.ts'

/** What a thread says when it ends. */
export type ThreadAnswer =
  | { readonly kind: 'done'; readonly output: unknown }
  | {
      readonly kind: 'problem'
      readonly code: string
      readonly problemKind: ProblemKind
      readonly sentence: Sentence
      readonly details: Readonly<Record<string, unknown>>
    }
  | { readonly kind: 'fault'; readonly message: string; readonly stack: string }

/** By which a script knows that it was started for work and not only imported. */
export type ThreadData = { readonly isThreadOfOurs: true; readonly input: unknown }

const isOurs = (data: unknown): data is ThreadData =>
  typeof data === 'object' && data !== null && (data as Partial<ThreadData>).isThreadOfOurs === true

/** On Linux a thread has a priority of its own: whoever waits for an answer of the server goes first. */
const gentleness = 5

function toAnswer(error: unknown): ThreadAnswer {
  if (error instanceof Problem) {
    const { code, kind, sentence, details } = error
    return { kind: 'problem', code, problemKind: kind, sentence, details }
  }
  return error instanceof Error
    ? { kind: 'fault', message: error.message, stack: error.stack ?? '' }
    : { kind: 'fault', message: String(error), stack: '' }
}

/** Does `work` with what the thread was started for. */
export function answerThread<Input, Output>(work: (input: Input) => Promise<Output> | Output): void {
  const port = parentPort
  const data: unknown = workerData
  if (!port || !isOurs(data)) return
  if (process.platform === 'linux') setPriority(0, gentleness)
  const say = (answer: ThreadAnswer): void => port.postMessage(answer)
  Promise.resolve(data.input as Input)
    .then(work)
    .then((output) => say({ kind: 'done', output }))
    .catch((error: unknown) => say(toAnswer(error)))
}
