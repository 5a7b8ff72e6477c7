/**
 * Forward-only migrations: every module's `migrations/*.sql`, merged into one order by file name. One
 * transaction each; the checksum of a landed file is kept, and a changed one is refused. They run as the owner of
 * the tables; at the end the program's own role is given what it may do.
 */
import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type pg from 'pg'
import { defineProblem } from '#domain/problem.ts'
import packageFile from '../../../package.json' with { type: 'json' }
import { newClient } from './primary/connect-to.ts'
import { grantProgramRights, rightsTable } from './program-rights.ts'

const serverFolder = join(import.meta.dirname, '..', '..')

const MigrationProblem = {
  changed: defineProblem<{ name: string }>('migration.changed', 'conflict', ({ name }) => ({
    zh: `迁移 ${name} 执行之后被改动过，拒绝继续；请恢复原文件，另写新的迁移。`,
    en: `The migration ${name} was changed after it ran; restore it and write a new one.`,
  })),
  unknown: defineProblem<{ name: string }>('migration.unknown', 'conflict', ({ name }) => ({
    zh: `数据库由更新的版本升级过（含未知迁移 ${name}，不允许退回），请使用新版本程序，或恢复升级前的备份。`,
    en: `The database was migrated by a newer version (${name} is unknown here and allows no going back); run that version, or restore the backup made before.`,
  })),
  notOwner: defineProblem<{ waiting: number }>('migration.not-owner', 'forbidden', ({ waiting }) => ({
    zh: `有 ${waiting} 项数据库升级待执行，而 DATABASE_URL 的账号不是数据表的所有者；请在 DATABASE_OWNER_URL 中给出所有者的连接串。`,
    en: `${waiting} migrations are waiting, and the login of DATABASE_URL does not own the tables; name the owner's URL in DATABASE_OWNER_URL.`,
  })),
}

type Migration = {
  name: string
  sql: string
  checksum: string
  /** The oldest version of the program that works on the database after it, as its header says. */
  worksFrom: string | null
}

/** How a migration says that an older program may go on: `-- works from 0.1.0`. */
const worksFromLine = /^-- works from (\d+\.\d+\.\d+)$/m

/** All migrations of the house, in the order in which they run. */
export function listMigrations(): Migration[] {
  return globSync(['platform/migrations/*.sql', 'modules/*/migrations/*.sql'], { cwd: serverFolder })
    .map((path) => {
      const sql = readFileSync(join(serverFolder, path), 'utf8')
      return {
        name: basename(path),
        sql,
        checksum: createHash('sha256').update(sql).digest('hex'),
        worksFrom: worksFromLine.exec(sql)?.[1] ?? null,
      }
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

const bookkeeping = `
  create schema if not exists platform;
  create table if not exists platform.migrations (
    name text primary key, checksum text not null, applied_at timestamptz not null default now());
  alter table platform.migrations add column if not exists works_from text;
  comment on column platform.migrations.works_from is 'The oldest version of the program that works on the database after it; null where none but its own is known to.';
  ${rightsTable}`

/**
 * Brings the database at `url` (as its owner) up to date; safe to call from several processes at once. With `before` (a name, or the
 * beginning of one) it stops short of it, so that a test can lay data of that time.
 */
export async function migrate(
  url: string,
  log: (line: string) => void = () => {},
  { before, version = packageFile.version }: { before?: string; version?: string } = {},
): Promise<{ applied: string[] }> {
  const client = newClient(url, { application_name: 'jingwei migrate' })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(530127001)')
    if (await isGuest(client)) return await acceptAsItIs(client)
    await client.query(bookkeeping)
    const { rows } = await client.query<{ name: string; checksum: string; works_from: string | null }>(
      'select name, checksum, works_from from platform.migrations',
    )
    const landed = new Map(rows.map((row) => [row.name, row.checksum]))
    const migrations = listMigrations()
    const unknown = rows.filter((row) => !migrations.some((it) => it.name === row.name))
    const tooNew = unknown.find((row) => !worksWith(row.works_from, version))
    if (tooNew) throw MigrationProblem.unknown({ name: tooNew.name })
    const applied: string[] = []
    for (const migration of migrations) {
      const checksum = landed.get(migration.name)
      if (checksum && checksum !== migration.checksum)
        throw MigrationProblem.changed({ name: migration.name })
      if (checksum) continue
      if (before !== undefined && migration.name >= before) break
      log(migration.name)
      await apply(client, migration)
      applied.push(migration.name)
    }
    // Stopped short of its time, a table still waits for the migration that gives it a wall of its own.
    if (before === undefined) await raiseWalls(client)
    await grantProgramRights(client)
    return { applied }
  } finally {
    await client.end()
  }
}

/**
 * Whether the program of `version` may work on a database that a newer one migrated: the migration says from which version
 * on, and both are of the same minor version.
 */
export function worksWith(worksFrom: string | null, version: string): boolean {
  const [from = [], own = []] = [worksFrom ?? '', version].map((it) => it.split('.').map(Number))
  const [major, minor, patch = 0] = from
  return major === own[0] && minor === own[1] && patch <= (own[2] ?? 0)
}

/** Whether there are tables already, and they are another's. */
async function isGuest(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ owns: boolean }>(
    `select pg_has_role(nspowner, 'USAGE') as owns from pg_namespace where nspname = 'platform'`,
  )
  return rows[0]?.owns === false
}

/** Where an administrator migrates, the program only asks whether that was done. */
async function acceptAsItIs(client: pg.Client): Promise<{ applied: string[] }> {
  const waiting = await listWaitingMigrations(
    async (text) => (await client.query<{ name: string }>(text)).rows,
  )
  if (waiting.length) throw MigrationProblem.notOwner({ waiting: waiting.length })
  return { applied: [] }
}

/** Every table that carries a county has its wall, also one whose migration said nothing of it. */
async function raiseWalls(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ isThere: boolean }>(
    `select to_regprocedure('platform.raise_walls()') is not null as "isThere"`,
  )
  if (rows[0]?.isThere) await client.query('select platform.raise_walls()')
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(migration.sql)
    await client.query('insert into platform.migrations (name, checksum, works_from) values ($1, $2, $3)', [
      migration.name,
      migration.checksum,
      migration.worksFrom,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`migration ${migration.name} failed`, { cause: error })
  }
}

/** Names of migrations that the database has not seen yet; empty when it is ready. */
export async function listWaitingMigrations(
  rows: (text: string) => Promise<{ name: string }[]>,
): Promise<string[]> {
  const landed = new Set((await rows('select name from platform.migrations')).map((row) => row.name))
  return listMigrations()
    .map((it) => it.name)
    .filter((name) => !landed.has(name))
}
