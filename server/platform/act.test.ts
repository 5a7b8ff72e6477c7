/** The one way state changes, on trial with commands of the tests: right, repetition, conflict, and what is kept. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { defineProblem } from '#domain/problem.ts'
import { type Act, type Command, createAct } from './act.ts'
import { type Actor, systemActor } from './actor.ts'
import { createTurnableClock } from './clock.ts'
import { connectDatabase, type Database } from './database/database.ts'
import { newId } from './ids.ts'
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts'
import { createTestSealer } from './testing/test-sealer.ts'

const adcode = '530127'
const full = defineProblem<{ most: number }>('jar.full', 'conflict', () => ({ zh: '满了', en: 'full' }))
const clock = createTurnableClock(new Date('2026-06-15T01:00:00Z'))

let testDatabase: TestDatabase
let database: Database
let act: Act
let wakes = 0
/** How often the command under test was run; a command may be run again and must have no other effect. */
let runs = 0

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = connectDatabase(testDatabase.url).house
  await testDatabase.asOwner('create schema jars')
  // Each test begins with an empty audit, which nobody else could bring about.
  await testDatabase.asOwner('alter table platform.audit_entries disable trigger user')
  await testDatabase.asOwner(
    `create table jars.jars (adcode text, name text, count int not null, version int not null,
       constraint jars_pkey primary key (adcode, name), constraint jars_not_negative check (count >= 0))`,
  )
  await testDatabase.asOwner('grant usage on schema jars to jingwei_app')
  await testDatabase.asOwner('grant select, insert, update on jars.jars to jingwei_app')
  act = createAct({
    database,
    clock,
    sealer: createTestSealer(),
    constraints: { jars_not_negative: () => full({ most: 0 }) },
    afterCommit: () => wakes++,
  })
})
afterAll(async () => {
  await database.close()
  await testDatabase.drop()
})
beforeEach(async () => {
  wakes = 0
  runs = 0
  for (const table of ['jars.jars', 'platform.audit_entries', 'platform.announcements'])
    await testDatabase.asOwner(`delete from ${table}`)
  await database.rows(`insert into jars.jars values ($1, 'beans', 0, 1)`, [adcode])
})

type Fill = { by: number; secret?: string }
const fill: Command<Fill, { count: number }> = {
  name: 'jar.fill',
  permission: 'jar.fill',
  auditInput: ({ by }) => ({ by }),
  async run({ db, write, announce, concerns }, { by }) {
    runs++
    const [jar] = await db.rows<{ count: number; version: number }>(
      `select count, version from jars.jars where name = 'beans'`,
    )
    if (!jar) throw new Error('no jar')
    const count = jar.count + by
    if (count > 100) throw full({ most: 100 })
    const key = { adcode, name: 'beans', version: jar.version }
    write.update('jars.jars', key, { count, version: jar.version + 1 })
    announce({ name: 'jar.filled', subjectId: null, data: { count } })
    concerns(jarId)
    return { count }
  },
}
const jarId = newId()
const person = (permissions: string[], id = newId()): Actor => ({
  ...systemActor(adcode, 'Bao'),
  id,
  permissions: new Set(permissions),
})
const bao = person(['jar.fill'])
const count = async () => (await database.rows<{ count: number }>('select count from jars.jars'))[0]?.count
const kept = async () => ({
  audit: await database.rows<Record<string, unknown>>('select * from platform.audit_entries order by ctid'),
  announced: await database.rows<Record<string, unknown>>(
    'select * from platform.announcements order by seq',
  ),
})

describe('an act', () => {
  it('is refused without the permission, before the command is run', async () => {
    await expect(act(person(['jar.empty']), fill, { by: 1 })).rejects.toThrow('access.not-permitted')
    expect([runs, await count(), await kept()]).toEqual([0, 0, { audit: [], announced: [] }])
  })

  it('writes row, audit line and announcement together, and wakes the relay after', async () => {
    expect(await act(bao, fill, { by: 3, secret: 'not for the log' }, { requestId: 'request-1' })).toEqual({
      count: 3,
    })
    expect([await count(), wakes]).toEqual([3, 1])
    const { audit, announced } = await kept()
    expect(audit).toMatchObject([
      {
        command: 'jar.fill',
        actor_id: bao.id,
        actor_name: 'Bao',
        request_id: 'request-1',
        subject_id: jarId,
        input: { by: 3 },
        output: { count: 3 },
        at: clock.now(),
      },
    ])
    expect(announced).toMatchObject([{ name: 'jar.filled', data: { count: 3 } }])
    expect(JSON.stringify(audit)).not.toContain('not for the log')
  })

  it('repeated gives the first answer, also when it could no longer be done', async () => {
    const first = await act(bao, fill, { by: 60 }, { requestId: 'request-1' })
    await act(bao, fill, { by: 40 })
    const before = await kept()
    // By now the jar is full, and the command itself would refuse.
    expect(await act(bao, fill, { by: 60 }, { requestId: 'request-1' })).toEqual(first)
    await expect(act(bao, fill, { by: 60 }, { requestId: 'request-2' })).rejects.toThrow('jar.full')
    expect([await count(), await kept()]).toEqual([100, before])
  })

  it('under a used id with another input is refused; under another person’s id it is another act', async () => {
    await act(bao, fill, { by: 1 }, { requestId: 'request-1' })
    await expect(act(bao, fill, { by: 2 }, { requestId: 'request-1' })).rejects.toThrow('request.id-reused')
    const other: Command<Fill, { count: number }> = { ...fill, name: 'jar.refill' }
    await expect(act(bao, other, { by: 1 }, { requestId: 'request-1' })).rejects.toThrow('request.id-reused')
    await act(person(['jar.fill']), fill, { by: 2 }, { requestId: 'request-1' })
    expect(await count()).toBe(3)
  })

  it('sent fifty times at once happens once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => act(bao, fill, { by: 1 }, { requestId: 'request-1' })),
    )
    expect(answers).toEqual(Array.from({ length: 50 }, () => ({ count: 1 })))
    expect([await count(), (await kept()).audit.length]).toEqual([1, 1])
  })

  it('decides again on the new state when somebody was faster, and gives up in words', async () => {
    const hands = await Promise.allSettled(Array.from({ length: 6 }, () => act(bao, fill, { by: 1 })))
    const done = hands.filter((it) => it.status === 'fulfilled').length
    expect(await count()).toBe(done)
    expect(done).toBeGreaterThanOrEqual(1)
    expect(runs).toBeGreaterThan(6)
    let tries = 0
    const hopeless: Command<object, { count: number }> = {
      name: 'jar.fill',
      permission: 'jar.fill',
      async run({ write }) {
        tries++
        write.update('jars.jars', { adcode, name: 'beans', version: -1 }, { count: 0 })
        return { count: 0 }
      },
    }
    await expect(act(bao, hopeless, {})).rejects.toMatchObject({
      code: 'database.contended',
      kind: 'conflict',
    })
    expect(tries).toBe(8)
  })

  it('tells what a constraint means, and lets a bug be a bug', async () => {
    await expect(act(bao, fill, { by: -5 })).rejects.toMatchObject({ code: 'jar.full' })
    const broken: Command<object, object> = {
      name: 'jar.fill',
      permission: 'jar.fill',
      run: async () => Promise.reject(new TypeError('a bug')),
    }
    await expect(act(bao, broken, {}, { requestId: 'request-1' })).rejects.toThrow(TypeError)
    expect([await count(), (await kept()).audit]).toEqual([0, []])
  })

  it('lets the system do anything, in the county it names', async () => {
    await act(systemActor('530126'), fill, { by: 1 }, { adcode })
    expect((await kept()).audit).toMatchObject([{ adcode, actor_name: 'system' }])
  })
})
