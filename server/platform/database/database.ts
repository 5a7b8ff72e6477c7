/**
 * The open database: a pool of connections, Kysely over it for reading, and prepared statements for the hot
 * paths. Every connection error is logged and survived: the pool makes a new one when the database is back.
 */
import { createHash } from 'node:crypto'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Log } from '../log.ts'

// A bigint count or sequence of ours never exceeds 2^53; dates stay the text they are ('YYYY-MM-DD').
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

/** Stands for "no table known"; a module adds its own with `db.read.withTables<…>()`. */
// biome-ignore lint/complexity/noBannedTypes: Kysely's neutral database type is the empty object.
export type NoTables = {}

export type Database = {
  /** Typed reading; writing goes through `act`. */
  readonly read: Kysely<NoTables>
  /** Runs one prepared statement; its text is the key of the plan, so build it from constants only. */
  rows<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>
  /** Runs `work` on one connection, outside any transaction. */
  withConnection<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result>
  readonly url: string
  close(): Promise<void>
}

const statementNames = new Map<string, string>()

/** The name under which a statement's plan is kept on each connection. */
export function statementName(text: string): string {
  const known = statementNames.get(text)
  if (known) return known
  const name = `s${createHash('sha1').update(text).digest('base64url')}`
  statementNames.set(text, name)
  return name
}

/** Opens a pool of at most `size` connections to `url`. */
export function connectDatabase(url: string, options: { size?: number; log?: Log } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.size ?? 16,
    connectionTimeoutMillis: 10_000,
    application_name: 'jingwei',
  })
  // Without a handler the first restart of the database would end the process.
  pool.on('error', (error) => options.log?.warn({ error: error.message }, 'database connection lost'))
  const read = new Kysely<NoTables>({ dialect: new PostgresDialect({ pool }) })
  let closed: Promise<void> | undefined
  return {
    read,
    url,
    rows: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await pool.query({ name: statementName(text), text, values: values as unknown[] })).rows as Row[],
    withConnection: async (work) => {
      const client = await pool.connect()
      try {
        return await work(client)
      } finally {
        client.release()
      }
    },
    close: () => (closed ??= endPool(read, pool)),
  }
}

/** Kysely ends the pool only if it ever read through it. */
async function endPool(read: Kysely<NoTables>, pool: pg.Pool): Promise<void> {
  await read.destroy()
  if (!pool.ending) await pool.end()
}
