/** The pool of database connections that tells of each statement, and whose state can be read for metrics. */
import { AsyncResource } from 'node:async_hooks'
import pg from 'pg'
import { deeds, type StatementDeed } from './channels.ts'

type Connected = Parameters<pg.Pool['connect']>[0]
type Ended = (error: Error | null, result: unknown) => void

type Submitted = { callback: Ended }

const isSubmitted = (it: unknown): it is Submitted =>
  typeof (it as { submit?: unknown }).submit === 'function' &&
  typeof (it as { callback?: unknown }).callback === 'function'

/** A connection that tells of each statement. */
export class ObservedClient extends pg.Client {
  /** The signature is the driver's own, with all its variants. */
  override query(...given: unknown[]): never {
    const [first] = given
    const ask = super.query as (...them: unknown[]) => unknown
    const text = typeof first === 'string' ? first : (first as { text?: unknown } | undefined)?.text
    if (typeof text !== 'string' || !deeds.statement.hasSubscribers) return ask.apply(this, given) as never
    const deed: StatementDeed = { kind: 'statement', text }
    if (isSubmitted(first)) {
      // A query that answers by its own callback (behind a wall).
      const answered = first.callback
      return deeds.statement.traceCallback(
        (callback: Ended) => {
          first.callback = callback
          return ask.apply(this, given)
        },
        0,
        deed,
        undefined,
        answered,
      ) as never
    }
    const last = given.at(-1)
    if (typeof last !== 'function')
      return deeds.statement.tracePromise(() => ask.apply(this, given) as Promise<unknown>, deed) as never
    const answer = last as Ended
    const all = [...given.slice(0, -1), (error: Error | null, result: unknown) => answer(error, result)]
    return deeds.statement.traceCallback(
      (...them: unknown[]) => ask.apply(this, them),
      all.length - 1,
      deed,
      this,
      ...all,
    ) as never
  }
}

const openPools = new Set<pg.Pool>()

/** A pool like the driver's. What waits for a connection goes on in its own surroundings, not in those of who gave it back. */
export class ObservedPool extends pg.Pool {
  constructor(options: pg.PoolConfig) {
    super({ Client: ObservedClient as unknown as typeof pg.Client, ...options } as pg.PoolConfig)
    openPools.add(this)
  }

  override connect(): Promise<pg.PoolClient>
  override connect(answer: Connected): void
  override connect(answer?: Connected): Promise<pg.PoolClient> | undefined {
    if (!answer) return super.connect()
    super.connect(deeds.statement.hasSubscribers ? AsyncResource.bind(answer) : answer)
    return undefined
  }

  override async end(): Promise<void> {
    openPools.delete(this)
    await super.end()
  }
}

/** How many connections of this process rest, work, and how many requests wait for one. */
export function countConnections(): { idle: number; busy: number; waiting: number } {
  const counts = { idle: 0, busy: 0, waiting: 0 }
  for (const pool of openPools) {
    counts.idle += pool.idleCount
    counts.busy += pool.totalCount - pool.idleCount
    counts.waiting += pool.waitingCount
  }
  return counts
}
