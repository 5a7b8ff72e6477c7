/**
 * A hundred cases are sent on at once while the connections to the database are torn away and the web server goes. The
 * moral: of each case everything was done or nothing, and sending all of it again under the same names does each once.
 */
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createServer } from '#platform/http/create-server.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'
import { testAdcode } from '../server/testing/test-house.ts'

const caseCount = 100
const connections = 16

let county: TestCounty
let ids: string[]

/** A server on the county's house, as the start makes one. */
const openDoor = async () => {
  const app = await createServer({
    house: county,
    findActor: county.findSession,
    version: 'test',
    isDemonstration: false,
    adcode: testAdcode,
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  return { app, origin: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}` }
}

/** The status, or undefined where no answer came. */
async function sendOn(origin: string, id: string): Promise<number | undefined> {
  const reply = await fetch(`${origin}/api/cases/${id}/send-on`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${county.acceptor.token}`,
      'content-type': 'application/json',
      'idempotency-key': `send-on-${id}`,
    },
    body: '{}',
  }).catch(() => undefined)
  return reply?.status
}

async function sendAll(
  origin: string,
  heard: (count: number) => Promise<void>,
): Promise<(number | undefined)[]> {
  const statuses: (number | undefined)[] = []
  let next = 0
  let count = 0
  const hand = async (): Promise<void> => {
    for (let index = next++; index < ids.length; index = next++) {
      statuses[index] = await sendOn(origin, ids[index] ?? '')
      await heard(++count)
    }
  }
  await Promise.all(Array.from({ length: connections }, hand))
  return statuses
}

/** What was written of the sending on, in each place where it must stand. */
const counts = async (): Promise<Record<string, number>> => {
  const [row] = await county.database.rows<Record<string, number>>(`select
    (select count(*) from cases.cases where state = 'pending_filing')::int as cases,
    (select count(*) from cases.case_actions where action = 'sendOn')::int as entries,
    (select count(*) from platform.audit_entries where command = 'case.send-on')::int as lines,
    (select count(*) from platform.announcements where name = 'case.send-on')::int as announced`)
  return row ?? {}
}

beforeAll(async () => {
  county = await openTestCounty()
  const report = await county.lampReport()
  ids = []
  for (let index = 0; index < caseCount; index++)
    ids.push(String((await county.collector.post('/api/reports', report)).body['id']))
})
afterAll(() => county.close())

it('does everything of a case or nothing, though the server dies among many at once', async () => {
  const door = await openDoor()
  const statuses = await sendAll(door.origin, async (count) => {
    if (count !== caseCount / 4) return
    await county.database.rows(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    )
    door.app.server.closeAllConnections()
    await door.app.close()
  })
  expect(statuses.filter((it) => it === 200).length).toBeGreaterThan(0)
  expect(statuses.filter((it) => it !== 200).length).toBeGreaterThan(0)
  const now = await counts()
  const [done] = new Set(Object.values(now))
  expect(now).toEqual({ cases: done, entries: done, lines: done, announced: done })
  expect(done).toBeGreaterThanOrEqual(statuses.filter((it) => it === 200).length)
  expect(done).toBeLessThan(caseCount)
  expect((await county.verify()).differences).toEqual([])
})

it('does each once when all of it is sent again to the server that came up', async () => {
  const door = await openDoor()
  const statuses = await sendAll(door.origin, async () => undefined)
  expect(statuses).toEqual(ids.map(() => 200))
  expect(await counts()).toEqual({
    cases: caseCount,
    entries: caseCount,
    lines: caseCount,
    announced: caseCount,
  })
  expect((await county.verify()).differences).toEqual([])
  await door.app.close()
})
