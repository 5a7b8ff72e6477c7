/**
 * Moves everything of one database into another, empty one, of the same or another version of PostgreSQL. All rows go
 * over in one transaction and are compared one by one before it ends, so an interrupted move leaves nothing behind and
 * is simply run again. The source is only read.
 */
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { PgBoss } from 'pg-boss'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { withClient } from '../backup/read-database-facts.ts'
import { migrate } from '../database/migrate.ts'
import type { OpenDatabase } from '../database/open-database.ts'
import { connectTo } from '../database/primary/connect-to.ts'
import { jobsSchema } from '../database/program-role.ts'
import { listTables, type Table } from './list-tables.ts'
import { MoveProblem } from './problems.ts'
import { sameWriting, sumTable, type TableSum } from './sum-table.ts'

type Side = Pick<OpenDatabase, 'url' | 'ownerUrl'>

export type Move = {
  readonly source: Side
  readonly target: Side
  readonly onTable?: (done: number, total: number) => void
}

export type Moved = { readonly tables: Readonly<Record<string, TableSum>>; readonly sequences: number }

/** Moves, compares and commits; throws `move.target-in-use` or `move.differs` with nothing changed. */
export async function moveDatabase({ source, target, onTable = () => {} }: Move): Promise<Moved> {
  await withClient(target.ownerUrl, requireUnused)
  await migrate(source.ownerUrl)
  await migrate(target.ownerUrl)
  for (const side of [source, target]) await makeJobTables(side.url)
  return withClient(source.ownerUrl, (from) =>
    withClient(target.ownerUrl, async (to) => {
      for (const client of [from, to]) await client.query(sameWriting)
      await from.query('begin isolation level repeatable read read only')
      await to.query('begin')
      const tables = await listTables(from)
      await empty(to, tables)
      const sums: Record<string, TableSum> = {}
      for (const [index, table] of tables.entries()) {
        onTable(index, tables.length)
        await copyTable(from, to, table)
        sums[table.name] = await compare(from, to, table)
      }
      const sequences = await copySequences(from, to)
      await restoreTriggers(to, tables)
      await to.query('commit')
      await to.query('analyze')
      return { tables: sums, sequences }
    }),
  )
}

/** A database in which nobody ever acted is as good as an empty one: what an interrupted move leaves. */
async function requireUnused(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ isOurs: boolean; stranger: string | null }>(
    `select to_regclass('platform.audit_entries') is not null as "isOurs",
       (select nspname from pg_namespace
        where nspname not in ('pg_catalog', 'information_schema', 'public') and nspname not like 'pg\\_%' limit 1) as stranger`,
  )
  const { isOurs = false, stranger = null } = rows[0] ?? {}
  if (!isOurs && stranger !== null) throw MoveProblem.targetInUse({ what: stranger })
  if (!isOurs) return
  const { rows: acts } = await client.query<{ acted: boolean }>(
    'select exists(select from platform.audit_entries) as acted',
  )
  if (acts[0]?.acted) throw MoveProblem.targetInUse({ what: 'platform.audit_entries' })
}

/** The queue makes its own tables, in the form of the release that is here. */
async function makeJobTables(url: string): Promise<void> {
  const boss = new PgBoss({
    ...connectTo(url),
    schema: jobsSchema,
    createSchema: false,
    max: 1,
    supervise: false,
    schedule: false,
  })
  boss.on('error', () => {}) // Told by start and stop.
  await boss.start()
  await boss.stop({ graceful: false })
}

/** What migrations wrote comes again with the rows; nothing that a trigger would add may come twice. */
async function empty(client: pg.Client, tables: readonly Table[]): Promise<void> {
  // First, because the audit refuses to be emptied; nobody has acted in this database.
  for (const { name } of tables) await client.query(`alter table ${name} disable trigger user`)
  await client.query(`truncate ${tables.map((it) => it.name).join(', ')}`)
}

async function restoreTriggers(client: pg.Client, tables: readonly Table[]): Promise<void> {
  for (const { name } of tables) await client.query(`alter table ${name} enable trigger user`)
}

async function copyTable(from: pg.Client, to: pg.Client, { name, columns }: Table): Promise<void> {
  const list = columns.join(', ')
  await pipeline(
    from.query(copyTo(`copy (select ${list} from ${name}) to stdout`)),
    to.query(copyFrom(`copy ${name} (${list}) from stdin`)),
  )
}

async function compare(from: pg.Client, to: pg.Client, table: Table): Promise<TableSum> {
  const [before, after] = await Promise.all([sumTable(from, table), sumTable(to, table)])
  if (before.rows !== after.rows || before.sum !== after.sum)
    throw MoveProblem.differs({ tables: [table.name] })
  return after
}

/** Numbers go on where they stood. */
async function copySequences(from: pg.Client, to: pg.Client): Promise<number> {
  const { rows } = await from.query<{ name: string; last: string | null }>(
    `select format('%I.%I', schemaname, sequencename) as name, last_value::text as last from pg_sequences
     where schemaname not like 'pg\\_%'`,
  )
  for (const { name, last } of rows)
    if (last !== null) await to.query('select setval($1::regclass, $2::bigint)', [name, last])
  return rows.length
}
