/** Announcements on their way out: in order, at least once, none lost when a listener fails, and only after the commit. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { connectDatabase, type Database } from '../database/database.ts'
import { newId } from '../ids.ts'
import { createLog } from '../log.ts'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import type { Announcement } from './announcement.ts'
import { createRelay, type Listener, listAnnouncementsAfter, type Relay } from './relay.ts'

let testDatabase: TestDatabase
let database: Database
let heard: Announcement[]
let relay: Relay
const log = createLog('fatal')

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = connectDatabase(testDatabase.url).house
})
afterAll(async () => {
  await database.close()
  await testDatabase.drop()
})
beforeEach(async () => {
  await testDatabase.asOwner('delete from platform.announcements')
  heard = []
  relay = relayTo((announcements) => {
    heard.push(...announcements)
  })
})

const relayTo = (...listeners: Listener[]): Relay => createRelay({ database, log, listeners })
const announce = (...names: string[]) =>
  database.rows(
    `insert into platform.announcements (adcode, id, at, name, actor_id, data)
     select '530127', gen_random_uuid(), now(), name, $2, '{"a": 1}' from unnest($1::text[]) with ordinality it(name, n) order by n`,
    [names, newId()],
  )
/** For a transaction of the test's own, which may stay open. */
const insertOne = `insert into platform.announcements (adcode, id, at, name, actor_id, data)
  values ('530127', gen_random_uuid(), now(), $1, gen_random_uuid(), '{}')`
const names = () => heard.map((it) => it.name)

describe('the relay', () => {
  it('hands on what waits, in the order in which it was written, and once', async () => {
    await announce('lamp.dark', 'lamp.found', 'lamp.lit')
    await relay.drain()
    await relay.drain()
    expect(names()).toEqual(['lamp.dark', 'lamp.found', 'lamp.lit'])
    expect(heard.map((it) => it.seq)).toEqual(heard.map((it) => it.seq).toSorted((a, b) => a - b))
    expect(heard[0]).toMatchObject({ adcode: '530127', data: { a: 1 }, subjectId: null })
  })

  it('hands on more than fit one round', async () => {
    await announce(...Array.from({ length: 2300 }, (_, index) => `number.${index}`))
    await relay.drain()
    expect(names()).toEqual(Array.from({ length: 2300 }, (_, index) => `number.${index}`))
  })

  it('repeats what a listener could not take; nothing is lost', async () => {
    let failures = 2
    const moody = relayTo((announcements) => {
      if (failures-- > 0) throw new Error('not now')
      heard.push(...announcements)
    })
    await announce('lamp.dark')
    await expect(moody.drain()).rejects.toThrow('not now')
    const waiting = `select count(*)::int as count from platform.announcements, platform.relay_position p
      where announcements.seq > p.seq`
    expect(await database.rows(waiting)).toEqual([{ count: 1 }])
    moody.start()
    await vi.waitFor(() => expect(names()).toEqual(['lamp.dark']), { timeout: 10_000 })
    await moody.stop()
    expect(await database.rows(waiting)).toEqual([{ count: 0 }])
  })

  it('hands on by itself soon after it was woken, and no more once stopped', async () => {
    relay.start()
    await announce('lamp.dark')
    relay.wake()
    await vi.waitFor(() => expect(names()).toEqual(['lamp.dark']), { timeout: 10_000, interval: 10 })
    await relay.stop()
    await announce('lamp.lit')
    relay.wake()
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(names()).toEqual(['lamp.dark'])
  })

  it('sees nothing of a transaction that was not committed', async () => {
    await database.withConnection(async (client) => {
      await client.query('begin')
      await client.query(insertOne, ['lamp.dark'])
      await relay.drain()
      expect(names()).toEqual([])
      await client.query('rollback')
    })
    await relay.drain()
    expect(names()).toEqual([])
  })

  it('hands on later what was numbered before but committed after what it has seen, and then never again', async () => {
    await database.withConnection(async (client) => {
      await client.query('begin')
      await client.query(insertOne, ['lamp.slow'])
      await announce('lamp.fast')
      await relay.drain()
      await relay.drain()
      expect(names()).toEqual(['lamp.fast'])
      await client.query('commit')
    })
    await relay.drain()
    await relay.drain()
    expect(names()).toEqual(['lamp.fast', 'lamp.slow'])
  })

  it('finds after a restart what was still missing before it', async () => {
    await database.withConnection(async (client) => {
      await client.query('begin')
      await client.query(insertOne, ['lamp.slow'])
      await announce('lamp.fast')
      await relay.drain()
      await client.query('commit')
    })
    await relayTo((announcements) => {
      heard.push(...announcements)
    }).drain()
    expect(names()).toEqual(['lamp.fast', 'lamp.slow'])
  })

  it('stops looking for the number of an act that was rolled back', async () => {
    const gaps = async () =>
      (
        await database.rows<{ gaps: number }>(
          'select cardinality(gap_lows) as gaps from platform.relay_position',
        )
      )[0]
    // Other databases of the test run share the counter of transactions, so a gap ends when theirs have ended too.
    const untilNone = () =>
      vi.waitFor(async () => {
        await relay.drain()
        expect(await gaps()).toEqual({ gaps: 0 })
      }, 60_000)
    await untilNone()
    await database.withConnection(async (client) => {
      await client.query('begin')
      await client.query(insertOne, ['lamp.never'])
      await announce('lamp.dark')
      await relay.drain()
      expect(await gaps()).toEqual({ gaps: 1 })
      await client.query('rollback')
    })
    await untilNone()
    expect(names()).toEqual(['lamp.dark'])
  })

  it('lists for a screen what came after the last it got', async () => {
    await announce('a.one', 'a.two', 'a.three')
    const all = await listAnnouncementsAfter(database, 0)
    const after = await listAnnouncementsAfter(database, all[0]?.seq ?? 0)
    expect(after.map((it) => it.name)).toEqual(['a.two', 'a.three'])
    expect(await listAnnouncementsAfter(database, 0, 1)).toHaveLength(1)
  })
})
