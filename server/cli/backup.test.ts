/** The commands of backups on a real installation, beside its running server. */

import { createHash } from 'node:crypto'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createInstallation, type Installation } from './testing.ts'

let installation: Installation
let elsewhere: Installation

beforeAll(async () => {
  installation = await createInstallation({ JINGWEI_MODE: 'production' })
  elsewhere = await createInstallation({ JINGWEI_MODE: 'production' })
})
afterAll(async () => {
  await installation.remove()
  await elsewhere.remove()
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
  expect(await readdir(elsewhere.dataFolder)).toEqual(
    expect.arrayContaining(['photos', 'postgres', 'secrets']),
  )
  const accounts = await elsewhere.runHere(['user', 'list'])
  expect(accounts.out).toContain('管理员')
})
