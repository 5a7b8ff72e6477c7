/** The commands of backups on a real installation, beside its running server. */

import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import '#platform/testing/global-setup.ts'
import { runSql, urlOfDatabase } from '#platform/testing/template-database.ts'
import { createInstallation, type Installation } from './testing.ts'

const { adminUrl } = inject('databaseTemplate')
const mark = randomBytes(4).toString('hex')
const [moved, again] = [`jingwei_moved_${mark}`, `jingwei_again_${mark}`]

let installation: Installation
let elsewhere: Installation

beforeAll(async () => {
  installation = await createInstallation({ JINGWEI_MODE: 'production' })
  elsewhere = await createInstallation({ JINGWEI_MODE: 'production' })
})
afterAll(async () => {
  await installation.remove()
  await elsewhere.remove()
  for (const name of [moved, again]) await runSql(adminUrl, `drop database if exists "${name}" with (force)`)
})

it('a copy made beside the server comes back elsewhere with accounts, photos and audit lines', async () => {
  const { dataFolder } = installation
  const key = join(dataFolder, 'key-to-take-away.txt')
  const server = await installation.start()
  await installation.runHere(['user', 'add', 'admin', '--post', 'sysadmin', '--name', '管理员'])
  const photo = Buffer.from('a photo')
  const hash = createHash('sha256').update(photo).digest('hex')
  await mkdir(join(dataFolder, 'photos', hash.slice(0, 2)), { recursive: true })
  await writeFile(join(dataFolder, 'photos', hash.slice(0, 2), `${hash}.jpg`), photo)

  const refused = await installation.runHere(['backup'])
  expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('There is no backup key yet') })
  expect((await installation.runHere(['backup', 'key', '--out', key])).code).toBe(0)
  expect((await installation.runHere(['audit', 'seal'])).code).toBe(0)
  const made = await installation.runHere(['backup', '--json', '--with-keys'])
  expect(made).toMatchObject({ code: 0 })
  const { folder, files } = JSON.parse(made.out) as { folder: string; files: number }
  expect(files).toBe(1)
  const list = await installation.runHere(['backup', 'list', '--json'])
  expect(JSON.parse(list.out)).toMatchObject([{ name: folder.split('/').at(-1) }])
  const checked = await installation.runHere(['backup', 'check'])
  expect(checked).toMatchObject({ code: 0, out: expect.stringContaining('Signature and hashes are right') })

  // The folder of a running server is refused, and so is one with data.
  const busy = await installation.runHere(['restore', folder, '--key', key, '--replace'])
  expect(busy.code).toBe(2)
  server.kill('SIGTERM')
  await server.ended
  const present = await installation.runHere(['restore', folder, '--key', key])
  expect(present).toMatchObject({
    code: 2,
    err: expect.stringContaining('holds data, which was not touched'),
  })

  const restored = await elsewhere.runHere(['restore', folder, '--key', key, '--json'])
  expect(restored).toMatchObject({ code: 0 })
  expect(JSON.parse(restored.out)).toMatchObject({ files: 1, hasKeys: true, report: { differences: 0 } })
  // Nothing was sealed here before: the chain agrees with itself, and that is all that can be said.
  expect(JSON.parse(restored.out).report.audit).toMatchObject({ faults: [], sealsAfter: 0, isHeld: false })
  expect(await readdir(elsewhere.dataFolder)).toEqual(
    expect.arrayContaining(['photos', 'postgres', 'secrets']),
  )
  const accounts = await elsewhere.runHere(['user', 'list'])
  expect(accounts.out).toContain('管理员')
})

it('a drill proves the audit of the copy, which ends before the newest seal', async () => {
  const key = join(installation.dataFolder, 'key-to-take-away.txt')
  // The server sealed a last time as it ended; the copy is older than that, and held by the seal before it.
  const drill = await installation.runHere(['backup', 'check', '--key', key, '--json'])
  expect(drill).toMatchObject({ code: 0 })
  const { audit } = JSON.parse(drill.out).report as { audit: { sealsAfter: number } }
  expect(audit).toMatchObject({ faults: [], isHeld: true })
  expect(audit.sealsAfter).toBeGreaterThan(0)
})

it('the restored installation moves to a server, and does not start on its own database any more', async () => {
  await runSql(adminUrl, `create database "${moved}"`)
  const DATABASE_URL = urlOfDatabase(adminUrl, moved)
  const went = await elsewhere.runHere(['move', '--to', DATABASE_URL, '--json'])
  expect(went).toMatchObject({ code: 0 })
  expect(JSON.parse(went.out).tables['identity.people']).toMatchObject({ rows: 1 })
  const forgotten = await elsewhere.runHere(['user', 'list'])
  expect(forgotten).toMatchObject({ code: 2, err: expect.stringContaining('name it in DATABASE_URL') })
  const there = await elsewhere.runHere(['user', 'list'], { environment: { DATABASE_URL } })
  expect(there.out).toContain('管理员')
  const twice = await elsewhere.runHere(['move', '--to', DATABASE_URL])
  expect(twice.code).toBe(2)
})

// pg_dump of Debian reads its own server and older ones; the embedded one is newer.
it.skipIf(!process.env['TEST_DATABASE_URL'])(
  'a server is dumped and comes back in an empty database',
  async () => {
    const environment = { DATABASE_URL: urlOfDatabase(adminUrl, moved) }
    const place = join(elsewhere.dataFolder, 'dumps')
    const key = join(installation.dataFolder, 'key-to-take-away.txt')
    const made = await elsewhere.runHere(['backup', '--to', place, '--json'], { environment })
    expect(made).toMatchObject({ code: 0 })
    const { folder } = JSON.parse(made.out) as { folder: string }
    const full = await elsewhere.runHere(['restore', folder, '--key', key], { environment })
    expect(full).toMatchObject({ code: 2, err: expect.stringContaining('is not empty') })
    await runSql(adminUrl, `create database "${again}"`)
    const other = { DATABASE_URL: urlOfDatabase(adminUrl, again) }
    const restored = await elsewhere.runHere(['restore', folder, '--key', key, '--json'], {
      environment: other,
    })
    expect(restored).toMatchObject({ code: 0 })
    expect(JSON.parse(restored.out)).toMatchObject({ files: 1, report: { differences: 0 } })
    expect((await elsewhere.runHere(['user', 'list'], { environment: other })).out).toContain('管理员')
  },
)
