/**
 * The slow hashes of passwords, a few at a time: when a whole shift signs in at once, they wait for each other here and
 * leave the machine to everybody who is at work. More than can be served in good time are refused rather than kept.
 */
import { availableParallelism } from 'node:os'
import pLimit from 'p-limit'
import { IdentityProblem } from '#domain/identity/problems.ts'

/** How many may wait; at forty milliseconds each the last is served within a minute and a half. */
const mostWaiting = 2000

const limit = pLimit(Math.max(1, availableParallelism() - 1))
let done = 0

/** Runs `work` in its turn; throws `session.busy` where too many wait already. */
export async function inHashQueue<Result>(work: () => Promise<Result>): Promise<Result> {
  if (limit.pendingCount >= mostWaiting) throw IdentityProblem.signInBusy({})
  try {
    return await limit(work)
  } finally {
    done += 1
  }
}

/** How the queue stands: hashes at work, waiting, and finished since the start. */
export const surveyHashQueue = (): { atWork: number; waiting: number; done: number } => ({
  atWork: limit.activeCount,
  waiting: limit.pendingCount,
  done,
})
