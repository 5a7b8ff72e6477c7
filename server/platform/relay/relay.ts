/**
 * Hands announcements on after the commit, at least once and in order per subject: to listeners in this process
 * (caches), to live screens, and as jobs for the reactions. How far it has come is kept after each batch was handed
 * on; a crash between is made good on the next round. Announcements themselves are never written again.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Log } from '../log.ts'
import { deeds, type RelayDeed } from '../observe/channels.ts'
import type { Announcement } from './announcement.ts'
import { advance, type Position, type Snapshot } from './position.ts'

export type Listener = (announcements: readonly Announcement[]) => Promise<void> | void

export type Relay = {
  /** Asks for a round soon; called after each commit. */
  wake(): void
  /** Runs rounds until nothing is waiting. */
  drain(): Promise<void>
  start(): void
  stop(): Promise<void>
}

type Parts = { database: Database; log: Log; listeners: readonly Listener[] }

const batchSize = 1000
/** Another process does not wake this one, and a right withdrawn there ends here within a second. */
const quietMilliseconds = 500
/** Commits that follow each other within this time share a round. */
const gatherMilliseconds = 25

const toAnnouncement = (row: Record<string, unknown>): Announcement => ({
  adcode: String(row['adcode']),
  id: String(row['id']),
  seq: Number(row['seq']),
  at: (row['at'] as Date).toISOString(),
  name: String(row['name']),
  subjectId: row['subject_id'] as string | null,
  actorId: String(row['actor_id']),
  data: row['data'] as Announcement['data'],
})

/** Announcements after `seq`, for a live screen that was away; at most `limit`. */
export async function listAnnouncementsAfter(
  database: Database,
  seq: number,
  limit = 500,
): Promise<Announcement[]> {
  const { rows } = await sql<Record<string, unknown>>`
    select adcode, id, seq, at, name, subject_id, actor_id, data from platform.announcements
    where seq > ${seq} order by seq limit ${limit}`.execute(database.read)
  return rows.map(toAnnouncement)
}

const readPosition = async (database: Database): Promise<Position> => {
  const [row] = await database.rows<{ high: number; lows: string[]; highs: string[] }>(
    'select seq as high, gap_lows as lows, gap_highs as highs from platform.relay_position',
  )
  if (!row) throw new Error('the relay has no position')
  const gaps = row.lows.map((low, index) => ({
    low: Number(low),
    high: Number(row.highs[index]),
    horizon: null,
  }))
  return { high: row.high, gaps }
}

const keepPosition = (database: Database, { high, gaps }: Position): Promise<unknown> =>
  database.rows(
    'update platform.relay_position set seq = $1, gap_lows = $2::bigint[], gap_highs = $3::bigint[]',
    [high, gaps.map((it) => it.low), gaps.map((it) => it.high)],
  )

async function takeSnapshot(database: Database): Promise<Snapshot> {
  const [row] = await database.rows<{ oldest: string; next: string }>(
    `select pg_snapshot_xmin(it)::text as oldest, pg_snapshot_xmax(it)::text as next from pg_current_snapshot() it`,
  )
  return { oldest: BigInt(row?.oldest ?? 0), next: BigInt(row?.next ?? 0) }
}

const columns = 'a.adcode, a.id, a.seq, a.at, a.name, a.subject_id, a.actor_id, a.data'
const waiting = `
  select * from (
    select ${columns} from unnest($2::bigint[], $3::bigint[]) g(low, high)
      join platform.announcements a on a.seq between g.low and g.high
    union all
    (select ${columns} from platform.announcements a where a.seq > $1 order by a.seq limit ${batchSize})) it
  order by seq`

/** Makes the relay of a running house. */
export function createRelay({ database, log, listeners }: Parts): Relay {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<number> | undefined
  let isStopped = true
  let position: Position | undefined
  /** A round that an act asked for belongs to its trace; those that follow by themselves do not. */
  const outside = AsyncLocalStorage.snapshot()

  const round = async (): Promise<number> => {
    position ??= await readPosition(database)
    const { high, gaps } = position
    // Asked before reading: an act that had ended by then shows in what is read.
    const snapshot = gaps.length ? await takeSnapshot(database) : undefined
    const bounds = [high, gaps.map((it) => it.low), gaps.map((it) => it.high)]
    const announcements = (await database.rows<Record<string, unknown>>(waiting, bounds)).map(toAnnouncement)
    if (announcements.length) for (const listener of listeners) await listener(announcements)
    const next = advance(
      position,
      announcements.map((it) => it.seq),
      snapshot,
    )
    if (announcements.length || next.gaps.length !== gaps.length) await keepPosition(database, next)
    position = next
    return announcements.length
  }
  const observedRound = (): Promise<number> => {
    if (!hasNews || !deeds.relay.hasSubscribers) return round()
    const deed: RelayDeed = { kind: 'relay' }
    return deeds.relay.tracePromise(async () => (deed.count = await round()), deed)
  }
  const plan = (milliseconds: number): void => {
    if (isStopped) return
    clearTimeout(timer)
    timer = setTimeout(runRound, milliseconds)
  }
  const runRound = async (): Promise<void> => {
    if (running) return
    running = observedRound().catch((error: unknown) => {
      log.warn({ err: error }, 'relay round failed; it will be repeated')
      return 0
    })
    const count = await running
    running = undefined
    outside(plan, count >= batchSize ? 0 : hasNews ? gatherMilliseconds : quietMilliseconds)
    hasNews = false
  }
  let hasNews = false
  return {
    wake: () => {
      if (hasNews) return
      hasNews = true
      if (!running) plan(gatherMilliseconds)
    },
    drain: async () => {
      await running
      while ((await round()) > 0);
    },
    start: () => {
      isStopped = false
      plan(0)
    },
    stop: async () => {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}
