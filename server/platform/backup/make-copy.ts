/**
 * Makes one copy: photos first, then the database, then the photos that came meanwhile. A photo is written before the
 * row that speaks of it, so no row of the copy speaks of one that is missing. What is not finished carries another
 * name, and nobody takes it for a copy.
 */
import { randomBytes } from 'node:crypto'
import { access, mkdir, open, rename, rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type pg from 'pg'
import type { Sentence } from '#domain/problem.ts'
import { findAdminAccess } from '../database/embedded/admin-access.ts'
import { addFolderFiles, startArchive } from './archive.ts'
import { getServerKey, type ServerKey, signWith } from './backup-key.ts'
import { copyCluster, openForCopy, type RecoveryPoint } from './cluster-copy.ts'
import { clearUnfinished } from './copies.ts'
import { dumpDatabase } from './dump.ts'
import { type CopiedFile, listFiles, listPacks, type Pack, packFiles } from './file-packs.ts'
import { formatNumber, type Manifest, manifestName, type Part, signatureName } from './manifest.ts'
import { BackupProblem } from './problems.ts'
import { readDatabaseFacts } from './read-database-facts.ts'
import { type Bytes, sealFile } from './sealed-file.ts'

export type CopyOrder = {
  readonly dataFolder: string
  /** The folder in which copies lie beside each other. */
  readonly place: string
  /** The running database: `embedded` by its files, `server` by pg_dump. */
  readonly database: {
    readonly kind: 'embedded' | 'server'
    /** As the owner of the tables: the program's role does not see them all. */
    readonly ownerUrl: string
  }
  readonly adcode: string
  readonly product: string
  readonly now: Date
  /** Whether the keys of the installation go into the copy, encrypted like the rest. */
  readonly withKeys: boolean
  /** After so many days photos are packed anew. */
  readonly freshDays: number
  readonly progress?: (about: Sentence, done: number, total: number) => void
}

export type MadeCopy = { readonly folder: string; readonly name: string; readonly manifest: Manifest }

const inMegabytes = (bytes: number): number => Math.floor(bytes / 1048576)

/** Makes the copy and gives its folder; on failure nothing is left but finished archives of photos. */
export async function makeCopy(order: CopyOrder): Promise<MadeCopy> {
  const key = await getServerKey(order.dataFolder)
  const { place } = order
  await mkdir(place, { recursive: true, mode: 0o700 }).catch((error: Error) => {
    throw BackupProblem.unwritable({ folder: place, reason: error.message })
  })
  const access = order.database.kind === 'embedded' ? await findAdminAccess(order.dataFolder) : undefined
  const client = await openForCopy(access?.url ?? order.database.ownerUrl)
  const mark = `${order.now.toISOString().replace(/[-:]|\.\d+/g, '')}-${randomBytes(3).toString('hex')}`
  const unfinished = join(place, `.unfinished-${mark}`)
  try {
    await clearUnfinished(place)
    await mkdir(unfinished, { mode: 0o700 })
    const manifest = await fillCopy(order, { key, client, mark, unfinished, access })
    const name = `jingwei-${mark}`
    await rename(unfinished, join(place, name))
    await syncFolder(place)
    return { folder: join(place, name), name, manifest }
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    throw toProblem(error, place)
  } finally {
    await client.end().catch(() => {}) // Lost with the server, which the copy has already told.
  }
}

function toProblem(error: unknown, folder: string): unknown {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC') return BackupProblem.noSpace({ folder, neededBytes: 0, freeBytes: 0 })
  if (code === 'EACCES' || code === 'EROFS') return BackupProblem.unwritable({ folder, reason: message })
  return error
}

type Tools = {
  readonly key: ServerKey
  readonly client: pg.Client
  readonly mark: string
  readonly unfinished: string
  readonly access: Awaited<ReturnType<typeof findAdminAccess>> | undefined
}

async function fillCopy(order: CopyOrder, tools: Tools): Promise<Manifest> {
  const { key, mark, unfinished } = tools
  const standing = await findStandingPacks(order, key)
  const packed = new Set(standing.flatMap((it) => it.names))
  const before = (await listFiles(order.dataFolder)).filter((it) => !packed.has(it.name))
  await requireSpace(order, tools, before)
  const packing = {
    ...order,
    recipient: key.recipient,
    mark,
    onBytes: tellBytes(order, files, sumOf(before)),
  }
  const packs = [...standing, ...(await packFiles(before, packing))]
  const facts = await readDatabaseFacts(order.database.ownerUrl)
  const { part, point, rows } = await copyDatabase(order, tools, facts.rows)
  const known = new Set(packs.flatMap((it) => it.names))
  const after = await listFiles(order.dataFolder)
  packs.push(
    ...(await packFiles(
      after.filter((it) => !known.has(it.name)),
      packing,
    )),
  )
  const list = await sealList(after, unfinished, tools)
  const present = new Set(after.map((it) => it.name))
  const manifest: Manifest = {
    format: formatNumber,
    product: order.product,
    createdAt: order.now.toISOString(),
    adcode: order.adcode,
    kind: order.database.kind === 'embedded' ? 'cluster' : 'dump',
    postgres: facts.postgres,
    recoveryPoint: point,
    migrations: facts.migrations,
    rows,
    recipient: key.recipient,
    database: part,
    files: { ...list, count: after.length, contentBytes: sumOf(after) },
    packs: packs.filter((it) => it.names.some((name) => present.has(name))).map((it) => it.part),
    keys: order.withKeys ? await sealKeys(order, tools) : null,
  }
  const bytes = Buffer.from(`${JSON.stringify(manifest, undefined, 1)}\n`)
  await writeFile(join(unfinished, manifestName), bytes, { mode: 0o600, flush: true })
  await writeFile(join(unfinished, signatureName), signWith(key, bytes), { mode: 0o600, flush: true })
  await syncFolder(unfinished)
  return manifest
}

const files: Sentence = { zh: '备份照片与底图（MB）', en: 'copying photos and base maps (MB)' }
const records: Sentence = { zh: '备份数据库（MB）', en: 'copying the database (MB)' }

const sumOf = (list: readonly CopiedFile[]): number => list.reduce((sum, it) => sum + it.bytes, 0)

function tellBytes({ progress }: CopyOrder, about: Sentence, total: number): (bytes: number) => void {
  let done = 0
  return (bytes) => {
    done += bytes
    progress?.(about, inMegabytes(done), inMegabytes(Math.max(total, done)))
  }
}

/** Archives of earlier copies that this one can share: whole ones, of the present key, and not too old. */
async function findStandingPacks({ place, now, freshDays }: CopyOrder, key: ServerKey): Promise<Pack[]> {
  const oldest = new Date(now.getTime() - freshDays * 86_400_000).toISOString()
  const packs = (await listPacks(place)).filter(
    (it) => it.recipient === key.recipient && it.createdAt > oldest,
  )
  const found = await Promise.all(
    packs.map(async (it) => {
      const isThere = await access(join(place, it.part.path)).then(
        () => true,
        () => false,
      )
      return isThere ? [it] : []
    }),
  )
  return found.flat()
}

/** About how many bytes are read: of all databases of the cluster, or of the one that is dumped. */
async function measureDatabase(client: pg.Client, isCluster: boolean): Promise<number> {
  const { rows } = await client.query<{ bytes: string }>(
    `select sum(pg_database_size(oid)) bytes from pg_database where $1 or datname = current_database()`,
    [isCluster],
  )
  return Number(rows[0]?.bytes)
}

/** Refuses what would fill the disk; a compressed copy needs less, but how much less nobody knows before. */
async function requireSpace(
  order: CopyOrder,
  { access: admin, client }: Tools,
  fresh: readonly CopiedFile[],
) {
  const database = await measureDatabase(client, admin !== undefined)
  const { bavail, bsize } = await statfs(order.place)
  const [neededBytes, freeBytes] = [database + sumOf(fresh), bavail * bsize]
  if (neededBytes > freeBytes) throw BackupProblem.noSpace({ folder: order.place, neededBytes, freeBytes })
}

async function copyDatabase(
  order: CopyOrder,
  { key, client, mark, unfinished, access: admin }: Tools,
  rowsBefore: Record<string, number>,
): Promise<{ part: Part; point: RecoveryPoint; rows: Record<string, number> }> {
  const name = admin ? 'database.tar.zst.age' : 'database.dump.zst.age'
  const seal = (source: Bytes, total: number) =>
    sealFile(join(unfinished, name), source, {
      recipient: key.recipient,
      compress: true,
      onBytes: tellBytes(order, records, total),
    })
  const path = `jingwei-${mark}/${name}`
  if (!admin) {
    const dumped = await dumpDatabase(client, order.database.ownerUrl, (source) => seal(source, 0))
    return { part: { path, ...dumped.sealed }, point: dumped.point, rows: dumped.rows }
  }
  const total = await measureDatabase(client, true)
  const pack = startArchive()
  const sealing = seal(pack, total)
  // A disk that is full ends the sealing while the copying waits for it; either may fail first.
  const copying = copyCluster(client, admin, pack).catch((error: Error) => {
    pack.destroy(error)
    throw error
  })
  const [sealed, point] = await Promise.all([sealing, copying])
  return { part: { path, ...sealed }, point, rows: rowsBefore }
}

/** The names of the copy's files: what was packed and erased since is not among them. */
async function sealList(
  list: readonly CopiedFile[],
  unfinished: string,
  { key, mark }: Tools,
): Promise<Part> {
  const name = 'files.txt.zst.age'
  const text = list.map((it) => `${it.name}\n`).join('')
  const sealed = await sealFile(join(unfinished, name), Readable.from([Buffer.from(text)]), {
    recipient: key.recipient,
    compress: true,
  })
  return { path: `jingwei-${mark}/${name}`, ...sealed }
}

/** The folder of keys, which opens what the database keeps sealed; encrypted for the operator's key like all else. */
async function sealKeys({ dataFolder }: CopyOrder, { key, mark, unfinished }: Tools): Promise<Part> {
  const name = 'keys.tar.age'
  const archive = startArchive()
  const filling = addFolderFiles(archive, join(dataFolder, 'secrets'), 'secrets').then(
    () => archive.finalize(),
    (error: Error) => void archive.destroy(error),
  )
  const sealed = await sealFile(join(unfinished, name), archive, {
    recipient: key.recipient,
    compress: false,
  })
  await filling
  return { path: `jingwei-${mark}/${name}`, ...sealed }
}

/** Waits until the names in a folder are on the disk. */
async function syncFolder(folder: string): Promise<void> {
  const opened = await open(folder, 'r')
  try {
    await opened.sync()
  } finally {
    await opened.close()
  }
}
