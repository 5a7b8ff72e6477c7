/**
 * Point in time on a server, with Debian's PostgreSQL: a base copy, an archive of the log, one row a tenth of a second, and
 * back to a chosen second by the words of docs/backup.md.
 */
import { execFileSync, spawn } from 'node:child_process'
import { appendFileSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { findDebianPostgres } from '../scripts/debian-postgres.ts'
import type { Trial } from './trial.ts'

type Account = { readonly uid?: number; readonly gid?: number }

/** PostgreSQL refuses to run as root; the package made the user `postgres`. */
const account = (): Account => {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

function giveTo({ uid, gid }: Account, path: string): void {
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid)
}

/** A server of its own on the socket in `folder`. */
function start(bin: string, folder: string, data: string, as: Account): { stop(): Promise<void> } {
  const settings = ['listen_addresses=', `unix_socket_directories=${folder}`, 'log_min_messages=fatal']
  const child = spawn(join(bin, 'postgres'), ['-D', data, ...settings.flatMap((it) => ['-c', it])], {
    cwd: folder,
    stdio: 'ignore',
    ...as,
  })
  return {
    stop: () =>
      new Promise((done) => {
        child.once('exit', () => done())
        child.kill('SIGINT')
      }),
  }
}

async function connect(folder: string): Promise<pg.Client> {
  for (let tries = 0; ; tries++) {
    const client = new pg.Client({ host: folder, user: 'postgres', database: 'postgres' })
    client.on('error', () => {}) // A server that is still starting is tried again.
    try {
      await client.connect()
      return client
    } catch (error) {
      if (tries === 300) throw error
      await delay(100)
    }
  }
}

async function backTo(second: Date, bin: string, folder: string, as: Account): Promise<Date[]> {
  const base = join(folder, 'base')
  appendFileSync(
    join(base, 'postgresql.conf'),
    `restore_command = 'cp ${folder}/archive/%f %p'\nrecovery_target_time = '${second.toISOString().replace('Z', '+00')}'\nrecovery_target_action = 'promote'\n`,
  )
  writeFileSync(join(base, 'recovery.signal'), '')
  giveTo(as, join(base, 'recovery.signal'))
  const server = start(bin, folder, base, as)
  const client = await connect(folder)
  for (;;) {
    const { rows } = await client.query<{ ends: boolean }>('select not pg_is_in_recovery() ends')
    if (rows[0]?.ends) break
    await delay(100)
  }
  const { rows } = await client.query<{ at: Date }>('select at from ticks order by at')
  await client.end()
  await server.stop()
  return rows.map((it) => it.at)
}

async function runOn(version: string): Promise<{ lastKept: number; firstLost: number; rows: number }> {
  const bin = join('/usr/lib/postgresql', version, 'bin')
  const as = account()
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-pitr-'))
  mkdirSync(join(folder, 'archive'))
  for (const it of [folder, join(folder, 'archive')]) giveTo(as, it)
  const data = join(folder, 'data')
  const options = { cwd: folder, stdio: 'ignore', ...as } as const
  try {
    execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8'], options)
    appendFileSync(
      join(data, 'postgresql.conf'),
      `archive_mode = on\narchive_command = 'test ! -f ${folder}/archive/%f && cp %p ${folder}/archive/%f'\n`,
    )
    const server = start(bin, folder, data, as)
    const client = await connect(folder)
    await client.query('create table ticks (at timestamptz not null)')
    const dump = ['-h', folder, '-U', 'postgres', '-D', join(folder, 'base'), '-X', 'stream', '-c', 'fast']
    execFileSync(join(bin, 'pg_basebackup'), dump, options)
    let second = new Date(0)
    const written: Date[] = []
    for (let tick = 0; tick < 60; tick++) {
      const { rows } = await client.query<{ at: Date }>(
        'insert into ticks values (clock_timestamp()) returning at',
      )
      if (rows[0]) written.push(rows[0].at)
      if (tick === 30) second = new Date()
      await delay(100)
    }
    await client.query('select pg_switch_wal()')
    await client.end()
    await server.stop()
    const kept = await backTo(second, bin, folder, as)
    const first = written[kept.length]
    return {
      lastKept: second.getTime() - (kept.at(-1)?.getTime() ?? 0),
      firstLost: (first?.getTime() ?? 0) - second.getTime(),
      rows: kept.length,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export const trial: Trial = {
  numbers: [26],
  name: { zh: '数据库服务器恢复到指定的一秒', en: 'a database server goes back to a given second' },
  run: async () => {
    const version = findDebianPostgres()
    if (!version) return { ok: false, facts: { skipped: "Debian's PostgreSQL is not installed" } }
    const { lastKept, firstLost, rows } = await runOn(version)
    const ok = lastKept >= 0 && lastKept <= 1000 && firstLost >= 0 && firstLost <= 1000
    return {
      ok,
      facts: { version, rows, lastKeptBeforeMilliseconds: lastKept, firstLostAfterMilliseconds: firstLost },
    }
  },
}
