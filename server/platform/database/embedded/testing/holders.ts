/** Starts, asks and ends the processes of hold-database.ts, and clears up after each test. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { OpenDatabaseOptions } from '../../open-database.ts'
import { findPostmasterPid, stopServer } from '../cluster.ts'
import { findHome } from '../home.ts'
import { servesCluster } from '../processes.ts'

/** What a holder said when it had the database, or how it ended without. */
export type Held = { url: string; mode: string; majorVersion: number; took: number }
export type Ended = { exitCode: number | null; said: string }

export type Holder = {
  readonly pid: number
  readonly opened: Promise<Held>
  readonly ended: Promise<Ended>
  say(word: 'close' | 'throw'): void
  kill(signal: NodeJS.Signals): Promise<Ended>
}

export type HolderOptions = Omit<OpenDatabaseOptions, 'log'> & { throwAway?: boolean }

const script = fileURLToPath(new URL('./hold-database.ts', import.meta.url))

/** Holders and folders of one test file. */
export function createHolders(parent: string = tmpdir()) {
  const children: ChildProcess[] = []
  const folders: string[] = []
  const places: string[] = []

  /** A new empty folder; the data folder is to be made in it. */
  const newFolder = (): string => {
    const folder = mkdtempSync(join(parent, 'jingwei-embedded-'))
    folders.push(folder)
    return folder
  }

  const hold = (options: HolderOptions, how: SpawnOptions = {}): Holder => {
    places.push(options.dataFolder)
    const child = spawn(process.execPath, [script, JSON.stringify(options)], {
      ...how,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    children.push(child)
    return toHolder(child)
  }

  const clear = async (): Promise<void> => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
    for (const place of places.splice(0)) await stopWhateverRuns(place)
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
  }
  return { newFolder, hold, clear }
}

function toHolder(child: ChildProcess): Holder {
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const ended = new Promise<Ended>((resolve) =>
    child.once('close', (exitCode) => resolve({ exitCode, said })),
  )
  const opened = new Promise<Held>((resolve, reject) => {
    if (child.stdout)
      createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line) as Held))
    ended.then((end) => reject(new Error(`the holder ended with ${end.exitCode}: ${end.said}`)))
  })
  opened.catch(() => {}) // A test may only ask how it ended.
  return {
    pid: child.pid ?? 0,
    opened,
    ended,
    say: (word) => void child.stdin?.write(`${word}\n`),
    kill: (signal) => {
      child.kill(signal)
      return ended
    },
  }
}

/** The leading process of the database in a data folder, if one runs. */
export async function findRunning(dataFolder: string): Promise<number | undefined> {
  const home = await findHome(dataFolder)
  const pid = await findPostmasterPid(home)
  return pid && servesCluster(pid, home.cluster) ? pid : undefined
}

async function stopWhateverRuns(dataFolder: string): Promise<void> {
  if (!existsSync(dataFolder)) return
  const home = await findHome(dataFolder)
  const pid = await findPostmasterPid(home)
  if (pid && servesCluster(pid, home.cluster)) await stopServer(pid, home)
}

/** Runs one statement on a connection of its own. */
export async function ask<Row extends pg.QueryResultRow>(
  url: string,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {}) // The statement reports it.
  await client.connect()
  try {
    return (await client.query<Row>(sql, values)).rows
  } finally {
    await client.end().catch(() => {}) // The server may be gone, which is what some tests are about.
  }
}
