/** The client programs of PostgreSQL that a server's operator installed: pg_dump and pg_restore. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { splitHosts } from '../database/primary/split-hosts.ts'
import { BackupProblem } from './problems.ts'

const debianServers = '/usr/lib/postgresql'

/** The newest of Debian's, which also reads older servers; else whatever the path finds. */
function findProgram(program: string): string {
  const versions = existsSync(debianServers) ? readdirSync(debianServers) : []
  const found = versions
    .sort((a, b) => Number(b) - Number(a))
    .map((it) => join(debianServers, it, 'bin', program))
    .find(existsSync)
  if (found) return found
  const onPath = (process.env['PATH'] ?? '').split(':').map((it) => join(it, program))
  const other = onPath.find(existsSync)
  if (!other) throw BackupProblem.toolMissing({ program })
  return other
}

/** The connection as an environment: on a command line everybody on the machine could read the password. */
function environmentOf(url: string): NodeJS.ProcessEnv {
  const servers = splitHosts(url).map((it) => new URL(it))
  const [{ username, password, pathname, searchParams } = new URL(url)] = servers
  const host = searchParams.get('host') ?? servers.map((it) => decodeURIComponent(it.hostname)).join(',')
  return {
    PATH: process.env['PATH'] ?? '',
    PGHOST: host,
    PGPORT: servers.map((it) => it.port || '5432').join(','),
    // Of several the primary, whose snapshot is dumped.
    ...(servers.length > 1 ? { PGTARGETSESSIONATTRS: 'read-write' } : {}),
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
    PGAPPNAME: 'jingwei backup',
    ...(searchParams.get('sslmode') ? { PGSSLMODE: searchParams.get('sslmode') ?? '' } : {}),
  }
}

export type Running = { readonly child: ChildProcess; readonly ended: Promise<void> }

/** Starts one of the programs on the database of `url`; `ended` throws `backup.tool-failed` with its last words. */
export function runProgram(program: string, args: readonly string[], url: string): Running {
  const child = spawn(findProgram(program), args, {
    env: environmentOf(url),
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)))
  const ended = new Promise<void>((done, fail) => {
    child.once('error', (error) => fail(BackupProblem.toolFailed({ program, reason: error.message })))
    child.once('close', (code) =>
      code === 0
        ? done()
        : fail(BackupProblem.toolFailed({ program, reason: said.trim() || `exit ${code}` })),
    )
  })
  ended.catch(() => {}) // Waited for by the caller, who may first meet the broken pipe.
  return { child, ended }
}
