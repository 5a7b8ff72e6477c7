/** What is left behind by processes that were killed, and how the next start copes with it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../open-database.ts'
import { holdsWithin, isTaken, markOf } from './processes.ts'
import { ask, createHolders, findRunning } from './testing/holders.ts'

const { newFolder, hold, clear } = createHolders()
afterEach(clear)

const silent = (): void => {}

/** Opens in a process, writes one acknowledged row, kills that process; gives the server's pid. */
async function leaveOrphan(dataFolder: string, throwAway = false): Promise<number> {
  const owner = hold({ dataFolder, throwAway })
  const { url } = await owner.opened
  await ask(url, `create table kept as select 'acknowledged' word`)
  await owner.kill('SIGKILL')
  const pid = await findRunning(dataFolder)
  if (!pid) throw new Error('the server went away with its parent')
  return pid
}

/** A process that ended and whose parent, by then a `sleep`, never asks how: a zombie. */
async function makeZombie(): Promise<{ pid: number; bury(): void }> {
  const parent = spawn('sh', ['-c', 'sleep 1 & echo $!; exec sleep 60'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [line] = (await once(parent.stdout, 'data')) as [Buffer]
  const pid = Number(line.toString())
  await holdsWithin(5000, () => markOf(pid) === undefined)
  return { pid, bury: () => void parent.kill('SIGKILL') }
}

/** Makes the lock file that a killed server leaves name another process. */
async function leaveLockOf(pid: number, dataFolder: string): Promise<void> {
  const orphan = await leaveOrphan(dataFolder)
  process.kill(orphan, 'SIGKILL')
  await holdsWithin(5000, () => markOf(orphan) === undefined)
  const lock = join(dataFolder, 'postgres', 'server', 'cluster', 'postmaster.pid')
  await writeFile(lock, (await readFile(lock, 'utf8')).replace(/^\d+/, String(pid)))
  await writeFile(join(dataFolder, 'postgres', 'server', 'socket', '.s.PGSQL.5432.lock'), `${pid}\n`)
}

/** Writes rows one by one until the connection is cut; gives how many were acknowledged. */
async function writeUntilCut(url: string, writer: number): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {}) // The cut, which ends the loop below.
  await client.connect()
  for (let acknowledged = 0; ; acknowledged++) {
    const written = await client.query('insert into kept values ($1, $2)', [writer, acknowledged]).then(
      () => true,
      () => false,
    )
    if (!written) return acknowledged
  }
}

async function expectRowKept(dataFolder: string): Promise<void> {
  const open = await openDatabase({ dataFolder, log: silent })
  expect(await ask(open.ownerUrl, 'select word from kept')).toEqual([{ word: 'acknowledged' }])
  await open.close()
  expect(await findRunning(dataFolder)).toBeUndefined()
}

describe('after its owner was killed', () => {
  it('the running server is found again, owned, and stopped at the end', async () => {
    const dataFolder = newFolder()
    const orphan = await leaveOrphan(dataFolder)
    const open = await openDatabase({ dataFolder, log: silent })
    expect(open.mode).toBe('embedded')
    expect(await findRunning(dataFolder)).toBe(orphan)
    expect(await ask(open.ownerUrl, 'select word from kept')).toEqual([{ word: 'acknowledged' }])
    expect((await hold({ dataFolder }).ended).said).toContain('database.already-owned')
    await open.close()
    expect(markOf(orphan)).toBeUndefined()
  })

  it('a running server of other settings is started anew with the present ones', async () => {
    const dataFolder = newFolder()
    const orphan = await leaveOrphan(dataFolder, true)
    const open = await openDatabase({ dataFolder, log: silent })
    expect(await ask(open.ownerUrl, 'show fsync')).toEqual([{ fsync: 'on' }])
    expect(await findRunning(dataFolder)).not.toBe(orphan)
    expect(await ask(open.ownerUrl, 'select word from kept')).toEqual([{ word: 'acknowledged' }])
    await open.close()
  })

  it('a server killed with it comes up with its rows', async () => {
    const dataFolder = newFolder()
    process.kill(await leaveOrphan(dataFolder), 'SIGKILL')
    await expectRowKept(dataFolder)
  })

  it('every row acknowledged to writers at work is there, when all processes are killed at once', async () => {
    const dataFolder = newFolder()
    const owner = hold({ dataFolder })
    const { url } = await owner.opened
    await ask(url, 'create table kept (writer int, row int)')
    const server = (await findRunning(dataFolder)) ?? 0
    const acknowledged = [1, 2, 3, 4].map((writer) => writeUntilCut(url, writer))
    await delay(500)
    process.kill(server, 'SIGKILL')
    await owner.kill('SIGKILL')
    const counts = await Promise.all(acknowledged)
    const open = await openDatabase({ dataFolder, log: silent })
    const rows = await ask<{ writer: number; kept: number }>(
      open.ownerUrl,
      'select writer, count(distinct row)::int kept from kept group by writer order by writer',
    )
    await open.close()
    expect(Math.min(...counts)).toBeGreaterThan(0)
    // The row in flight at the cut may or may not have been committed; one more than acknowledged is no fault.
    for (const [index, count] of counts.entries()) {
      expect(rows[index]?.kept).toBeGreaterThanOrEqual(count)
      expect(rows[index]?.kept).toBeLessThanOrEqual(count + 1)
    }
  })

  it('a lock file that names a living stranger does not bar the start', async () => {
    const dataFolder = newFolder()
    await leaveLockOf(process.pid, dataFolder)
    await expectRowKept(dataFolder)
  })

  it.skipIf(process.platform !== 'linux')('nor does one that names a zombie', async () => {
    const dataFolder = newFolder()
    const zombie = await makeZombie()
    await leaveLockOf(zombie.pid, dataFolder)
    expect(isTaken(zombie.pid)).toBe(true)
    await expectRowKept(dataFolder)
    zombie.bury()
  })

  it('a claim whose pid was given to another process does not bar the start', async () => {
    const dataFolder = newFolder()
    await leaveLockOf(process.pid, dataFolder)
    const parent = JSON.stringify({ pid: process.ppid, mark: 'another life' })
    await writeFile(join(dataFolder, 'postgres', 'owner.json'), parent)
    await expectRowKept(dataFolder)
  })
})

describe('while it is owned', () => {
  it('a killed server is brought up again, with its rows, at the same address', async () => {
    const dataFolder = newFolder()
    const open = await openDatabase({ dataFolder, log: silent })
    await ask(open.ownerUrl, `create table kept as select 'acknowledged' word`)
    const before = await findRunning(dataFolder)
    process.kill(before ?? 0, 'SIGKILL')
    await expect
      .poll(() => ask(open.ownerUrl, 'select word from kept').catch(() => 'not yet'), { timeout: 20_000 })
      .toEqual([{ word: 'acknowledged' }])
    expect(await findRunning(dataFolder)).not.toBe(before)
    await expect
      .poll(async () => (await hold({ dataFolder }).ended).said, { timeout: 20_000 })
      .toContain('database.already-owned')
    await open.close()
    expect(await findRunning(dataFolder)).toBeUndefined()
  })

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s to the owner stops the server too',
    async (signal) => {
      const dataFolder = newFolder()
      const owner = hold({ dataFolder })
      await owner.opened
      const server = (await findRunning(dataFolder)) ?? 0
      const { exitCode } = await owner.kill(signal)
      expect(exitCode).toBeNull()
      expect(await holdsWithin(10_000, () => markOf(server) === undefined)).toBe(true)
    },
  )

  it('a bug that ends the owner stops the server too', async () => {
    const dataFolder = newFolder()
    const owner = hold({ dataFolder })
    await owner.opened
    const server = (await findRunning(dataFolder)) ?? 0
    owner.say('throw')
    expect((await owner.ended).exitCode).toBe(1)
    expect(await holdsWithin(10_000, () => markOf(server) === undefined)).toBe(true)
  })
})
