/**
 * The open database: a pool of connections, Kysely over it for reading, and prepared statements for the hot
 * paths. Every statement runs behind the wall of whoever asks. Every connection error is logged and survived: the pool makes a new one when the database is back.
 */
import { createHash } from 'node:crypto'
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
import { type Actor, systemActorId } from '../actor.ts'
import type { Log } from '../log.ts'
import { ObservedClient, ObservedPool } from '../observe/observed-pool.ts'
import { connectTo } from './primary/connect-to.ts'
import { finderOf } from './primary/primary-finder.ts'
import { countyWall, houseWall, type ReachOf, wallOf } from './wall.ts'
import { forgetWall, type Statement, sendBehindWall, setWall } from './walled-query.ts'

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
  /** The same database behind the wall of `actor`: it shows and takes what that person may see and nothing else. */
  as(actor: Actor): Database
  /** The same behind the wall of one county, without regard to who asks: for figures and decisions that stand on all of it. */
  ofCounty(adcode: string): Database
  /** The same behind the wall of the house, which sees everything; also the key of what is remembered for everybody. */
  readonly house: Database
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

export type ConnectOptions = {
  readonly size?: number
  readonly log?: Log
  /** How far somebody sees inside the county; without it nobody sees more than what is their own. */
  readonly reachOf?: ReachOf
}

/** Opens a pool of at most `size` connections to `url`, or to the primary among the servers it names. What is read without a wall (`as`, `ofCounty`, `house`) finds no row. */
export function connectDatabase(url: string, options: ConnectOptions = {}): Database {
  const pool = new ObservedPool({
    ...connectTo(url, ObservedClient as unknown as typeof pg.Client),
    max: options.size ?? 16,
    connectionTimeoutMillis: 10_000,
    application_name: 'jingwei',
  })
  // Without a handler the first restart of the database would end the process.
  pool.on('error', (error) => options.log?.warn({ error: error.message }, 'database connection lost'))
  // Nor may the loss of one that is at work: its statement is told of it, and its user gives the connection up.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const hearNoMore = finderOf(url)?.onMove((to, others) =>
    options.log?.warn({ to, others }, 'the database has another primary; its connections move there'),
  )
  const reachOf = options.reachOf ?? (() => 'own')
  let closed: Promise<void> | undefined
  const behind = (wall: string): Database => {
    let read: Kysely<NoTables> | undefined
    return {
      get read() {
        read ??= new Kysely<NoTables>({ dialect: new PostgresDialect({ pool: poolBehind(pool, wall) }) })
        return read
      },
      url,
      rows: async <Row>(text: string, values: readonly unknown[] = []) =>
        (await sendOnce(pool, wall, { name: statementName(text), text, values })).rows as Row[],
      withConnection: (work) => lend(pool, wall, work),
      as: (actor) => behind(actor.id === systemActorId ? houseWall : wallOf(actor, reachOf(actor))),
      ofCounty: (adcode) => behind(countyWall(adcode)),
      get house() {
        return house
      },
      close: () => {
        hearNoMore?.()
        closed ??= pool.end()
        return closed
      },
    }
  }
  const house = behind(houseWall)
  return behind('')
}

/** A connection that answered with an error of the statement is sound; after any other failure it is given up. */
const isUnsound = (error: unknown): boolean =>
  !(error instanceof pg.DatabaseError && error.severity === 'ERROR')

async function sendOnce(pool: pg.Pool, wall: string, statement: Statement): Promise<pg.QueryResult> {
  const client = await pool.connect()
  let failure = false
  try {
    return await sendBehindWall(client, wall, statement)
  } catch (error) {
    failure = isUnsound(error)
    throw error
  } finally {
    client.release(failure)
  }
}

/** Lends a connection out whole; whatever was done with its wall meanwhile, the next user sets another. */
async function lend<Result>(
  pool: pg.Pool,
  wall: string,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  try {
    await setWall(client, wall)
    return await work(client)
  } finally {
    forgetWall(client)
    client.release()
  }
}

/** The pool as Kysely knows one, every statement of which runs behind `wall`. */
const poolBehind = (pool: pg.Pool, wall: string): PostgresPool => ({
  options: pool.options as PostgresPool['options'],
  // The pool belongs to all walls, so closing it is not Kysely's.
  end: async () => {},
  connect: async () => {
    const client = await pool.connect()
    const query = (text: string, values: readonly unknown[] = []) =>
      sendBehindWall(client, wall, { text, values })
    const release = (destroy?: boolean) => client.release(destroy)
    return { query, release } as unknown as PostgresPoolClient
  },
})
