/**
 * Hands announcements on after the commit, in the order in which they were written, at least once: to
 * listeners in this process (caches), to live screens, and as jobs for the reactions. One statement marks a
 * batch as relayed after it was handed on; a crash between is made good on the next round.
 */
import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Log } from '../log.ts'
import type { Announcement } from './announcement.ts'

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
const quietMilliseconds = 1000
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

/** Makes the relay of a running house. */
export function createRelay({ database, log, listeners }: Parts): Relay {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<number> | undefined
  let isStopped = true

  const round = async (): Promise<number> => {
    const rows = await database.rows<Record<string, unknown>>(
      `select adcode, id, seq, at, name, subject_id, actor_id, data from platform.announcements
       where relayed_at is null order by seq limit ${batchSize}`,
    )
    if (!rows.length) return 0
    const announcements = rows.map(toAnnouncement)
    for (const listener of listeners) await listener(announcements)
    await database.rows(
      'update platform.announcements set relayed_at = now() where relayed_at is null and seq = any($1::bigint[])',
      [announcements.map((it) => it.seq)],
    )
    return rows.length
  }
  const plan = (milliseconds: number): void => {
    if (isStopped) return
    clearTimeout(timer)
    timer = setTimeout(runRound, milliseconds)
  }
  const runRound = async (): Promise<void> => {
    if (running) return
    running = round().catch((error: unknown) => {
      log.warn({ err: error }, 'relay round failed; it will be repeated')
      return 0
    })
    const count = await running
    running = undefined
    plan(count === batchSize ? 0 : hasNews ? gatherMilliseconds : quietMilliseconds)
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
