/** Debian's PostgreSQL with everything durable, in a temporary folder, as a direct child: killed like by a crash, and started again. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { chownSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { findDebianPostgres } from '../scripts/debian-postgres.ts'

export type KillablePostgres = {
  readonly version: string
  readonly url: string
  /** Ends the server and all its processes at once, without a last word. */
  kill(): Promise<void>
  /** Sends a signal to all its processes. */
  signal(signal: NodeJS.Signals): void
  /** Starts it again on the same data and waits until it answers. */
  start(): Promise<void>
  remove(): Promise<void>
}

let nextPort = 54_000 + (process.pid % 1000) * 4

/** The numbers of the processes that `pid` started. */
function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((it) => /^\d+$/.test(it))
    .filter((it) => {
      try {
        // After the name, which may hold anything, come the state and the parent.
        const [, , parent] = /\) (\S) (\d+)/.exec(readFileSync(`/proc/${it}/stat`, 'utf8')) ?? []
        return Number(parent) === pid
      } catch {
        return false // It has ended meanwhile.
      }
    })
    .map(Number)
}

/** Sends `signal` to a postmaster and its processes; SIGKILL is how a crash ends them. */
export function signalTree(pid: number, signal: NodeJS.Signals): void {
  for (const it of [pid, ...childrenOf(pid)])
    try {
      process.kill(it, signal)
    } catch {
      // It has ended meanwhile.
    }
}

export type KillableOptions = {
  /** More settings, each as `name=value`. */
  readonly settings?: readonly string[]
  /** The copy of this server, which it follows; without it a new cluster is made. */
  readonly standbyOf?: KillablePostgres
  /** Where the cluster lies; a folder of its own without it. */
  readonly folder?: string
  readonly port?: number
  /** Where the log is written, apart from the rest. */
  readonly logFolder?: string
  readonly environment?: Readonly<Record<string, string>>
}

/** Makes and starts the server; throws where the package is not installed. */
export async function makeKillablePostgres(options: KillableOptions = {}): Promise<KillablePostgres> {
  const version = findDebianPostgres()
  if (!version) throw new Error('Debian’s PostgreSQL is not installed')
  const bin = (program: string): string => join('/usr/lib/postgresql', version, 'bin', program)
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  const as = process.getuid?.() === 0 ? { uid: id('-u'), gid: id('-g') } : undefined
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'jingwei-killable-'))
  const port = options.port ?? nextPort++
  for (const it of [folder, ...(options.logFolder ? [options.logFolder] : [])])
    if (as) chownSync(it, as.uid, as.gid)
  const data = join(folder, 'data')
  const initdb = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8']
  if (options.logFolder) initdb.push('--waldir', join(options.logFolder, 'wal'))
  const copy = ['-D', data, '-R', '-c', 'fast', '-X', 'stream', '-d', options.standbyOf?.url ?? '']
  if (options.standbyOf) execFileSync(bin('pg_basebackup'), copy, { cwd: folder, stdio: 'ignore', ...as })
  else execFileSync(bin('initdb'), initdb, { cwd: folder, stdio: 'ignore', ...as })
  let child: ChildProcess | undefined
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder}`,
    'max_connections=200',
    'log_min_messages=fatal',
    ...(options.settings ?? []),
  ].flatMap((it) => ['-c', it])
  const answers = (): boolean =>
    spawnSync(bin('pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]).status === 0
  const start = async (): Promise<void> => {
    // What was killed left its mark; its processes are surely gone, so it may be taken away.
    for (const it of [join(data, 'postmaster.pid'), join(folder, `.s.PGSQL.${port}.lock`)])
      rmSync(it, { force: true })
    const env = { ...process.env, ...options.environment }
    const started = spawn(bin('postgres'), ['-D', data, ...settings], {
      cwd: folder,
      stdio: 'ignore',
      env,
      ...as,
    })
    child = started
    while (!answers()) {
      if (started.exitCode !== null) throw new Error('the database did not start')
      await delay(20)
    }
  }
  const gone = (process: ChildProcess): Promise<void> =>
    process.exitCode === null && process.signalCode === null
      ? new Promise((resolve) => process.once('exit', () => resolve()))
      : Promise.resolve()
  await start()
  return {
    version,
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    start,
    signal: (signal) => child?.pid !== undefined && signalTree(child.pid, signal),
    kill: async () => {
      if (!child?.pid) return
      signalTree(child.pid, 'SIGKILL')
      await gone(child)
    },
    remove: async () => {
      // One that stands still would hear nothing.
      if (child?.pid !== undefined) signalTree(child.pid, 'SIGCONT')
      child?.kill('SIGINT')
      if (child) await gone(child)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
