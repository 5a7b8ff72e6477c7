/**
 * Runs the migrations of an empty database and cuts the connection inside of each: after its first statement, after its
 * second, and so on. After every cut the schema must be what it was before, and the next run of `migrate` must go on.
 */
import type { Socket } from 'node:net'
import pg from 'pg'
import { withClient } from '../backup/read-database-facts.ts'
import { listMigrations, migrate } from '../database/migrate.ts'
import { describeSchema } from './describe-schema.ts'
import { splitStatements } from './split-statements.ts'

export type Interruptions = {
  readonly migrations: number
  readonly cuts: number
  /** What a cut left behind, as `migration after statement n`. */
  readonly left: readonly string[]
  /** The schema at the end. */
  readonly schema: readonly string[]
}

/** Cuts after each statement that `isWanted`, numbered from 1 of `of`. */
export async function interruptMigrations(
  url: string,
  isWanted: (statement: number, of: number) => boolean,
): Promise<Interruptions> {
  const migrations = listMigrations()
  const left: string[] = []
  let cuts = 0
  for (const [index, { name, sql }] of migrations.entries()) {
    // Everything before this one is there, by the migrating that is tested.
    await migrate(url, undefined, { before: name })
    const before = await fingerprint(url)
    const statements = splitStatements(sql)
    for (let count = 1; count <= statements.length; count++) {
      if (!isWanted(count, statements.length)) continue
      cuts += 1
      await cutAfter(url, statements.slice(0, count).join(';'))
      if ((await fingerprint(url)) !== before) left.push(`${name} after statement ${count}`)
    }
    if (index === migrations.length - 1) await migrate(url)
  }
  return { migrations: migrations.length, cuts, left, schema: await withClient(url, describeSchema) }
}

/** Does what `migrate` does with these statements, and loses the connection before the commit. */
async function cutAfter(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {}) // The cut, which is meant.
  await client.connect()
  await client.query('begin')
  await client.query(sql)
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
  stream.destroy()
}

const fingerprint = (url: string): Promise<string> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ print: string }>(
      `select concat_ws(' ',
         (select md5(string_agg(oid::text || relname || relnatts || coalesce(relacl::text, ''), ' ' order by oid)) from pg_class where oid >= 16384),
         (select md5(string_agg(attrelid::text || attname || atttypid || attnotnull, ' ' order by attrelid, attnum)) from pg_attribute where attrelid >= 16384),
         (select md5(string_agg(oid::text || pg_get_constraintdef(oid), ' ' order by oid)) from pg_constraint where oid >= 16384),
         (select md5(string_agg(oid::text || prosrc, ' ' order by oid)) from pg_proc where oid >= 16384),
         (select count(*) || ' ' || md5(string_agg(name, ' ' order by name)) from platform.migrations)) as print`,
    )
    return rows[0]?.print ?? ''
  })
