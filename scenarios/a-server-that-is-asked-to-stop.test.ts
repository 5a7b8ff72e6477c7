/**
 * A server under load is told to stop, as an upgrade does it. The moral: whoever was being served is served to the end, all
 * that was acknowledged stands, the live screens are told to come again, and the server that comes up does the rest once.
 */
import { request } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createInstallation, type Installation } from '../server/cli/testing.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'

const caseCount = 100
const connections = 16
const longestStopSeconds = 10

let county: TestCounty
let ids: string[]
let installation: Installation

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

/** The codes of the answers that told somebody to come again. */
const toldToComeAgain: (string | undefined)[] = []

/** The status, or undefined where no answer came. */
async function sendOn(origin: string, id: string): Promise<number | undefined> {
  const reply = await fetch(`${origin}/api/cases/${id}/send-on`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${county.acceptor.token}`,
      'content-type': 'application/json',
      'idempotency-key': `stop-send-on-${id}`,
    },
    body: '{}',
  }).catch(() => undefined)
  const body = await reply?.json().catch(() => undefined)
  if (reply?.status === 503) toldToComeAgain.push((body as { code?: string } | undefined)?.code)
  return reply?.status
}

async function sendAll(origin: string, heard: (count: number) => void): Promise<(number | undefined)[]> {
  const statuses: (number | undefined)[] = []
  let next = 0
  let count = 0
  const hand = async (): Promise<void> => {
    for (let index = next++; index < ids.length; index = next++) {
      statuses[index] = await sendOn(origin, ids[index] ?? '')
      heard(++count)
    }
  }
  await Promise.all(Array.from({ length: connections }, hand))
  return statuses
}

const idsSentOn = async (): Promise<string[]> =>
  (
    await county.database.rows<{ id: string }>(`select id from cases.cases where state = 'pending_filing'`)
  ).map((it) => it.id)
const countWritten = async (): Promise<Record<string, number> | undefined> =>
  (
    await county.database.rows<Record<string, number>>(`select
      (select count(*) from cases.case_actions where action = 'sendOn')::int as entries,
      (select count(*) from platform.audit_entries where command = 'case.send-on')::int as lines,
      (select count(*) from platform.announcements where name = 'case.send-on')::int as announced`)
  )[0]

/** A live screen: what it was told until the end. */
async function watch(origin: string): Promise<{ told: Promise<string> }> {
  const reply = await fetch(`${origin}/api/live`, {
    headers: { authorization: `Bearer ${county.shiftLeader.token}` },
  })
  return { told: reply.text() }
}

/** An act whose body is still on its way: it began before the stop, and must be answered. */
function beginSlowly(origin: string, id: string) {
  const body = JSON.stringify({ note: '仍在发送的请求' })
  const options = {
    method: 'POST',
    headers: {
      authorization: `Bearer ${county.acceptor.token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'idempotency-key': `slow-send-on-${id}`,
    },
  }
  const asked = request(`${origin}/api/cases/${id}/send-on`, options)
  const status = new Promise<number>((resolve, reject) => {
    asked.on('response', (reply) => {
      reply.resume()
      resolve(reply.statusCode ?? 0)
    })
    asked.on('error', reject)
  })
  const bytes = Buffer.from(body)
  asked.write(bytes.subarray(0, 5))
  return { finish: () => asked.end(bytes.subarray(5)), status }
}

it('finishes what it began, loses nothing it acknowledged, and tells the screens to come again', async () => {
  const server = await installation.start()
  const origin = server.url.replace(/\/$/, '')
  const screen = await watch(origin)
  const slow = beginSlowly(origin, ids.at(-1) ?? '')
  let askedAt = 0
  const sending = sendAll(origin, (count) => {
    if (count !== caseCount / 4) return
    askedAt = performance.now()
    server.kill('SIGTERM')
  })
  while (!askedAt) await delay(10)
  await delay(1_500)
  slow.finish()
  expect(await slow.status).toBeLessThan(500)
  const statuses = await sending
  const { code, err } = await server.ended
  const seconds = (performance.now() - askedAt) / 1000
  expect(code, err).toBe(0)
  expect(seconds).toBeLessThan(longestStopSeconds)
  expect(await screen.told).toMatch(/event: closing\ndata: \{\}\n\n$/)
  // Served, told to come again, or no longer let in: nothing else, and nobody was cut off while being served.
  expect([...new Set(statuses)].filter((it) => it !== 200 && it !== 503 && it !== undefined)).toEqual([])
  expect(statuses.filter((it) => it === 200).length).toBeGreaterThanOrEqual(caseCount / 4)
  expect(toldToComeAgain.filter((it) => it === undefined)).toEqual([])
  const sentOn = await idsSentOn()
  const acknowledged = ids.filter((_, index) => statuses[index] === 200)
  expect(acknowledged.filter((id) => !sentOn.includes(id))).toEqual([])
  const done = sentOn.length
  expect(await countWritten()).toEqual({ entries: done, lines: done, announced: done })
})

it('does the rest once when all is sent again to the server that came up', async () => {
  const server = await installation.start()
  const statuses = await sendAll(server.url.replace(/\/$/, ''), () => undefined)
  expect(statuses.filter((it) => it !== 200 && it !== 409)).toEqual([])
  expect(await countWritten()).toEqual({ entries: caseCount, lines: caseCount, announced: caseCount })
  expect((await county.verify()).differences).toEqual([])
})
