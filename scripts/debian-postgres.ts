/**
 * Starts Debian's PostgreSQL as a private server for one test run: its data in a temporary folder, its owner not
 * root, nothing durable unless it is asked for (a benchmark of durable writes). The server ends when this process does, however it ends.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

const servers = '/usr/lib/postgresql'

export type RunningServer = { version: string; url: string; stop(): Promise<void> }

/** The newest PostgreSQL server that Debian's packages installed, or undefined. */
export function findDebianPostgres(): string | undefined {
  if (!existsSync(servers)) return undefined
  return readdirSync(servers)
    .filter((version) => existsSync(join(servers, version, 'bin', 'initdb')))
    .sort((a, b) => Number(b) - Number(a))[0]
}

/** PostgreSQL refuses to run as root; the package made the user `postgres`. */
function owner(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })

const forgetful = ['fsync=off', 'full_page_writes=off']

/** Starts the server with `settings` and resolves when it answers. */
export async function startDebianPostgres(
  version: string,
  settingsOf: readonly string[] = forgetful,
): Promise<RunningServer> {
  const bin = (program: string): string => join(servers, version, 'bin', program)
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-postgres-'))
  const as = owner()
  if (as) chownSync(folder, as.uid, as.gid)
  const data = join(folder, 'data')
  const initdb = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync']
  execFileSync(bin('initdb'), initdb, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'], ...as })
  const port = await freePort()
  const settings = [...settingsOf, 'max_connections=200', 'listen_addresses=127.0.0.1']
    .concat(`unix_socket_directories=${folder}`, `port=${port}`, 'log_min_messages=fatal')
    .flatMap((setting) => ['-c', setting])
  // The shell waits for its standard input to close, which also happens when this process is killed; then it
  // stops the server and removes its folder.
  const guarded = '"$@" & read -r _; kill -INT $!; wait $!; rm -rf "$0"'
  const child = spawn('sh', ['-c', guarded, folder, bin('postgres'), '-D', data, ...settings], {
    cwd: folder,
    stdio: ['pipe', 'ignore', 'inherit'],
    detached: true, // an interrupt of the terminal must not reach the server before the tests are through
    ...as,
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const answers = (): boolean =>
    spawnSync(bin('pg_isready'), ['-q', '-U', 'postgres', '-h', '127.0.0.1', '-p', String(port)]).status === 0
  for (let tries = 0; !answers(); tries++) {
    if (tries === 300) throw new Error(`PostgreSQL ${version} does not answer on port ${port}`)
    await setTimeout(100)
  }
  return {
    version,
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stop: async () => {
      child.stdin?.end()
      await ended
    },
  }
}
