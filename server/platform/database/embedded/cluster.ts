/**
 * The cluster on disk and its leading process: made once, started as a child of ours, looked for, stopped.
 * `pg_ctl` is not used: a server it starts has no parent that reaps it, and in a container a killed one would
 * stay a zombie that bars the next start.
 */
import { closeSync, constants, openSync } from 'node:fs'
import { lchown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { type Account, cleanEnvironment, type Lodging, whyNot } from './account.ts'
import { type Endpoint, type Home, hasCluster } from './home.ts'
import { DatabaseProblem } from './problems.ts'
import { holdsWithin, isTaken, listClusterProcesses, markOf, servesCluster } from './processes.ts'
import type { ServerSettings } from './settings.ts'

/** The role that owns the cluster; the product itself works as `jingwei`, which is no superuser. */
export const superuser = 'postgres'

async function makeFolder(folder: string, { ids }: Account): Promise<void> {
  const made = await mkdir(folder, { recursive: true, mode: 0o700 })
  // Only what was just made: a link put there by the account must not give it another folder of root's.
  if (made && ids) await lchown(folder, ids.uid, ids.gid)
}

/** Makes the cluster, aside and then renamed into place, so that a half-made one is never found. */
async function makeCluster({ account, program, home }: Lodging, password: string): Promise<void> {
  const aside = join(home.folder, `cluster.new-${process.pid}`)
  const passwordFile = `${aside}.password`
  await rm(aside, { recursive: true, force: true })
  await rm(passwordFile, { force: true })
  await writeFile(passwordFile, password, { mode: 0o600, flag: 'wx' })
  if (account.ids) await lchown(passwordFile, account.ids.uid, account.ids.gid)
  const reason = await whyNot(account, program.initdb, [
    `--pgdata=${aside}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    // The builtin provider orders by code point whatever libc the machine has or gets: indexes stay right.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ])
  await rm(passwordFile, { force: true })
  if (reason) {
    await rm(aside, { recursive: true, force: true })
    throw DatabaseProblem.notStarted({ reason, logFolder: home.logs })
  }
  await rename(aside, home.cluster).catch(async (error: NodeJS.ErrnoException) => {
    await rm(aside, { recursive: true, force: true })
    // Another start at the same moment was first; its cluster has the same password.
    if (!(await hasCluster(home))) throw error
  })
}

/** Makes what is missing for a start: folders, and the cluster with this password. */
export async function prepareCluster(lodging: Lodging, password: string): Promise<void> {
  const { account, home, program } = lodging
  await makeFolder(home.logs, account)
  await makeFolder(home.socket, account)
  if (!(await hasCluster(home))) return makeCluster(lodging, password)
  const found = (await readFile(join(home.cluster, 'PG_VERSION'), 'utf8')).trim()
  if (found !== String(program.majorVersion))
    throw DatabaseProblem.otherMajorVersion({ found, brought: String(program.majorVersion) })
}

/** The pid that PostgreSQL left in its lock file, whether that process still lives or not. */
export async function findPostmasterPid(home: Home): Promise<number | undefined> {
  const text = await readFile(join(home.cluster, 'postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number.parseInt(text, 10)
  return pid > 0 ? pid : undefined
}

/**
 * `answers`: takes connections; `busy`: starting, stopping or full; `silent`: nobody there; `stranger`: a
 * PostgreSQL answers that is not this cluster or does not know our password.
 */
export type Sign = 'answers' | 'busy' | 'silent' | 'stranger'

/** Knocks at the endpoint. */
export async function knock(url: string, home: Home): Promise<Sign> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1500 })
  client.on('error', () => {}) // A server that goes away meanwhile is silent at the next knock.
  try {
    await client.connect()
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (code === '57P03' || code === '53300') return 'busy'
    // Refusals of a PostgreSQL that has other roles or passwords. Programs of another kind count as silence:
    // the attempt to listen in their place finds them out.
    return ['28P01', '28000', '3D000'].includes(code) ? 'stranger' : 'silent'
  }
  try {
    const { rows } = await client.query<{ folder: string }>(`select current_setting('data_directory') folder`)
    const [theirs, ours] = await Promise.all([stat(rows[0]?.folder ?? ''), stat(home.cluster)])
    return theirs.ino === ours.ino && theirs.dev === ours.dev ? 'answers' : 'stranger'
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'stranger' : 'silent'
  } finally {
    await client.end().catch(() => {}) // Cut by the server before.
  }
}

/**
 * Clears what a killed server left: waits for orphaned backends, ends those that stay, and takes away lock
 * files that name a zombie or a process that is somebody else's by now, which PostgreSQL would believe.
 */
export async function clearRemains(home: Home): Promise<void> {
  const pid = await findPostmasterPid(home)
  if (pid && servesCluster(pid, home.cluster)) return
  if (pid && !(await holdsWithin(5_000, () => listClusterProcesses(home.cluster).length === 0)))
    for (const orphan of listClusterProcesses(home.cluster)) endQuietly(orphan, 'SIGKILL')
  // A pid nobody has is left to PostgreSQL, which also checks the shared memory the file names.
  // Looked at again at the last moment: a start beside ours may have put its own there.
  if (pid && isTaken(pid) && (await findPostmasterPid(home)) === pid)
    await rm(join(home.cluster, 'postmaster.pid'), { force: true })
  await rm(join(home.socket, '.s.PGSQL.5432.lock'), { force: true })
}

/** Sends a signal to a process that may be gone already. */
export function endQuietly(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended by itself, which is what was wanted.
  }
}

const freshFile = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW

/** Spawns the server; it outlives this process and the terminal's Ctrl-C, so that only `stopServer` ends it. */
export function spawnServer(
  { account, program, home }: Lodging,
  endpoint: Endpoint,
  settings: ServerSettings,
): { pid: number; hasEnded: () => boolean } {
  const listening: ServerSettings =
    'socketFolder' in endpoint
      ? {
          listen_addresses: '',
          unix_socket_directories: `"${endpoint.socketFolder.replaceAll('"', '""')}"`,
          unix_socket_permissions: '0700',
        }
      : { listen_addresses: '127.0.0.1', unix_socket_directories: '' }
  const args = Object.entries({ ...settings, ...listening, port: String(endpoint.port) })
  const saying = openSync(join(home.logs, 'start.log'), freshFile, 0o600)
  try {
    const child = account.start(
      program.postgres,
      ['-D', home.cluster, ...args.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      { cwd: '/', detached: true, stdio: ['ignore', saying, saying], env: cleanEnvironment },
    )
    let ended = false
    child.once('exit', () => (ended = true))
    child.once('error', () => (ended = true))
    child.unref()
    return { pid: child.pid ?? 0, hasEnded: () => ended }
  } finally {
    closeSync(saying)
  }
}

/** The last lines that a server which did not start left in its logs. */
export async function lastWords(home: Home): Promise<string> {
  const names = await readdir(home.logs).catch(() => [])
  const files = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(home.logs, name))).mtimeMs })),
  )
  const newest = files.sort((a, b) => a.at - b.at).slice(-2)
  const texts = await Promise.all(newest.map(({ name }) => readFile(join(home.logs, name), 'utf8')))
  const lines = texts.flatMap((text) => text.trimEnd().split('\n').slice(-20))
  const telling = lines.filter((line) => /FATAL|PANIC|HINT/.test(line))
  return (telling.length > 0 ? telling : lines).slice(-4).join(' | ')
}

/** Ends the server in an orderly way, with force only if that takes too long. */
export async function stopServer(pid: number, home: Home): Promise<void> {
  const isGone = () => !markOf(pid) || !servesCluster(pid, home.cluster)
  const ways: readonly [NodeJS.Signals, number][] = [
    ['SIGINT', 60_000],
    // Immediate shutdown: nothing acknowledged is lost, the next start replays the log.
    ['SIGQUIT', 10_000],
    ['SIGKILL', 5_000],
  ]
  for (const [signal, patience] of ways) {
    if (isGone()) return
    endQuietly(pid, signal)
    if (await holdsWithin(patience, isGone)) return
  }
  throw DatabaseProblem.notAnswering({ pid })
}
