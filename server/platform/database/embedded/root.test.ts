/**
 * Root starts PostgreSQL, which refuses root: by a user namespace, or as another account with what it needs in a
 * folder of its own; also where the data lie in a folder that nobody but root may enter.
 */
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../open-database.ts'
import { namespaceProgram } from './account.ts'
import { findHome } from './home.ts'
import { copyProgram, findProgram } from './program.ts'
import { ask, createHolders, findRunning } from './testing/holders.ts'

const isRoot = process.getuid?.() === 0 && process.platform === 'linux'
const grantsNamespaces =
  isRoot && spawnSync(namespaceProgram, ['--user', '--map-user=1', '--', 'true']).status === 0
const grantsAccounts = isRoot && spawnSync('true', { uid: 65534, gid: 65534 }).status === 0

const { newFolder, hold, clear } = createHolders()
afterEach(clear)

const silent = (): void => {}

/** A folder that only root may enter, and a place every account may pass through. */
function rootsFolder(): { dataFolder: string; place: string } {
  const folder = newFolder()
  mkdirSync(join(folder, 'closed'), { mode: 0o700 })
  chmodSync(folder, 0o711)
  return { dataFolder: join(folder, 'closed', 'data'), place: join(folder, 'place') }
}

const openedRows = async (options: Parameters<typeof hold>[0]): Promise<object[]> => {
  const open = await openDatabase({ ...options, log: silent })
  try {
    return await ask(open.ownerUrl, 'select word from kept')
  } finally {
    await open.close()
  }
}

describe.skipIf(!grantsNamespaces)('as root in a user namespace (skipped where none is granted)', () => {
  it('runs inside a folder of mode 0700, every file stays root’s, and nothing is made elsewhere', async () => {
    const { dataFolder, place } = rootsFolder()
    const owner = hold({ dataFolder, place, runAs: 'user-namespace' })
    const { url } = await owner.opened
    await ask(url, `create table kept as select '一' word`)
    expect(statSync(join(dataFolder, 'postgres', 'server', 'cluster')).uid).toBe(0)
    await owner.kill('SIGKILL')
    expect(await openedRows({ dataFolder, place })).toEqual([{ word: '一' }])
    expect(existsSync(place)).toBe(false)
  })
})

describe.skipIf(!grantsAccounts)(
  'as root through another account (skipped where root may not change it)',
  () => {
    it('keeps the cluster in a folder of its own when it cannot enter the data folder, and finds it again', async () => {
      const { dataFolder, place } = rootsFolder()
      const owner = hold({ dataFolder, place, runAs: 'other-account' })
      const { url } = await owner.opened
      await ask(url, `create table kept as select '二' word`)
      const home = await findHome(dataFolder)
      expect(home.folder.startsWith(place)).toBe(true)
      expect(statSync(home.cluster).uid).toBeGreaterThan(0)
      expect(statSync(home.folder).mode & 0o777).toBe(0o700)
      const running = (await findRunning(dataFolder)) ?? 0
      expect(statSync(`/proc/${running}`).uid).toBe(statSync(home.cluster).uid)
      expect(existsSync(join(dataFolder, 'postgres', 'server', 'cluster'))).toBe(false)
      await owner.kill('SIGKILL')
      expect((await findRunning(dataFolder)) ?? 0).toBe(running)
      // Without the wish: the cluster runs as its owner, and the orphan is taken over.
      expect(await openedRows({ dataFolder, place })).toEqual([{ word: '二' }])
      expect(await openedRows({ dataFolder, place })).toEqual([{ word: '二' }])
    })

    it('makes no empty database where the folder of its own is out of sight', async () => {
      const { dataFolder, place } = rootsFolder()
      await (await openDatabase({ dataFolder, place, log: silent, runAs: 'other-account' })).close()
      renameSync(place, `${place}-elsewhere`)
      await expect(openDatabase({ dataFolder, place, log: silent })).rejects.toMatchObject({
        code: 'database.foreign-folder',
      })
      renameSync(`${place}-elsewhere`, place)
      await (await openDatabase({ dataFolder, place, log: silent })).close()
    })

    it('keeps the cluster in the data folder when the account may enter it', async () => {
      const dataFolder = join(newFolder(), 'data')
      mkdirSync(dataFolder)
      chmodSync(join(dataFolder, '..'), 0o711)
      chmodSync(dataFolder, 0o755)
      const open = await openDatabase({ dataFolder, log: silent, runAs: 'other-account' })
      expect((await findHome(dataFolder)).folder).toBe(join(dataFolder, 'postgres', 'server'))
      expect(statSync(join(dataFolder, 'postgres', 'server', 'cluster')).uid).toBeGreaterThan(0)
      await ask(open.ownerUrl, 'create table kept ()')
      await open.close()
    })

    it('takes over a cluster that root made in a namespace, where namespaces are granted no more', async () => {
      const dataFolder = join(newFolder(), 'data')
      mkdirSync(dataFolder)
      chmodSync(join(dataFolder, '..'), 0o711)
      chmodSync(dataFolder, 0o755)
      const first = await openDatabase({ dataFolder, log: silent })
      await ask(first.ownerUrl, `create table kept as select '三' word`)
      await first.close()
      expect(await openedRows({ dataFolder, runAs: 'other-account' })).toEqual([{ word: '三' }])
      expect(statSync(join(dataFolder, 'postgres', 'server', 'cluster')).uid).toBeGreaterThan(0)
    })

    it('is chosen by itself where there is no `unshare`', async () => {
      const { dataFolder, place } = rootsFolder()
      const owner = hold({ dataFolder, place }, { env: { PATH: '/nowhere' } })
      const { url } = await owner.opened
      expect(await ask(url, 'select 1 one')).toEqual([{ one: 1 }])
      expect((await findHome(dataFolder)).folder.startsWith(place)).toBe(true)
      owner.say('close')
      expect((await owner.ended).exitCode).toBe(0)
    })

    it('runs a copy of a program that lies where the account cannot enter', async () => {
      const closed = newFolder()
      const copy = await copyProgram(await findProgram(closed), closed)
      const asNobody = { uid: 65534, gid: 65534 }
      expect(spawnSync(copy.postgres, ['--version'], asNobody).error).toMatchObject({ code: 'EACCES' })
      chmodSync(closed, 0o755)
      const said = spawnSync(copy.postgres, ['--version'], asNobody).stdout.toString()
      expect(said).toContain('PostgreSQL) 18.')
    })
  },
)

describe.skipIf(!isRoot)('as root where a way is closed (skipped for other users)', () => {
  it('says so when neither way is open', async () => {
    const { dataFolder, place } = rootsFolder()
    const refused = hold({ dataFolder, place, runAs: 'user-namespace' }, { env: { PATH: '/nowhere' } })
    const { exitCode, said } = await refused.ended
    expect(exitCode).toBe(2)
    expect(said).toContain('database.no-account-to-run-as')
    expect(said).toContain('unshare')
  })
})

/** Whether an ordinary account can read the checkout at all. */
const isOpenToOthers =
  grantsAccounts &&
  spawnSync(process.execPath, [join(import.meta.dirname, 'processes.ts')], { uid: 65534, gid: 65534 })
    .status === 0

describe.skipIf(!isOpenToOthers)('as an ordinary account (skipped where it cannot read the checkout)', () => {
  it('needs no way around', async () => {
    const dataFolder = join(tmpdir(), `jingwei-ordinary-${process.pid}`)
    const owner = hold({ dataFolder }, { uid: 65534, gid: 65534, env: { PATH: '/usr/bin:/bin' } })
    try {
      const { url } = await owner.opened
      expect(await ask(url, 'select 1 one')).toEqual([{ one: 1 }])
      expect(statSync(join(dataFolder, 'postgres', 'server', 'cluster')).uid).toBe(65534)
      owner.say('close')
      expect((await owner.ended).exitCode).toBe(0)
    } finally {
      rmSync(dataFolder, { recursive: true, force: true })
    }
  })
})
