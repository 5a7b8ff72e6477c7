/**
 * Heavy work on a foreign file in a thread of its own, so that the server goes on answering: at most two at once, each
 * with a limit of memory and of time, each gone with all it took when it ends or when nobody waits for it any more.
 */
import { tmpdir } from 'node:os'
import { Worker } from 'node:worker_threads'
import pLimit from 'p-limit'
import { Problem } from '#domain/problem.ts'
import type { ThreadAnswer, ThreadData } from './answer-thread.ts'
import { ThreadProblem } from './thread-problems.ts'

const atOnce = pLimit(2)
/** How many may wait for their turn. */
const mostWaiting = 20
const mostMegabytes = 1024
const mostSeconds = 300

export type ThreadOptions = {
  /** Ends the work when whoever asked for it has gone. */
  readonly signal?: AbortSignal | undefined
  readonly mostSeconds?: number
  readonly mostMegabytes?: number
}

/** Runs the script at `url` (one that calls `answerThread`) with `input`; what it answers, or the Problem it threw. */
export async function inThread<Input, Output>(
  url: URL,
  input: Input,
  options: ThreadOptions = {},
): Promise<Output> {
  if (atOnce.pendingCount >= mostWaiting) throw ThreadProblem.busy({})
  return atOnce(() => run<Output>(url, { isThreadOfOurs: true, input }, options))
}

function run<Output>(url: URL, workerData: ThreadData, options: ThreadOptions): Promise<Output> {
  const { signal } = options
  if (signal?.aborted) throw ThreadProblem.cancelled({})
  const worker = new Worker(url, {
    workerData,
    // A foreign file is read without the secrets of the server around it.
    env: { TMPDIR: tmpdir() },
    resourceLimits: { maxOldGenerationSizeMb: options.mostMegabytes ?? mostMegabytes },
  })
  const seconds = options.mostSeconds ?? mostSeconds
  const answered = new Promise<Output>((resolve, reject) => {
    worker.once('message', (answer: ThreadAnswer) => {
      if (answer.kind === 'done') resolve(answer.output as Output)
      else reject(toError(answer))
    })
    worker.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? ThreadProblem.tooMuchMemory({}) : error),
    )
    worker.once('exit', (code) => reject(new Error(`A thread ended with ${code} before it answered.`)))
    signal?.addEventListener('abort', () => reject(ThreadProblem.cancelled({})), { once: true })
  })
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(ThreadProblem.tooLong({ seconds })), seconds * 1000)
  })
  return Promise.race([answered, late]).finally(async () => {
    clearTimeout(timer)
    await worker.terminate()
  })
}

function toError(answer: Exclude<ThreadAnswer, { kind: 'done' }>): Error {
  if (answer.kind === 'problem')
    return new Problem(answer.code, answer.problemKind, answer.sentence, answer.details)
  const error = new Error(answer.message)
  error.stack = answer.stack
  return error
}
