/**
 * Writes down in the audit what a signed-in person was refused for want of a right. Somebody who tries again and again
 * writes a line a minute at most, which says how often, so that refusals cannot fill the audit.
 */
import type { Actor } from '../actor.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import { newId } from '../ids.ts'
import type { Log } from '../log.ts'

export type Refusal = {
  /** Method and path as the contract writes it. */
  readonly asked: string
  /** What it was about, where the path names it. */
  readonly subjectId: string | null
  /** The code of the problem. */
  readonly problem: string
  readonly address: string
  /** The permission that was wanting, where it is that. */
  readonly permission: string | null
}

export type Refusals = {
  note(actor: Actor, refusal: Refusal): void
  /** Writes what was counted and not yet written. */
  flush(): Promise<void>
}

/** Name under which refusals stand in the audit. */
export const refusalCommand = 'access.refuse'

const windowMilliseconds = 60_000
/** Kept apart at once; what comes beyond is written under the person alone. */
const mostKinds = 5_000

type Counted = { actor: Actor; refusal: Refusal; times: number; timer: NodeJS.Timeout }

/** Makes the recorder of a running server. */
export function createRefusals({
  database,
  clock,
  log,
}: {
  database: Database
  clock: Clock
  log: Log
}): Refusals {
  const counted = new Map<string, Counted>()
  const write = async ({ id, name, adcode }: Actor, refusal: Refusal, times: number): Promise<void> => {
    const { subjectId, problem, ...input } = refusal
    await database.rows(
      `insert into platform.audit_entries (adcode, at, actor_id, actor_name, command, request_id, body_hash, subject_id, problem, input)
       values ($1, $2, $3, $4, $5, $6, '', $7, $8, $9)`,
      [
        adcode,
        clock.now(),
        id,
        name,
        refusalCommand,
        newId(),
        subjectId,
        problem,
        JSON.stringify({ ...input, times }),
      ],
    )
  }
  const writing = new Set<Promise<void>>()
  const begin = (actor: Actor, refusal: Refusal, times: number): void => {
    const done = write(actor, refusal, times)
      .catch((error: unknown) => log.error({ err: error, refusal }, 'a refusal is not in the audit'))
      .finally(() => writing.delete(done))
    writing.add(done)
  }
  const end = (key: string): void => {
    const it = counted.get(key)
    if (!it) return
    clearTimeout(it.timer)
    counted.delete(key)
    if (it.times) begin(it.actor, it.refusal, it.times)
  }
  return {
    note: (actor, refusal) => {
      const detailed = `${actor.id} ${refusal.asked} ${refusal.problem}`
      const key = counted.size < mostKinds || counted.has(detailed) ? detailed : actor.id
      const known = counted.get(key)
      if (known) {
        known.times += 1
        return
      }
      const timer = setTimeout(() => end(key), windowMilliseconds)
      timer.unref()
      counted.set(key, { actor, refusal, times: 0, timer })
      begin(actor, refusal, 1)
    },
    flush: async () => {
      for (const key of [...counted.keys()]) end(key)
      await Promise.all(writing)
    },
  }
}
