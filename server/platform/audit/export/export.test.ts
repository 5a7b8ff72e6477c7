/** An export proves itself with nothing but its file, and every kind of tampering with it is named. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Act, type Command, createAct } from '../../act.ts'
import { systemActor } from '../../actor.ts'
import { createTurnableClock } from '../../clock.ts'
import { connectDatabase, type Database } from '../../database/database.ts'
import { createLog } from '../../log.ts'
import type { CipherProfile } from '../../sealing/cipher.ts'
import { withKeyRetired, withNewKey } from '../../sealing/key-ring.ts'
import { keysInMemory } from '../../sealing/key-source.ts'
import { createSealer, type Sealer } from '../../sealing/sealer.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts'
import { createAuditKeeper, linkAlgorithmOf } from '../audit-keeper.ts'
import { checkExport } from './check-export.ts'
import { chooseRange } from './choose-range.ts'
import { openExport } from './open-export.ts'
import { writeExport } from './write-export.ts'

const adcode = '530127'
const clock = createTurnableClock(new Date('2026-06-15T09:00:00+08:00'))
const log = createLog('silent')
const note: Command<{ word: string }, { heard: string }> = {
  name: 'jar.note',
  permission: 'jar.note',
  run: async (_context, { word }) => ({ heard: word }),
}

let testDatabase: TestDatabase
let database: Database
let folder: string
let act: Act
let source = keysInMemory()
let sealer: Sealer

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = connectDatabase(testDatabase.url).house
})
afterAll(async () => {
  await database.close()
  await testDatabase.drop()
})

const keeper = () =>
  createAuditKeeper({
    database,
    clock,
    log,
    signer: sealer,
    algorithm: () => linkAlgorithmOf(sealer.listKeys()),
    places: { folder: join(folder, 'data') },
  })
const write = async (count: number, county = adcode): Promise<void> => {
  for (let word = 0; word < count; word++)
    await act(systemActor(county), note, { word: `第 ${word} 句\u2028"=1+1"` })
}

async function begin(profile: CipherProfile): Promise<void> {
  source = keysInMemory(profile)
  sealer = createSealer(source)
  act = createAct({ database, clock, sealer, constraints: {}, afterCommit: () => {} })
  const locks = ['entries', 'blocks'].map((it) => `alter table platform.audit_${it}`)
  await testDatabase.asOwner(locks.map((it) => `${it} disable trigger user`).join(';'))
  await testDatabase.asOwner('truncate platform.audit_entries; truncate platform.audit_blocks')
  await testDatabase.asOwner(locks.map((it) => `${it} enable trigger user`).join(';'))
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jingwei-export-'))
  await begin('aes')
  return () => rm(folder, { recursive: true })
})

/** Exports the days of June 2026 to a file. */
async function exportJune(): Promise<string> {
  const seals = await keeper().listSeals()
  const range = await chooseRange(
    database,
    { adcode, begins: new Date('2026-06-01T00:00:00+08:00'), ends: new Date('2026-07-01T00:00:00+08:00') },
    seals,
  )
  if (!range) throw new Error('nothing to export')
  const path = join(folder, 'june.zip')
  await writeExport(database, path, {
    adcode,
    from: '2026-06-01',
    to: '2026-06-30',
    madeAt: clock.now(),
    madeBy: '审计员',
    range,
    seals,
    keys: sealer.listKeys(),
    signer: sealer,
    forPeople: async (into, lines) => {
      const words: string[] = []
      for await (const it of lines) words.push(it.text)
      await writeFile(join(into, 'README.md'), `${words.length}`)
      return ['README.md']
    },
    onProgress: async () => undefined,
  })
  return path
}

/** What is found in `path`, by keys kept elsewhere unless said otherwise. */
async function prove(path: string, trusted: Sealer | undefined = sealer) {
  const opened = await openExport(path)
  try {
    return await checkExport(opened, { file: path, ...(trusted ? { trusted: trusted.listKeys() } : {}) })
  } finally {
    opened.close()
  }
}
const kindsOf = async (path: string): Promise<string[]> => [
  ...new Set((await prove(path)).faults.map((it) => it.kind)),
]

/** The file with one of its parts changed, as whoever holds it could do. */
async function tamper(path: string, name: string, change: (lines: string[]) => string[]): Promise<string> {
  const files = unzipSync(await readFile(path))
  const lines = strFromU8(files[name] ?? new Uint8Array())
    .split('\n')
    .slice(0, -1)
  files[name] = strToU8(
    change(lines)
      .map((it) => `${it}\n`)
      .join(''),
  )
  const changed = join(folder, 'changed.zip')
  await writeFile(changed, zipSync(files))
  return changed
}

/** Three stretches, each sealed: May, June, July. */
async function threeMonths(): Promise<void> {
  for (const month of ['05', '06', '07']) {
    clock.turnTo(new Date(`2026-${month}-15T09:00:00+08:00`))
    await write(6)
    await keeper().seal()
  }
}

describe.each<CipherProfile>(['aes', 'sm'])('an export signed by %s', (profile) => {
  beforeEach(() => begin(profile))

  it('holds the lines of its days from one seal to another, and proves itself', async () => {
    await threeMonths()
    const found = await prove(await exportJune())
    expect(found.faults).toEqual([])
    expect(found).toMatchObject({ proved: 6, seals: 3, sealsWithin: 1 })
    expect(found.manifest).toMatchObject({
      firstPosition: 7,
      lastPosition: 12,
      lines: 6,
      withheld: 0,
      sealBefore: 1,
      sealAfter: 2,
    })
    // The keys of the file itself say the same, and those of another installation that none of it is theirs.
    expect((await prove(await exportJune(), undefined)).faults).toEqual([])
    const other = await prove(await exportJune(), createSealer(keysInMemory(profile)))
    expect(new Set(other.faults.map((it) => it.kind))).toEqual(new Set(['manifest', 'seal', 'unsealed']))
  })
})

it('is proved by a key that was changed and retired meanwhile', async () => {
  await threeMonths()
  const old = sealer.currentKeyId()
  source.replace(withKeyRetired(withNewKey(source.read(), 'sm', clock.now()), old, clock.now()))
  sealer.reread()
  await write(2)
  await keeper().seal()
  expect((await prove(await exportJune())).faults).toEqual([])
})

it('begins at the first line where no seal comes before, and ends at the last one where none comes after', async () => {
  clock.turnTo(new Date('2026-06-15T09:00:00+08:00'))
  await write(3)
  await keeper().drain()
  const unsealed = await prove(await exportJune())
  expect(unsealed.faults.map((it) => it.kind)).toEqual(['unsealed'])
  await keeper().seal()
  expect((await prove(await exportJune())).faults).toEqual([])
})

it('withholds lines of other counties and stays provable across them', async () => {
  clock.turnTo(new Date('2026-06-15T09:00:00+08:00'))
  await write(2)
  await write(3, '530126')
  await write(2)
  await keeper().seal()
  const path = await exportJune()
  const found = await prove(path)
  expect(found.faults).toEqual([])
  expect(found).toMatchObject({ proved: 4, manifest: { lines: 4, withheld: 3 } })
  const text = strFromU8(unzipSync(await readFile(path))['lines.jsonl'] ?? new Uint8Array())
  expect(text).not.toContain('530126')
})

describe('tampering', () => {
  let path: string
  beforeEach(async () => {
    await threeMonths()
    path = await exportJune()
  })

  const lines = 'lines.jsonl'
  const broken = async (change: (lines: string[]) => string[]) => {
    const { faults } = await prove(await tamper(path, lines, change))
    return faults.filter((it) => it.kind !== 'file').map(({ kind, position }) => [kind, position])
  }
  it('with a line is named with its place: changed, deleted, swapped, added, cut', async () => {
    expect(await broken((it) => it.with(2, (it[2] ?? '').replace('句', '字')))).toEqual([['changed', 9]])
    expect(await broken((it) => it.toSpliced(1, 1))).toEqual([['missing', 8]])
    expect(await broken((it) => [it[1], it[0], ...it.slice(2)] as string[])).toEqual([['moved', 8]])
    expect(await broken((it) => it.toSpliced(3, 0, (it[0] ?? '').replace(/^\[\d+/, '[999999')))).toEqual([
      ['inserted', null],
    ])
    expect(await broken((it) => [...it, it[0] ?? ''])).toEqual([['inserted', null]])
    expect(await broken((it) => it.slice(0, -2))).toEqual([
      ['missing', 11],
      ['missing', 12],
    ])
  })

  it('names the file too, by the hash of the manifest', async () => {
    const { faults } = await prove(await tamper(path, lines, (it) => it.slice(1)))
    expect(faults[0]?.told.en).toBe(
      'the file lines.jsonl was changed: its hash is not the one of the manifest',
    )
    expect(await kindsOf(await tamper(path, 'README.md', () => ['a lie']))).toEqual(['file'])
  })

  it('with lines, blocks and manifest together is held by seals and signature', async () => {
    // A forger works all links out anew, but can sign neither seal nor manifest.
    const cut = await tamper(path, 'blocks.jsonl', (it) => {
      const block = JSON.parse(it.at(-1) ?? '{}') as { seqs: number[]; links: string[] }
      return [
        ...it.slice(0, -1),
        JSON.stringify({ ...block, seqs: block.seqs.slice(0, -1), links: block.links.slice(0, -1) }),
      ]
    })
    expect(await kindsOf(cut)).toEqual(expect.arrayContaining(['cut', 'inserted']))
    const manifest = await tamper(path, 'manifest.json', (it) =>
      it.map((line) => line.replace('审计员', '别人')),
    )
    expect(await kindsOf(manifest)).toEqual(['manifest'])
    const seals = await tamper(path, 'seals.jsonl', (it) => it.slice(0, 1))
    expect(await kindsOf(seals)).toEqual(expect.arrayContaining(['file', 'unsealed']))
    const forged = await tamper(path, 'seals.jsonl', (it) =>
      it.map((line) => line.replace(/"at":"2026/, '"at":"2025')),
    )
    expect(await kindsOf(forged)).toEqual(expect.arrayContaining(['seal', 'unsealed']))
    const links = await tamper(path, 'blocks.jsonl', (it) =>
      it.map((line) => line.replace(/"links":\["[0-9a-f]{4}/, '"links":["0000')),
    )
    expect(await kindsOf(links)).toEqual(expect.arrayContaining(['changed']))
  })

  it('with what is no export at all is a problem and no fault', async () => {
    const file = join(folder, 'no.zip')
    await writeFile(file, 'not a zip')
    await expect(openExport(file)).rejects.toMatchObject({ code: 'audit-file.unreadable' })
    await writeFile(file, zipSync({ 'a.txt': strToU8('a') }))
    await expect(prove(file)).rejects.toMatchObject({ code: 'audit-file.unreadable' })
  })
})
