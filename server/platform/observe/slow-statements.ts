/**
 * Statements that took longer than a setting, with the plan that the database makes for them. A plan is asked for once
 * an hour for each text, in the background, without the values, so that nothing of a row is kept. A sum for each text is
 * written to a file of the data folder every minute, where `jingwei slow` and `jingwei doctor` read it.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { type Clock, steadyMilliseconds } from '../clock.ts'
import { newClient } from '../database/primary/connect-to.ts'
import type { Log } from '../log.ts'
import { deeds, type StatementDeed } from './channels.ts'

export const SlowStatement = z.object({
  text: z.string(),
  /** How often it was slow. */
  count: z.int(),
  longestMilliseconds: z.number(),
  totalMilliseconds: z.number(),
  /** Instants in ISO form. */
  firstAt: z.string(),
  lastAt: z.string(),
  /** The plan for any values; null where none could be had. */
  plan: z.string().nullable(),
  plannedAt: z.string().nullable(),
})
export type SlowStatement = z.output<typeof SlowStatement>

export type SlowStatements = {
  list(): readonly SlowStatement[]
  /** Waits until plans are made and the file is written; for the end and for tests. */
  settle(): Promise<void>
  close(): Promise<void>
}

type Options = {
  readonly url: string
  readonly file: string
  readonly thresholdMilliseconds: number
  readonly clock: Clock
  readonly log: Log
}

/** So many texts are kept; the one that was slow longest ago goes first. */
const mostTexts = 200
const hour = 3_600_000
const writeEvery = 60_000

/** Reads what a server wrote; empty where none did yet. */
export async function readSlowStatements(file: string): Promise<SlowStatement[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '[]'
    throw error
  })
  const parsed = z.array(SlowStatement).safeParse(JSON.parse(text))
  return parsed.success ? parsed.data : []
}

/** Begins to watch the statements of this process. */
export async function watchSlowStatements(options: Options): Promise<SlowStatements> {
  const { file, thresholdMilliseconds, clock, log } = options
  const known = new Map((await readSlowStatements(file)).map((it) => [it.text, it]))
  const beganAt = new WeakMap<StatementDeed, number>()
  let work: Promise<void> = Promise.resolve()
  let isChanged = false
  const later = (what: () => Promise<void>): void => {
    work = work.then(what).catch((error: unknown) => log.warn({ err: error }, 'slow statements'))
  }
  const begin = (message: unknown): void => {
    beganAt.set(message as StatementDeed, steadyMilliseconds())
  }
  const end = (message: unknown): void => {
    const deed = message as StatementDeed
    const took = steadyMilliseconds() - (beganAt.get(deed) ?? Number.POSITIVE_INFINITY)
    if (took < thresholdMilliseconds) return
    const now = clock.now().toISOString()
    const before = known.get(deed.text)
    known.delete(deed.text)
    const isPlanDue = !before?.plannedAt || Date.parse(now) - Date.parse(before.plannedAt) > hour
    const entry: SlowStatement = {
      text: deed.text,
      count: (before?.count ?? 0) + 1,
      longestMilliseconds: Math.round(Math.max(before?.longestMilliseconds ?? 0, took)),
      totalMilliseconds: Math.round((before?.totalMilliseconds ?? 0) + took),
      firstAt: before?.firstAt ?? now,
      lastAt: now,
      plan: before?.plan ?? null,
      plannedAt: isPlanDue ? now : (before?.plannedAt ?? null),
    }
    known.set(deed.text, entry)
    for (const oldest of known.keys()) if (known.size > mostTexts) known.delete(oldest)
    isChanged = true
    if (isPlanDue)
      later(async () => {
        const plan = await explain(options.url, deed.text)
        const entryNow = known.get(deed.text)
        if (entryNow) known.set(deed.text, { ...entryNow, plan })
      })
  }
  const write = async (): Promise<void> => {
    if (!isChanged) return
    isChanged = false
    await mkdir(dirname(file), { recursive: true })
    await writeFile(`${file}.part`, JSON.stringify([...known.values()], null, 1), { mode: 0o600 })
    await rename(`${file}.part`, file)
  }
  const timer = setInterval(() => later(write), writeEvery)
  timer.unref()
  deeds.statement.start.subscribe(begin)
  deeds.statement.asyncEnd.subscribe(end)
  const settle = async (): Promise<void> => {
    later(write)
    await work
  }
  return {
    list: () => [...known.values()],
    settle,
    close: async () => {
      clearInterval(timer)
      deeds.statement.start.unsubscribe(begin)
      deeds.statement.asyncEnd.unsubscribe(end)
      await settle()
    },
  }
}

/** The plan of `text` for any values, on a connection of its own; null where the database makes none. */
async function explain(url: string, text: string): Promise<string | null> {
  if (!/^\s*(select|with|insert|update|delete)\b/i.test(text)) return null
  const client = newClient(url, { application_name: 'jingwei plans' })
  await client.connect()
  try {
    await client.query('set plan_cache_mode = force_generic_plan; set statement_timeout = 5000')
    await client.query(`prepare slow as ${text}`)
    const { rows: parameters } = await client.query<{ count: number }>(
      `select coalesce(cardinality(parameter_types), 0) count from pg_prepared_statements where name = 'slow'`,
    )
    const values = Array.from({ length: parameters[0]?.count ?? 0 }, () => 'null').join(', ')
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(
      `explain execute slow${values ? `(${values})` : ''}`,
    )
    return rows.map((it) => it['QUERY PLAN']).join('\n')
  } catch (error) {
    return `(${(error as Error).message})`
  } finally {
    await client.end()
  }
}
