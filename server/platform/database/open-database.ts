/**
 * Opens the database of the house: the server that `url` names, or the embedded one of the data folder. The
 * result is a connection string for pools, which works as the program's own role, one for migrations, which works as
 * the owner, and the one function that gives back what was opened.
 */
import type { LodgingWishes } from './embedded/account.ts'
import { findMovedMark, movedMarkFile } from './embedded/moved-mark.ts'
import { openEmbedded } from './embedded/open-embedded.ts'
import { DatabaseProblem } from './embedded/problems.ts'
import { newClient } from './primary/connect-to.ts'
import { asProgramRole, findLogin, programRole, settleProgramRole } from './program-role.ts'

/** The oldest PostgreSQL that the schema runs on. */
export const oldestMajorVersion = 15

export type OpenDatabaseOptions = {
  /** A PostgreSQL server; without it the embedded database in `dataFolder` is opened. */
  readonly url?: string | undefined
  /** The same database as the owner of its tables; without it `url` is the owner's. */
  readonly ownerUrl?: string | undefined
  readonly dataFolder: string
  readonly log: (message: string, details?: object) => void
  /** For the command line: joins the running owner, or owns the database until `close`. */
  readonly join?: boolean
} & LodgingWishes

export type OpenDatabase = {
  /** For the running program: its own role, where the database can be brought to have one. */
  readonly url: string
  /** For migrations alone. */
  readonly ownerUrl: string
  /** Why the program works with the owner's rights; undefined where it has its own role, as it should. */
  readonly withoutRole?: string | undefined
  readonly mode: 'embedded' | 'server' | 'joined'
  readonly majorVersion: number
  /** Folders of this machine that the database writes to; none where it is a server. */
  readonly folders: readonly string[]
  close(): Promise<void>
}

export type ServerVersion = { readonly number: number; readonly name: string }

/** Opens the database; throws a Problem of `database.*` when it cannot be had. */
export async function openDatabase(options: OpenDatabaseOptions): Promise<OpenDatabase> {
  const { url, ownerUrl = url } = options
  if (url && ownerUrl) return openServer(url, ownerUrl)
  await requireNotMoved(options.dataFolder)
  return openEmbedded(options)
}

/** Throws `database.moved` where the records went to a server. */
async function requireNotMoved(dataFolder: string): Promise<void> {
  const mark = await findMovedMark(dataFolder)
  if (mark) throw DatabaseProblem.moved({ ...mark, file: movedMarkFile(dataFolder) })
}

async function openServer(url: string, ownerUrl: string): Promise<OpenDatabase> {
  const majorVersion = checkVersion(await readVersion(url))
  const opened = { ownerUrl, mode: 'server', majorVersion, folders: [], close: async () => {} } as const
  const login = await findLogin(url)
  const asProgram = login === programRole ? url : asProgramRole(url)
  const reason = asProgram ? await settleProgramRole(ownerUrl, login) : 'DATABASE_URL is not a URL'
  if (asProgram && reason === undefined) return { ...opened, url: asProgram }
  // A login of its own that owns nothing could not even read without the role.
  if (ownerUrl !== url)
    throw DatabaseProblem.noProgramRole({ role: programRole, login, reason: reason ?? '' })
  return { ...opened, url, withoutRole: reason }
}

/** The major version of a server; throws `database.too-old` below the oldest one supported. */
export function checkVersion({ number, name }: ServerVersion): number {
  const major = Math.floor(number / 10_000)
  if (major < oldestMajorVersion) throw DatabaseProblem.tooOld({ version: name, atLeast: oldestMajorVersion })
  return major
}

async function readVersion(url: string): Promise<ServerVersion> {
  const client = newClient(url, { connectionTimeoutMillis: 10_000 })
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
