/**
 * Brings a copy back. Everything is checked before anything is touched; the data are put together in a folder beside
 * and tried there; only then do they change places with today's, which are moved aside and never deleted.
 */
import { randomBytes } from 'node:crypto'
import { cp, mkdir, mkdtemp, readdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sentence } from '#domain/problem.ts'
import { endOrphan } from '../database/embedded/admin-access.ts'
import { findProgram } from '../database/embedded/program.ts'
import { migrate } from '../database/migrate.ts'
import { type OpenDatabase, openDatabase } from '../database/open-database.ts'
import type { OperatorKey } from './backup-key.ts'
import type { CheckedCopy } from './check-copy.ts'
import { countRows } from './count-rows.ts'
import { requireEmptyDatabase, restoreDump } from './dump.ts'
import { BackupProblem } from './problems.ts'
import { withClient } from './read-database-facts.ts'
import { openDump, type Unpacking, unpackCluster, unpackFiles, unpackKeys } from './unpack-copy.ts'

export type Restoring<Report> = {
  readonly copy: CheckedCopy
  readonly key: OperatorKey
  readonly log: (message: string, details?: object) => void
  readonly progress?: (about: Sentence, done: number, total: number) => void
  /** Looks at the restored database, in the folder that holds its files, before anybody may rely on it. */
  readonly inspect: (restored: { url: string; ownerUrl: string; dataFolder: string }) => Promise<Report>
}

export type Restored<Report> = {
  readonly rows: Record<string, number>
  readonly files: number
  /** Whether the keys came with the copy. */
  readonly hasKeys: boolean
  readonly applied: readonly string[]
  readonly report: Report
}

/** Puts the copy into the empty folder `into` and looks at it; the database is closed again. */
export async function restoreInto<Report>(
  into: string,
  order: Restoring<Report>,
  { keysFrom }: { keysFrom?: string | undefined } = {},
): Promise<Restored<Report>> {
  const unpacking: Unpacking = { ...order, into }
  const { manifest } = order.copy
  if (manifest.kind === 'cluster') {
    await requireSameDatabase(order.copy, into)
    await unpackCluster(unpacking)
  }
  const files = await unpackFiles(unpacking)
  const hasKeys = await bringKeys(unpacking, keysFrom)
  const database = await openDatabase({ dataFolder: into, log: order.log })
  try {
    if (manifest.kind === 'dump') await restoreDump(openDump(unpacking), database.ownerUrl)
    return { ...(await look(database, into, order)), files, hasKeys }
  } finally {
    await database.close()
  }
}

async function bringKeys(unpacking: Unpacking, keysFrom: string | undefined): Promise<boolean> {
  if (await unpackKeys(unpacking)) return true
  if (keysFrom && (await isThere(keysFrom)))
    await cp(keysFrom, join(unpacking.into, 'secrets'), { recursive: true, preserveTimestamps: true })
  return false
}

async function look<Report>(
  { url, ownerUrl }: Pick<OpenDatabase, 'url' | 'ownerUrl'>,
  dataFolder: string,
  { inspect }: Restoring<Report>,
): Promise<Pick<Restored<Report>, 'rows' | 'applied' | 'report'>> {
  const { applied } = await migrate(ownerUrl)
  const report = await inspect({ url, ownerUrl, dataFolder })
  return { rows: await withClient(ownerUrl, countRows), applied, report }
}

/** Files of a cluster start only under the major version that wrote them. */
async function requireSameDatabase({ manifest }: CheckedCopy, place: string): Promise<void> {
  const { majorVersion } = await findProgram(join(place, 'postgres'))
  if (majorVersion !== manifest.postgres.majorVersion)
    throw BackupProblem.otherDatabase({
      made: `PostgreSQL ${manifest.postgres.majorVersion}`,
      here: `PostgreSQL ${majorVersion}`,
    })
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

/** Restores into a temporary folder, looks, and takes the folder away: the drill. */
export async function tryCopy<Report>(order: Restoring<Report>): Promise<Restored<Report>> {
  const folder = await mkdtemp(join(tmpdir(), 'jingwei-drill-'))
  try {
    await requireRoom(order.copy, folder)
    return await restoreInto(folder, order)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export type InPlace = {
  readonly dataFolder: string
  /** Whether today's data may be moved aside. */
  readonly replace: boolean
  readonly now: Date
  /** Another folder of keys than the one of the data folder. */
  readonly keysFrom?: string | undefined
}

/** Restores a copy of an embedded database into the data folder; answers where today's data lie now. */
export async function restoreDataFolder<Report>(
  { dataFolder, replace, keysFrom, now }: InPlace,
  order: Restoring<Report>,
): Promise<Restored<Report> & { readonly aside: string | undefined }> {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  const present = await listPresent(dataFolder)
  if (present.length && !replace) throw BackupProblem.dataPresent({ folder: dataFolder })
  if (present.includes('postgres')) await endOrphan(dataFolder)
  await requireRoom(order.copy, dataFolder)
  const staging = join(dataFolder, `.restoring-${randomBytes(3).toString('hex')}`)
  await mkdir(staging, { mode: 0o700 })
  try {
    const restored = await restoreInto(staging, order, { keysFrom: keysFrom ?? join(dataFolder, 'secrets') })
    const aside = present.length ? await changePlaces(dataFolder, present, now) : undefined
    for (const name of await readdir(staging)) await rename(join(staging, name), join(dataFolder, name))
    return { ...restored, aside }
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

/** What of the folder counts as data: not what an earlier restore moved aside or left unfinished, not copies. */
async function listPresent(dataFolder: string): Promise<string[]> {
  const names = await readdir(dataFolder)
  return names.filter((it) => !/^(\.restoring-|before-restore-|backups$)/.test(it))
}

async function changePlaces(dataFolder: string, present: readonly string[], now: Date): Promise<string> {
  const aside = join(dataFolder, `before-restore-${now.toISOString().replace(/[:.]/g, '')}`)
  await mkdir(aside, { mode: 0o700 })
  for (const name of present) await rename(join(dataFolder, name), join(aside, name))
  return aside
}

export type ServerPlace = {
  readonly url: string
  /** The same database as the owner of its tables, where that is another login. */
  readonly ownerUrl?: string | undefined
  readonly dataFolder: string
  readonly keysFrom?: string | undefined
}

/** Restores a dump into the empty database of `url`, and its files into the data folder. */
export async function restoreServer<Report>(
  { url, ownerUrl, dataFolder, keysFrom }: ServerPlace,
  order: Restoring<Report>,
): Promise<Restored<Report>> {
  const database = await openDatabase({ url, ownerUrl, dataFolder, log: order.log })
  await requireEmptyDatabase(database.ownerUrl)
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  await requireRoom(order.copy, dataFolder)
  const unpacking: Unpacking = { ...order, into: dataFolder }
  const files = await unpackFiles(unpacking)
  const hasKeys = (await isThere(join(dataFolder, 'secrets'))) ? false : await bringKeys(unpacking, keysFrom)
  await restoreDump(openDump(unpacking), database.ownerUrl)
  return { ...(await look(database, dataFolder, order)), files, hasKeys }
}

/** The database before compression and the files, with a tenth to spare. */
async function requireRoom({ manifest }: CheckedCopy, folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  const neededBytes = Math.ceil((manifest.database.bytes + manifest.files.contentBytes) * 1.1)
  if (neededBytes > bavail * bsize)
    throw BackupProblem.noSpace({ folder, neededBytes, freeBytes: bavail * bsize })
}
