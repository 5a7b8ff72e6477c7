/**
 * A copy made while four writers are at work, brought back into an empty folder: every row acknowledged before the
 * recovery point is there with its photo, and a copy that is damaged, foreign, newer or of another key is refused before
 * anything is touched.
 */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpenEmbedded, openEmbedded } from '../database/embedded/open-embedded.ts'
import { throwAwaySettings } from '../database/embedded/settings.ts'
import { migrate } from '../database/migrate.ts'
import { createFileStore } from '../files/file-store.ts'
import { getServerKey, makeBackupKey, type OperatorKey, readOperatorKey, signWith } from './backup-key.ts'
import { checkCopy, requireKeyOf, requireNewest } from './check-copy.ts'
import { keepNewest, listCopies } from './copies.ts'
import { type MadeCopy, makeCopy } from './make-copy.ts'
import { restoreDataFolder, tryCopy } from './restore-copy.ts'

const product = '0.1.0'
const silent = (): void => {}
let folder: string
let dataFolder: string
let place: string
let open: OpenEmbedded
let key: OperatorKey
let made: MadeCopy

/** What a writer was told: the row, its photo, and how far the log was when the row was acknowledged. */
type Written = { writer: number; row: number; photo: string; lsn: string }
const written: Written[] = []

const toNumber = (lsn: string): bigint => {
  const [high = '0', low = '0'] = lsn.split('/')
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`)
}

async function write(writer: number, until: () => boolean): Promise<void> {
  const store = createFileStore(join(dataFolder, 'photos'))
  const client = new pg.Client({ connectionString: open.ownerUrl })
  await client.connect()
  for (let row = 0; !until(); row++) {
    const photo = await store.keep(Buffer.from(`photo ${writer} ${row}`), 'jpg')
    await client.query('insert into kept values ($1, $2, $3)', [writer, row, photo])
    const { rows } = await client.query<{ lsn: string }>('select pg_current_wal_insert_lsn()::text lsn')
    written.push({ writer, row, photo, lsn: rows[0]?.lsn ?? '' })
  }
  await client.end()
}

const order = (more: object = {}) => ({
  dataFolder,
  place,
  database: { kind: 'embedded' as const, ownerUrl: open.ownerUrl },
  adcode: '530127',
  product,
  now: new Date('2026-06-15T01:30:00Z'),
  withKeys: false,
  freshDays: 28,
  ...more,
})

const check = (at: string) => checkCopy(at, { verifier: key.verifier, product })

/** What the restored database says of the table the writers wrote. */
async function readKept({ ownerUrl }: { ownerUrl: string }): Promise<Omit<Written, 'lsn'>[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const { rows } = await client.query<Omit<Written, 'lsn'>>('select writer, "row", photo from kept')
  await client.end()
  return rows
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jingwei-backup-'))
  dataFolder = join(folder, 'data')
  place = join(folder, 'copies')
  await mkdir(dataFolder)
  open = await openEmbedded({ dataFolder, log: silent, settingsFor: throwAwaySettings })
  await migrate(open.ownerUrl)
  const client = new pg.Client({ connectionString: open.ownerUrl })
  await client.connect()
  await client.query('create table kept (writer int, "row" int, photo text, primary key (writer, "row"))')
  await client.end()
})
afterAll(async () => {
  await open.close()
  await rm(folder, { recursive: true, force: true })
})

it('is refused without a key, and leaves nothing', async () => {
  await expect(makeCopy(order())).rejects.toMatchObject({ code: 'backup.no-key' })
  expect(await readdir(folder)).toEqual(['data'])
  await makeBackupKey(dataFolder, join(folder, 'key.txt'))
  await expect(makeBackupKey(dataFolder, join(folder, 'other.txt'))).rejects.toMatchObject({
    code: 'backup.key-exists',
  })
  key = await readOperatorKey(join(folder, 'key.txt'))
})

it('under load holds every row acknowledged before the recovery point, with its photo', async () => {
  let isDone = false
  const writers = [1, 2, 3, 4].map((it) => write(it, () => isDone))
  made = await makeCopy(order())
  isDone = true
  await Promise.all(writers)
  const copy = await check(made.folder)
  requireKeyOf(copy, key)
  const restored = await tryCopy({
    copy,
    key,
    log: silent,
    inspect: async (it) => ({
      kept: await readKept(it),
      photos: await readdir(join(it.dataFolder, 'photos'), { recursive: true }),
    }),
  })
  const { kept, photos } = restored.report
  const end = toNumber(made.manifest.recoveryPoint.lsn)
  const names = new Set(kept.map(({ writer, row, photo }) => `${writer} ${row} ${photo}`))
  const before = written.filter((it) => toNumber(it.lsn) <= end)
  expect(before.length).toBeGreaterThan(0)
  expect(before.filter((it) => !names.has(`${it.writer} ${it.row} ${it.photo}`))).toEqual([])
  // Nobody skipped a row, and nothing is there that was never written.
  for (const writer of [1, 2, 3, 4]) {
    const rows = kept.filter((it) => it.writer === writer).map((it) => it.row)
    expect(rows.sort((a, b) => a - b)).toEqual(rows.map((_, index) => index))
    expect(rows.length).toBeLessThanOrEqual(written.filter((it) => it.writer === writer).length + 1)
  }
  const whole = new Set(photos.map((it) => it.split('/').at(-1)))
  expect(kept.filter((it) => !whole.has(it.photo))).toEqual([])
  expect(restored.rows['platform.migrations']).toBe(made.manifest.rows['platform.migrations'])
})

describe('a second copy', () => {
  it('shares the photos of the first, and the older one is refused beside it', async () => {
    const second = await makeCopy(order({ now: new Date('2026-06-16T01:30:00Z'), withKeys: true }))
    expect(second.manifest.packs.map((it) => it.path)).toEqual(
      expect.arrayContaining(made.manifest.packs.slice(0, 1).map((it) => it.path)),
    )
    expect((await listCopies(place)).map((it) => it.name)).toEqual([second.name, made.name])
    await expect(requireNewest(await check(made.folder))).rejects.toMatchObject({ code: 'backup.older' })
    await requireNewest(await check(second.folder))
  })

  it('after the days for it packs everything anew; what no copy names any more goes with the oldest', async () => {
    const third = await makeCopy(order({ now: new Date('2026-08-01T01:30:00Z') }))
    const shared = new Set(made.manifest.packs.map((it) => it.path))
    expect(third.manifest.packs.filter((it) => shared.has(it.path))).toEqual([])
    expect(await keepNewest(place, 1)).toHaveLength(2)
    expect((await listCopies(place)).map((it) => it.name)).toEqual([third.name])
    expect((await readdir(join(place, 'packs'))).filter((it) => it.endsWith('.age')).sort()).toEqual(
      third.manifest.packs.map((it) => it.path.slice('packs/'.length)).sort(),
    )
    made = third
  })
})

describe('is refused, with today’s data untouched:', () => {
  const target = (): string => join(folder, 'target')
  const other = (): string => join(folder, 'spoilt', made.name)

  /** A copy of the copy, spoilt in one way. */
  async function spoil(how: (at: string, all: string) => Promise<void>): Promise<void> {
    await rm(join(folder, 'spoilt'), { recursive: true, force: true })
    await cp(place, join(folder, 'spoilt'), { recursive: true })
    await how(other(), join(folder, 'spoilt'))
  }

  const alterManifest = async (at: string, change: object, { sign = false } = {}): Promise<void> => {
    const file = join(at, 'manifest.json')
    const text = JSON.stringify({ ...(JSON.parse(await readFile(file, 'utf8')) as object), ...change })
    await writeFile(file, text)
    if (sign)
      await writeFile(join(at, 'manifest.sig'), signWith(await getServerKey(dataFolder), Buffer.from(text)))
  }

  it.each<[string, string, (at: string, all: string) => Promise<void>]>([
    ['a cut database', 'backup.damaged', (at) => truncate(join(at, 'database.tar.zst.age'), 1000)],
    [
      'one altered byte in a pack of photos',
      'backup.damaged',
      async (_, all) => {
        const [name = ''] = (await readdir(join(all, 'packs'))).filter((it) => it.endsWith('.age'))
        const bytes = await readFile(join(all, 'packs', name))
        bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
        await writeFile(join(all, 'packs', name), bytes)
      },
    ],
    ['a missing part', 'backup.damaged', (at) => rm(join(at, 'files.txt.zst.age'))],
    ['an altered manifest', 'backup.foreign', (at) => alterManifest(at, { adcode: '110101' })],
    ['no manifest', 'backup.not-a-copy', (at) => rm(join(at, 'manifest.json'))],
    ['no signature', 'backup.not-a-copy', (at) => rm(join(at, 'manifest.sig'))],
    [
      'a newer format',
      'backup.newer',
      (at) => alterManifest(at, { format: 2, product: '0.9.0' }, { sign: true }),
    ],
    [
      'migrations that are not known here',
      'backup.newer',
      (at) => alterManifest(at, { migrations: ['2099-01-01-01-later.sql'] }, { sign: true }),
    ],
  ])('%s', async (_, code, how) => {
    await spoil(how)
    await expect(check(other())).rejects.toMatchObject({ code })
  })

  it('another key, and data that are there already', async () => {
    await makeBackupKey(join(folder, 'stranger'), join(folder, 'stranger.txt'))
    const stranger = await readOperatorKey(join(folder, 'stranger.txt'))
    const copy = await check(made.folder)
    expect(() => requireKeyOf(copy, stranger)).toThrow('backup.wrong-key')
    await expect(checkCopy(made.folder, { verifier: stranger.verifier, product })).rejects.toMatchObject({
      code: 'backup.foreign',
    })
    await mkdir(join(target(), 'photos'), { recursive: true })
    await writeFile(join(target(), 'photos', 'today'), 'today')
    const restoring = { copy, key, log: silent, inspect: readKept }
    const now = new Date('2026-08-02T00:00:00Z')
    await expect(
      restoreDataFolder({ dataFolder: target(), replace: false, now }, restoring),
    ).rejects.toMatchObject({ code: 'backup.data-present' })
    expect(await readdir(target(), { recursive: true })).toEqual(['photos', 'photos/today'])
    const restored = await restoreDataFolder({ dataFolder: target(), replace: true, now }, restoring)
    expect(restored.report).toHaveLength(written.length)
    expect(await readFile(join(restored.aside ?? '', 'photos', 'today'), 'utf8')).toBe('today')
    expect((await readdir(target())).filter((it) => it.startsWith('.'))).toEqual([])
    expect(await readdir(join(target(), 'photos'))).not.toContain('today')
  })

  it('a folder on which a server runs', async () => {
    const copy = await check(made.folder)
    // This process owns it, which is not seen as another's: the claim of a living stranger stands for the server.
    const claim = join(target(), 'postgres', 'owner.json')
    const { markOf } = await import('../database/embedded/processes.ts')
    await writeFile(claim, JSON.stringify({ pid: process.ppid, mark: markOf(process.ppid) }))
    await expect(
      restoreDataFolder(
        { dataFolder: target(), replace: true, now: new Date() },
        { copy, key, log: silent, inspect: readKept },
      ),
    ).rejects.toMatchObject({ code: 'database.already-owned' })
  })
})
