/**
 * Opens the database of the house: the server that `url` names, or the embedded one of the data folder. The
 * result is a connection string for pools, and the one function that gives back what was opened.
 */
import pg from 'pg'
import type { LodgingWishes } from './embedded/account.ts'
import { openEmbedded } from './embedded/open-embedded.ts'
import { DatabaseProblem } from './embedded/problems.ts'

/** The oldest PostgreSQL that the schema runs on. */
export const oldestMajorVersion = 15

export type OpenDatabaseOptions = {
  /** A PostgreSQL server; without it the embedded database in `dataFolder` is opened. */
  readonly url?: string | undefined
  readonly dataFolder: string
  readonly log: (message: string, details?: object) => void
  /** For the command line: joins the running owner, or owns the database until `close`. */
  readonly join?: boolean
} & LodgingWishes

export type OpenDatabase = {
  readonly url: string
  readonly mode: 'embedded' | 'server' | 'joined'
  readonly majorVersion: number
  close(): Promise<void>
}

export type ServerVersion = { readonly number: number; readonly name: string }

/** Opens the database; throws a Problem of `database.*` when it cannot be had. */
export async function openDatabase(options: OpenDatabaseOptions): Promise<OpenDatabase> {
  const { url } = options
  return url ? openServer(url) : openEmbedded(options)
}

async function openServer(url: string): Promise<OpenDatabase> {
  const majorVersion = checkVersion(await readVersion(url))
  return { url, mode: 'server', majorVersion, close: async () => {} }
}

/** The major version of a server; throws `database.too-old` below the oldest one supported. */
export function checkVersion({ number, name }: ServerVersion): number {
  const major = Math.floor(number / 10_000)
  if (major < oldestMajorVersion) throw DatabaseProblem.tooOld({ version: name, atLeast: oldestMajorVersion })
  return major
}

async function readVersion(url: string): Promise<ServerVersion> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {}) // A connection lost while it is being opened is reported by `connect`.
  try {
    await client.connect()
    const { rows } = await client.query<{ number: number; name: string }>(
      `select current_setting('server_version_num')::int number, current_setting('server_version') name`,
    )
    return rows[0] ?? { number: 0, name: '' }
  } catch (error) {
    throw DatabaseProblem.unreachable({ reason: (error as Error).message || String(error) })
  } finally {
    await client.end().catch(() => {}) // Never connected, or lost.
  }
}
