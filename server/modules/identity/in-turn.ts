/**
 * Lets sign-ins of one account be judged one after the other, so that a hundred guesses sent at once cannot all pass
 * before the first failure is counted.
 */
const turns = new Map<string, Promise<unknown>>()

/** Runs `work` when everything that was asked before under `key` is done. */
export async function inTurn<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
  const before = turns.get(key) ?? Promise.resolve()
  const turn = before.then(work, work)
  const settled = turn.catch(() => undefined)
  turns.set(key, settled)
  try {
    return await turn
  } finally {
    if (turns.get(key) === settled) turns.delete(key)
  }
}
