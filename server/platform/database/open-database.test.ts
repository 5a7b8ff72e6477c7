import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { migrate } from './migrate.ts'
import { checkVersion, openDatabase } from './open-database.ts'

const log = (): void => {}
const dataFolder = '/nowhere'
const mark = randomBytes(4).toString('hex')

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(async () => {
  for (const name of ['desk', 'weak']) await database.asOwner(`drop role if exists ${name}_${mark}`)
  await database.drop()
})

/** A login of the cluster that owns nothing; its connection string. */
async function addLogin(name: string): Promise<string> {
  await database.asOwner(`create role ${name}_${mark} login password '${mark}'`)
  return database.ownerUrl.replace(/\/\/[^@]*@/, `//${name}_${mark}:${mark}@`)
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows[0]
  } finally {
    await client.end()
  }
}
const whoAmI = `select current_user::text, pg_has_role(current_user, 'pg_read_server_files', 'MEMBER')`

describe('openDatabase with a server', () => {
  it('works as the program where only the owner’s URL is given, and can make nothing', async () => {
    const open = await openDatabase({ url: database.ownerUrl, dataFolder, log })
    expect(open).toMatchObject({ mode: 'server', ownerUrl: database.ownerUrl })
    expect(open.majorVersion).toBeGreaterThanOrEqual(15)
    expect(open.withoutRole).toBeUndefined()
    expect(await ask(open.url, whoAmI)).toEqual(['jingwei_app', false])
    await expect(ask(open.url, 'create table mine ()')).rejects.toThrow('permission denied')
    await expect(ask(open.url, 'create schema mine')).rejects.toThrow('permission denied')
    await expect(ask(open.url, `delete from platform.audit_entries`)).rejects.toThrow('permission denied')
    await open.close()
  })

  it('lets a login of its own work as the program, where the owner’s URL is given too', async () => {
    const url = await addLogin('desk')
    const open = await openDatabase({ url, ownerUrl: database.ownerUrl, dataFolder, log })
    expect(await ask(open.url, 'select session_user::text, current_user::text')).toEqual([
      `desk_${mark}`,
      'jingwei_app',
    ])
    expect(open.ownerUrl).toBe(database.ownerUrl)
    // An administrator may migrate instead: the program then only asks whether it was done.
    expect(await migrate(open.url)).toEqual({ applied: [] })
    await database.asOwner(
      `update platform.migrations set name = name || '-' where name like '%-30-decide-rights-of-cases.sql'`,
    )
    await expect(migrate(open.url)).rejects.toMatchObject({ code: 'migration.not-owner' })
    await database.asOwner(`update platform.migrations set name = rtrim(name, '-')`)
  })

  it('says why where the login may neither make the role nor work as it', async () => {
    const url = await addLogin('weak')
    const open = await openDatabase({ url, dataFolder, log })
    expect(open).toMatchObject({ url, withoutRole: expect.stringMatching(/permission denied|admin option/) })
    await expect(
      openDatabase({ url: database.ownerUrl, ownerUrl: url, dataFolder, log }),
    ).rejects.toMatchObject({
      code: 'database.no-program-role',
    })
  })

  it('says why a server cannot be reached', async () => {
    const url = 'postgresql://nobody:secret@127.0.0.1:1/none'
    const refusal = openDatabase({ url, dataFolder, log })
    await expect(refusal).rejects.toMatchObject({ code: 'database.unreachable', kind: 'unavailable' })
    await expect(refusal).rejects.not.toThrow('secret')
  })
})

describe('checkVersion', () => {
  it.each([
    [{ number: 150_000, name: '15.0' }, 15],
    [{ number: 150_018, name: '15.18' }, 15],
    [{ number: 180_004, name: '18.4' }, 18],
  ])('takes %o', (version, major) => {
    expect(checkVersion(version)).toBe(major)
  })

  it.each([
    { number: 149_999, name: '14.9' },
    { number: 90_624, name: '9.6.24' },
    { number: 0, name: '' },
  ])('refuses %o with the version in the sentence', (version) => {
    expect(() => checkVersion(version)).toThrowError(
      expect.objectContaining({
        code: 'database.too-old',
        details: { version: version.name, atLeast: 15 },
      }),
    )
  })
})
