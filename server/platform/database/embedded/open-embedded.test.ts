import { readFile, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../open-database.ts'
import { ask, createHolders, findRunning } from './testing/holders.ts'

const { newFolder, hold, clear } = createHolders()
afterEach(clear)

const silent = (): void => {}

describe('the embedded database', () => {
  it('is made at the first start, durable, in UTF-8, behind a password only the owner reads', async () => {
    const dataFolder = join(newFolder(), 'data')
    const open = await openDatabase({ dataFolder, log: silent })
    expect(open).toMatchObject({ mode: 'embedded', majorVersion: 18 })
    const [row] = await ask(
      open.ownerUrl,
      `select current_setting('fsync') fsync, current_setting('synchronous_commit') commit,
              current_setting('full_page_writes') pages, current_setting('server_encoding') encoding,
              (select datlocale from pg_database where datname = current_database()) locale,
              (select rolsuper from pg_roles where rolname = current_user) super,
              current_user role, current_database() database`,
    )
    expect(row).toEqual({
      fsync: 'on',
      commit: 'on',
      pages: 'on',
      encoding: 'UTF8',
      locale: 'C.UTF-8',
      super: false,
      role: 'jingwei',
      database: 'jingwei',
    })
    expect((await stat(join(dataFolder, 'postgres', 'password'))).mode & 0o777).toBe(0o600)
    const wrong = open.ownerUrl.replace(/:[^:@]+@/, ':wrong@')
    await expect(ask(wrong, 'select 1')).rejects.toThrow('password authentication failed')
    await open.close()
    expect(await findRunning(dataFolder)).toBeUndefined()
  })

  it('finds its rows at the second start', async () => {
    const dataFolder = newFolder()
    const first = await openDatabase({ dataFolder, log: silent })
    await ask(first.ownerUrl, `create table kept as select '井盖' word`)
    await first.close()
    const second = await openDatabase({ dataFolder, log: silent })
    expect(await ask(second.ownerUrl, 'select word from kept')).toEqual([{ word: '井盖' }])
    await second.close()
  })

  it('may lie in a folder with spaces, commas, percent signs and Chinese in its name', async () => {
    const dataFolder = join(newFolder(), '县, 50%数据 "新"')
    const open = await openDatabase({ dataFolder, log: silent })
    expect(await ask(open.ownerUrl, 'select 1 one')).toEqual([{ one: 1 }])
    await open.close()
  })

  it('listens on a remembered loopback port where the path is too long for a socket', async () => {
    const dataFolder = join(newFolder(), 'x'.repeat(100))
    const first = await openDatabase({ dataFolder, log: silent })
    expect(first.ownerUrl).toMatch(/@127\.0\.0\.1:\d+\//)
    await ask(first.ownerUrl, 'create table kept ()')
    await first.close()
    const second = await openDatabase({ dataFolder, log: silent })
    expect(second.ownerUrl).toBe(first.ownerUrl)
    await second.close()
  })

  it('leaves its port to a stranger who took it meanwhile', async () => {
    const dataFolder = join(newFolder(), 'x'.repeat(100))
    const first = await openDatabase({ dataFolder, log: silent })
    await first.close()
    const port = Number(await readFile(join(dataFolder, 'postgres', 'port'), 'utf8'))
    const stranger = createServer((socket) => socket.resume().end('SSH-2.0-OpenSSH_9.2\r\n'))
    await new Promise<void>((resolve) => stranger.listen(port, '127.0.0.1', resolve))
    const second = await openDatabase({ dataFolder, log: silent })
    expect(second.ownerUrl).not.toBe(first.ownerUrl)
    expect(await ask(second.ownerUrl, 'select 1 one')).toEqual([{ one: 1 }])
    await second.close()
    await new Promise((resolve) => stranger.close(resolve))
  })

  it('says what is wrong when the password file is lost, and starts nothing', async () => {
    const dataFolder = newFolder()
    await (await openDatabase({ dataFolder, log: silent })).close()
    const file = join(dataFolder, 'postgres', 'password')
    const password = await readFile(file, 'utf8')
    await writeFile(file, '')
    await expect(openDatabase({ dataFolder, log: silent })).rejects.toMatchObject({
      code: 'database.password-lost',
    })
    await writeFile(file, 'not the password')
    await expect(openDatabase({ dataFolder, log: silent })).rejects.toMatchObject({
      code: 'database.password-lost',
    })
    await writeFile(file, password)
    const open = await openDatabase({ dataFolder, log: silent })
    await open.close()
  })

  it('refuses a cluster of another major version', async () => {
    const dataFolder = newFolder()
    await (await openDatabase({ dataFolder, log: silent })).close()
    await writeFile(join(dataFolder, 'postgres', 'server', 'cluster', 'PG_VERSION'), '17\n')
    await expect(openDatabase({ dataFolder, log: silent })).rejects.toMatchObject({
      code: 'database.other-major-version',
      details: { found: '17', brought: '18' },
    })
  })
})

describe('a second owner', () => {
  it('is refused within two seconds, told the pid, and changes nothing', async () => {
    const dataFolder = newFolder()
    const owner = hold({ dataFolder })
    const { url } = await owner.opened
    const second = await hold({ dataFolder }).ended
    expect(second.exitCode).toBe(2)
    expect(second.said).toContain('"code":"database.already-owned"')
    expect(second.said).toContain(`"pid":${owner.pid}`)
    expect(Number(/"took":([\d.]+)/.exec(second.said)?.[1])).toBeLessThan(2000)
    expect(await ask(url, 'select 1 one')).toEqual([{ one: 1 }])
  })

  it('is refused by the lock alone, when the claim beside it is missing', async () => {
    const dataFolder = newFolder()
    const owner = hold({ dataFolder })
    await owner.opened
    await writeFile(join(dataFolder, 'postgres', 'owner.json'), '')
    const second = await hold({ dataFolder }).ended
    expect(second.exitCode).toBe(2)
    expect(second.said).toContain(`"pid":${owner.pid}`)
  })

  it('is refused inside the same process too', async () => {
    const dataFolder = newFolder()
    const first = await openDatabase({ dataFolder, log: silent })
    await expect(openDatabase({ dataFolder, log: silent })).rejects.toMatchObject({
      code: 'database.already-owned',
      details: { pid: process.pid },
    })
    await first.close()
  })

  it('is found out also when both start at the same moment on an empty folder', async () => {
    const dataFolder = newFolder()
    const both = [hold({ dataFolder }), hold({ dataFolder })]
    const outcomes = await Promise.allSettled(both.map((it) => it.opened))
    expect(outcomes.map((it) => it.status).sort()).toEqual(['fulfilled', 'rejected'])
    const loser = both[outcomes.findIndex((it) => it.status === 'rejected')]
    expect((await loser?.ended)?.said).toContain('database.already-owned')
  })
})

describe('the command line', () => {
  it('joins the owner and leaves it running', async () => {
    const dataFolder = newFolder()
    const owner = hold({ dataFolder })
    const { url } = await owner.opened
    await ask(url, 'create table kept ()')
    const guest = await openDatabase({ dataFolder, log: silent, join: true })
    expect(guest.mode).toBe('joined')
    expect(await ask(guest.ownerUrl, 'select * from kept')).toEqual([])
    await guest.close()
    expect(await ask(url, 'select 1 one')).toEqual([{ one: 1 }])
  })

  it('joins an owner that is only just starting', async () => {
    const dataFolder = newFolder()
    const both = [hold({ dataFolder, join: true }), hold({ dataFolder, join: true })]
    const modes = (await Promise.all(both.map((it) => it.opened))).map((it) => it.mode)
    expect(modes.sort()).toEqual(['embedded', 'joined'])
  })

  it('opens the database itself where nobody runs it, and closes it after', async () => {
    const dataFolder = newFolder()
    const alone = await openDatabase({ dataFolder, log: silent, join: true })
    expect(alone.mode).toBe('embedded')
    await alone.close()
    expect(await findRunning(dataFolder)).toBeUndefined()
  })

  it('does not take the database away from another command line; the last one stops it', async () => {
    const dataFolder = newFolder()
    const first = hold({ dataFolder, join: true })
    await first.opened
    const second = await openDatabase({ dataFolder, log: silent, join: true })
    await ask(second.ownerUrl, 'create table kept ()')
    const working = new pg.Client({ connectionString: second.ownerUrl })
    await working.connect()
    first.say('close')
    expect((await first.ended).exitCode).toBe(0)
    expect((await working.query('select count(*)::int n from kept')).rows).toEqual([{ n: 0 }])
    await working.end()
    await second.close()
    expect(await findRunning(dataFolder)).toBeUndefined()
  })
})
