/**
 * The audit on trial: it follows the commits, misses none and doubles none, and whoever owns the database cannot change,
 * delete, swap, cut or forge it without being found out.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Act, type Command, createAct } from '../act.ts'
import { systemActor } from '../actor.ts'
import { createTurnableClock } from '../clock.ts'
import { connectDatabase, type Database } from '../database/database.ts'
import { newId } from '../ids.ts'
import { createLog } from '../log.ts'
import { keysInMemory } from '../sealing/key-source.ts'
import { createSealer } from '../sealing/sealer.ts'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { type AuditKeeper, createAuditKeeper } from './audit-keeper.ts'
import { createChainer } from './chainer.ts'
import { deleteDropped, dropAuditLines } from './drop-lines.ts'
import { type LinkAlgorithm, linkOf, noLink } from './link.ts'

const adcode = '530127'
const clock = createTurnableClock(new Date())
const log = createLog('silent')
const signer = createSealer(keysInMemory())
const note: Command<{ word: string }, { heard: string }> = {
  name: 'jar.note',
  permission: 'jar.note',
  run: async (_context, { word }) => ({ heard: word }),
}

let testDatabase: TestDatabase
let database: Database
let folder: string
let act: Act
let algorithm: LinkAlgorithm = 'sha256'

const keeperOf = (secondFolder?: string): AuditKeeper =>
  createAuditKeeper({
    database,
    clock,
    log,
    signer,
    algorithm: () => algorithm,
    places: { folder: join(folder, 'data'), secondFolder },
  })

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = connectDatabase(testDatabase.url).house
  act = createAct({ database, clock, sealer: signer, constraints: {}, afterCommit: () => {} })
})
afterAll(async () => {
  await database.close()
  await testDatabase.drop()
})

/** What only the owner of the tables can do, and only after it has taken its own locks off. */
async function tamper(...statements: string[]): Promise<void> {
  const locks = ['entries', 'blocks'].map((it) => `alter table platform.audit_${it}`)
  await testDatabase.asOwner(locks.map((it) => `${it} disable trigger user`).join(';'))
  await testDatabase.asOwner(statements.join(';'))
  await testDatabase.asOwner(locks.map((it) => `${it} enable trigger user`).join(';'))
}

const write = async (count: number): Promise<void> => {
  for (let word = 0; word < count; word++) await act(systemActor(adcode), note, { word: `word ${word}` })
}
const seqsInOrder = async (): Promise<number[]> =>
  (
    await database.rows<{ seq: number }>(
      'select unnest(seqs) as seq from platform.audit_blocks order by number',
    )
  ).map((it) => it.seq)
const faultsOf = async (keeper: AuditKeeper) =>
  (await keeper.verify()).faults.map(({ kind, position }) => [kind, position])

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jingwei-audit-'))
  algorithm = 'sha256'
  await tamper('truncate platform.audit_entries', 'truncate platform.audit_blocks')
  return () => rm(folder, { recursive: true })
})

it('links every line once and in order, also with several servers at it and a hash that changes', async () => {
  await write(7)
  const chainers = [3, 2, 100].map((batchSize) =>
    createChainer({ database, clock, log, algorithm: () => algorithm, batchSize }),
  )
  await Promise.all(chainers.map((it) => it.drain()))
  algorithm = 'sm3'
  await write(3)
  await Promise.all(chainers.map((it) => it.drain()))
  const seqs = await seqsInOrder()
  expect(seqs).toHaveLength(10)
  expect(new Set(seqs).size).toBe(10)
  expect(seqs.toSorted((a, b) => a - b)).toEqual(seqs)
  expect(await keeperOf().verify()).toMatchObject({ lines: 10, waiting: 0, faults: [] })
})

it('takes up a line that was numbered before others and committed after them', async () => {
  const slow = new pg.Client({ connectionString: testDatabase.ownerUrl })
  await slow.connect()
  await slow.query('begin')
  await slow.query(
    `insert into platform.audit_entries (adcode, at, actor_id, actor_name, command, request_id, body_hash, input)
     values ($1, now(), $2, 'slow', 'jar.note', 'slow-one', '', '{}')`,
    [adcode, newId()],
  )
  await write(2)
  const keeper = keeperOf()
  await keeper.drain()
  expect(await seqsInOrder()).toHaveLength(2)
  await slow.query('commit')
  await slow.end()
  // Another process takes over: what was missing stands with the last block.
  await keeperOf().drain()
  const seqs = await seqsInOrder()
  expect(seqs).toHaveLength(3)
  expect(seqs[2]).toBeLessThan(seqs[0] ?? 0)
  expect(await faultsOf(keeper)).toEqual([])
})

it('is unharmed by a round that is cut short', async () => {
  await write(5)
  const cut = connectDatabase(testDatabase.url, { size: 1 }).house
  const failing: Database = {
    ...cut,
    withConnection: (work) =>
      cut.withConnection((client) =>
        work(
          new Proxy(client, {
            get: (target, name) =>
              name === 'query'
                ? async (text: string | { text: string }, values?: unknown[]) => {
                    if (String(text).startsWith('commit')) throw new Error('killed')
                    return target.query(text as string, values)
                  }
                : Reflect.get(target, name),
          }),
        ),
      ),
  }
  const dying = createChainer({ database: failing, clock, log, algorithm: () => algorithm })
  await expect(dying.drain()).rejects.toThrow('killed')
  await cut.close()
  const keeper = keeperOf()
  await keeper.drain()
  expect(await seqsInOrder()).toHaveLength(5)
  expect(await faultsOf(keeper)).toEqual([])
})

it('finds a line that was changed, deleted, swapped with another, or written later', async () => {
  await write(6)
  const keeper = keeperOf()
  await keeper.seal()
  const [one = 0, two = 0, three = 0] = await seqsInOrder()
  const broken = async (statement: string, mend: string): Promise<unknown[]> => {
    await tamper(statement)
    const found = await faultsOf(keeper)
    await tamper(mend)
    expect(await faultsOf(keeper)).toEqual([])
    return found
  }
  const input = (seq: number, word: string) =>
    `update platform.audit_entries set input = '{"word":"${word}"}' where seq = ${seq}`
  expect(await broken(input(two, 'another'), input(two, 'word 1'))).toEqual([['changed', 2]])
  expect(
    await broken(
      `update platform.audit_entries set at = at + interval '1 hour' where seq = ${three}`,
      `update platform.audit_entries set at = at - interval '1 hour' where seq = ${three}`,
    ),
  ).toEqual([['changed', 3]])
  const swap = `update platform.audit_entries set seq = overriding.to_seq from (values (${one}, -1), (${two}, ${one})) overriding(from_seq, to_seq) where seq = from_seq`
  const swapped = [
    'alter table platform.audit_entries alter column seq drop identity',
    swap,
    `update platform.audit_entries set seq = ${two} where seq = -1`,
    `alter table platform.audit_entries alter column seq add generated always as identity (start 1000)`,
  ].join(';')
  expect(await broken(swapped, swapped)).toEqual([
    ['changed', 1],
    ['changed', 2],
  ])
  await tamper(
    `create table if not exists public.aside as select * from platform.audit_entries where seq = ${two}`,
  )
  expect(
    await broken(
      `delete from platform.audit_entries where seq = ${two}`,
      'insert into platform.audit_entries overriding system value select * from public.aside',
    ),
  ).toEqual([['missing', 2]])
  await tamper(
    `update public.aside set request_id = 'other', seq = -5; insert into platform.audit_entries overriding system value select * from public.aside`,
  )
  expect(await keeper.verify()).toMatchObject({ faults: [{ kind: 'inserted', seq: -5 }] })
})

it('finds a tail that was cut off, blocks and all, by the sealed head', async () => {
  await write(3)
  const keeper = keeperOf()
  await keeper.drain()
  await write(3)
  await keeper.seal()
  await tamper(
    `delete from platform.audit_entries where seq in (select unnest(seqs) from platform.audit_blocks where number = 2)`,
    'delete from platform.audit_blocks where number = 2',
  )
  expect(await faultsOf(keeper)).toEqual([['cut', 4]])
})

it('finds a chain that the owner of the database worked out anew, and who signs with another key', async () => {
  await write(4)
  const second = join(folder, 'elsewhere')
  const keeper = keeperOf(second)
  const seal = await keeper.seal()
  await tamper(
    `update platform.audit_entries set input = '{"word":"a lie"}'`,
    'truncate platform.audit_blocks',
  )
  // All links are right again, as only the owner could make them.
  await keeper.drain()
  expect(await faultsOf(keeper)).toEqual([['forged', 4]])
  // Sealing the forged chain in the file needs the key; without it the line is found, and so is a file that was cut.
  const file = join(folder, 'data', 'seals.jsonl')
  const lines = await readFile(file, 'utf8')
  await writeFile(file, lines.replace(seal?.head ?? '', '0'.repeat(64)))
  expect((await keeper.verify()).faults.map((it) => it.kind)).toContain('seal')
  await rm(file)
  expect(await faultsOf(keeper)).toEqual([['forged', 4]])
  await rm(second, { recursive: true })
  clock.turnTo(new Date(clock.now().getTime() + 3 * 3_600_000))
  expect((await keeper.verify()).faults.map((it) => it.kind)).toEqual(['unsealed'])
})

it('seals a head once, numbers its seals, and makes good what the second place missed', async () => {
  await write(1)
  const keeper = keeperOf()
  expect(await keeper.seal()).toMatchObject({ number: 1, position: 1, after: '' })
  expect(await keeper.seal()).toMatchObject({ number: 1 })
  await write(1)
  const second = join(folder, 'elsewhere')
  await Promise.all([keeperOf(second).seal(), keeperOf(second).seal()])
  const texts = await Promise.all(
    [join(folder, 'data'), second].map((it) => readFile(join(it, 'seals.jsonl'), 'utf8')),
  )
  expect(texts[0]?.trimEnd().split('\n')).toHaveLength(2)
  expect(texts[1]).toBe(texts[0])
})

it('keeps what is younger than six months, whoever asks, and never lets a line be changed', async () => {
  await write(2)
  await keeperOf().drain()
  for (const statement of [
    'delete from platform.audit_entries',
    `update platform.audit_entries set actor_name = 'nobody'`,
    'truncate platform.audit_entries',
    'delete from platform.audit_blocks',
    'truncate platform.audit_blocks',
  ]) {
    await expect(testDatabase.asOwner(statement)).rejects.toThrow('the audit is only written')
    await expect(database.rows(statement)).rejects.toThrow('permission denied')
  }
  expect(await faultsOf(keeperOf())).toEqual([])
})

it('lets go of lines after their time, no younger ones, and stays provable across them', async () => {
  const today = clock.now()
  const actor = systemActor(adcode)
  const keeper = keeperOf()
  const longAgo = new Date(today.getTime() - 250 * 86_400_000)
  clock.turnTo(longAgo)
  await write(3)
  await keeper.drain()
  clock.turnTo(today)
  await write(2)
  const sealedBlock = (await keeper.seal())?.block ?? 0
  await expect(act(actor, dropAuditLines, { months: 3, sealedBlock })).rejects.toMatchObject({
    code: 'audit.too-young',
  })
  expect(await act(actor, dropAuditLines, { months: 6, sealedBlock: 0 })).toEqual({ throughBlock: 0 })
  const { throughBlock } = await act(actor, dropAuditLines, { months: 6, sealedBlock })
  expect(throughBlock).toBe(1)
  const owner = new pg.Client({ connectionString: testDatabase.ownerUrl })
  await owner.connect()
  expect(await deleteDropped(owner, throughBlock, 6)).toBe(3)
  expect(await deleteDropped(owner, throughBlock, 6)).toBe(0)
  await owner.end()
  expect(await keeper.verify()).toMatchObject({ dropped: 3, lines: 4, faults: [] })
  // Whoever deletes a younger one hides it behind no such line.
  await tamper(
    `delete from platform.audit_entries where seq in (select seqs[1] from platform.audit_blocks where number = 2)`,
  )
  expect(await faultsOf(keeper)).toEqual([['missing', 4]])
})

it('links by SHA-256 and SM3 as anybody can work out', () => {
  expect(linkOf('sha256', noLink, '["a"]').toString('hex')).toHaveLength(64)
  expect(linkOf('sm3', Buffer.alloc(0), 'abc').toString('hex')).toBe(
    '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
  )
  expect(linkOf('sha256', Buffer.alloc(0), 'abc').toString('hex')).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  )
})
