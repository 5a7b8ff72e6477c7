/**
 * A hundred cases are sent on at once, and in the middle of it the server's process is killed. The moral: of each case
 * everything was done or nothing, and sending all of it again under the same names does each once.
 */
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createInstallation, type Installation } from '../server/cli/testing.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'

const caseCount = 100
const connections = 16

let county: TestCounty
let ids: string[]

/** The product in a process of its own, on the county's database. */
let installation: Installation

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
  county = await openTestCounty({ now: new Date(), sessionHours: 2000 })
  installation = await createInstallation({ DATABASE_URL: county.database.url, JINGWEI_MODE: 'production' })
  const report = await county.lampReport()
  ids = []
  for (let index = 0; index < caseCount; index++)
    ids.push(String((await county.collector.post('/api/reports', report)).body['id']))
})
afterAll(async () => {
  await installation.remove()
  await county.close()
})

/** A statement that had arrived may still be under way when its sender is dead. */
const untilStill = () =>
  vi.waitFor(
    async () =>
      expect(
        await county.database.rows(
          `select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
           and backend_type = 'client backend' and state <> 'idle'`,
        ),
      ).toEqual([]),
    { timeout: 20_000, interval: 50 },
  )

it('does everything of a case or nothing, though the server is killed among many at once', async () => {
  const server = await installation.start()
  const statuses = await sendAll(server.url.replace(/\/$/, ''), async (count) => {
    if (count === caseCount / 4) server.kill('SIGKILL')
  })
  await server.ended
  await untilStill()
  expect(statuses.filter((it) => it === 200).length).toBeGreaterThan(0)
  expect(statuses.filter((it) => it !== 200).length).toBeGreaterThan(0)
  const now = await counts()
  const [done] = new Set(Object.values(now))
  expect(now).toEqual({ cases: done, entries: done, lines: done, announced: done })
  // What was acknowledged is there; what was under way may be there or not.
  expect(done).toBeGreaterThanOrEqual(statuses.filter((it) => it === 200).length)
  expect(done).toBeLessThan(caseCount)
  expect((await county.verify()).differences).toEqual([])
})

it('does each once when all of it is sent again to the server that came up', async () => {
  const server = await installation.start()
  const statuses = await sendAll(server.url.replace(/\/$/, ''), async () => undefined)
  expect(statuses).toEqual(ids.map(() => 200))
  expect(await counts()).toEqual({
    cases: caseCount,
    entries: caseCount,
    lines: caseCount,
    announced: caseCount,
  })
  expect((await county.verify()).differences).toEqual([])
})
