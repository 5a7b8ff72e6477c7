/**
 * Sixty-four connections at once, a network that sends everything twice, and two dispatchers who click in the same
 * second. The moral: what was asked once happens once, every number is given once, and of two hands one wins.
 */
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'
import type { Voice } from '../server/testing/test-house.ts'

/** The trials ask for more. */
const caseCount = Number(process.env['JINGWEI_MANY'] ?? 200)
const connections = 64

type Sent = { status: number; body: Record<string, unknown> }

let county: TestCounty
let origin: string
let report: Record<string, unknown>
let collectors: Voice[]
let shiftLeaders: Voice[]
let rivals: [Voice, Voice]
let ids: string[]

beforeAll(async () => {
  county = await openTestCounty({ now: new Date('2026-06-15T09:00:00+08:00') })
  await county.app.listen({ port: 0, host: '127.0.0.1' })
  origin = `http://127.0.0.1:${(county.app.server.address() as AddressInfo).port}`
  report = await county.lampReport()
  const many = (name: string, post: 'collector' | 'shift_leader' | 'dispatcher', count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, i) => county.as({ username: `${name}${i}`, posts: [post] })),
    )
  collectors = await many('collector', 'collector', 8)
  shiftLeaders = await many('leader', 'shift_leader', 4)
  rivals = (await many('dispatcher', 'dispatcher', 2)) as [Voice, Voice]
})
afterAll(() => county.close())

async function send(voice: Voice, path: string, body: unknown, key: string): Promise<Sent> {
  const reply = await fetch(`${origin}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${voice.token}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify(body),
  })
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> }
}

/** Runs `work` for 0 … count − 1, on as many connections as the county is to bear. */
async function atOnce<Result>(count: number, work: (index: number) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  let next = 0
  const hand = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) results[index] = await work(index)
  }
  await Promise.all(Array.from({ length: connections }, hand))
  return results
}

const of = <It>(list: readonly It[], index: number): It => {
  const it = list[index % list.length]
  if (it === undefined) throw new Error('nothing to choose from')
  return it
}

const counts = async (): Promise<Record<string, number>> => {
  const [row] = await county.database.rows<Record<string, number>>(`select
    (select count(*) from cases.cases) as cases,
    (select count(distinct report_number) from cases.cases) as report_numbers,
    (select count(distinct number) from cases.cases) as numbers,
    (select count(*) from cases.case_actions where seq = 1) as openings,
    (select count(*) from cases.case_actions) as entries,
    (select count(*) from intake.reports) as reports,
    (select count(distinct case_id) from intake.reports) as reported_cases,
    (select count(*) from platform.announcements where name = 'case.opened') as opened,
    (select count(*) from platform.audit_entries where command = 'report.create') as creations,
    (select count(*) from platform.audit_entries where command = 'case.dispatch') as dispatches`)
  return row ?? {}
}

/** A number differs by the county's serials alone; the body says which case it is about. */
const numbered = (index: number) => ({ ...report, description: `路灯不亮 ${index}` })

it('gives no number twice and loses or doubles no case, though everything is sent twice', async () => {
  const answers = await atOnce(caseCount, async (index) => {
    const twice = [0, 1].map(() =>
      send(of(collectors, index), '/api/reports', numbered(index), `create-${index}`),
    )
    return Promise.all(twice)
  })
  for (const [first, second] of answers) {
    expect(first?.status, JSON.stringify(first?.body)).toBe(200)
    expect(second).toEqual(first)
  }
  ids = answers.map(([first]) => String(first?.body['id']))
  expect(new Set(ids).size).toBe(caseCount)
  expect(await counts()).toMatchObject({
    cases: caseCount,
    report_numbers: caseCount,
    openings: caseCount,
    entries: caseCount,
    reports: caseCount,
    reported_cases: caseCount,
    opened: caseCount,
    creations: caseCount,
  })
})

it('answers a late repetition with the first answer, and refuses the same key for something else', async () => {
  const before = await counts()
  const late = await atOnce(caseCount / 4, (index) =>
    send(of(collectors, index), '/api/reports', numbered(index), `create-${index}`),
  )
  expect(late.map((it) => it.body['id'])).toEqual(ids.slice(0, caseCount / 4))
  const other = await atOnce(caseCount / 4, (index) =>
    send(of(collectors, index), '/api/reports', numbered(index + 1), `create-${index}`),
  )
  for (const it of other) expect(it).toMatchObject({ status: 409, body: { code: 'request.id-reused' } })
  // Keys belong to a person: another one may use the same.
  const stranger = await send(of(collectors, 1), '/api/reports', numbered(0), 'create-0')
  expect(stranger.status).toBe(200)
  expect(await counts()).toMatchObject(
    Object.fromEntries(Object.entries(before).map(([name, it]) => [name, it === caseCount ? it + 1 : it])),
  )
})

it('of two bodies under one key at the same time, one happens', async () => {
  const before = await counts()
  const pairs = await atOnce(20, (index) =>
    Promise.all(
      [1, 2].map((it) => send(of(collectors, index), '/api/reports', numbered(it), `split-key-${index}`)),
    ),
  )
  for (const pair of pairs) expect(pair.map((it) => it.status).sort()).toEqual([200, 409])
  expect((await counts())['cases']).toBe((before['cases'] ?? 0) + 20)
})

it('of a hundred equal requests at once makes one case and a hundred equal answers', async () => {
  const before = await counts()
  const answers = await atOnce(100, () =>
    send(of(collectors, 0), '/api/reports', numbered(-1), 'hundredfold'),
  )
  expect(new Set(answers.map((it) => JSON.stringify(it)))).toEqual(new Set([JSON.stringify(answers[0])]))
  expect(answers[0]?.status).toBe(200)
  expect((await counts())['cases']).toBe((before['cases'] ?? 0) + 1)
})

it('files every case under a number of its own', async () => {
  await atOnce(caseCount, (index) =>
    send(county.acceptor, `/api/cases/${of(ids, index)}/send-on`, {}, `send-on-${index}`),
  )
  const filed = await atOnce(caseCount, async (index) => {
    const leader = of(shiftLeaders, index)
    return Promise.all(
      [0, 1].map(() => send(leader, `/api/cases/${of(ids, index)}/file`, {}, `file-it-${index}`)),
    )
  })
  for (const [first, second] of filed) {
    expect(first).toMatchObject({ status: 200, body: { state: 'pending_dispatch' } })
    expect(second).toEqual(first)
  }
  expect(new Set(filed.map(([first]) => first?.body['number'])).size).toBe(caseCount)
  expect((await counts())['numbers']).toBe(caseCount)
})

it('lets exactly one of two dispatchers win, and tells the other what is possible now', async () => {
  const { lampStation, waterCompany } = county
  const before = await counts()
  const duels = await atOnce(caseCount, (index) =>
    Promise.all(
      [lampStation, waterCompany].map((leadUnitId, hand) =>
        send(of(rivals, hand), `/api/cases/${of(ids, index)}/dispatch`, { leadUnitId }, `dispatch-${index}`),
      ),
    ),
  )
  const units = await county.database.rows<{ id: string; lead_unit_id: string; version: number }>(
    'select id, lead_unit_id, version from cases.cases',
  )
  for (const [index, [first, second]] of duels.entries()) {
    const [winner, loser] = first?.status === 200 ? [first, second] : [second, first]
    expect(winner?.status, JSON.stringify([first, second])).toBe(200)
    expect(loser).toMatchObject({ status: 409, body: { code: 'case.action-not-allowed' } })
    const row = units.find((it) => it.id === ids[index])
    expect(row).toMatchObject({ version: 4, lead_unit_id: winner === first ? lampStation : waterCompany })
  }
  expect(await counts()).toMatchObject({
    dispatches: caseCount,
    cases: before['cases'],
    entries: (before['entries'] ?? 0) + caseCount,
  })
})

it('keeps the reports of two merges that cross', async () => {
  const fresh = await Promise.all(
    Array.from({ length: 30 }, (_, index) =>
      send(of(collectors, index), '/api/reports', numbered(index), `cross-${index}`),
    ),
  )
  const triples = Array.from({ length: 10 }, (_, i) =>
    fresh.slice(i * 3, i * 3 + 3).map((it) => String(it.body['id'])),
  )
  // While the first is merged into the second, the second is merged into the third.
  await Promise.all(
    triples.flatMap(([a, b, c], index) => [
      send(county.acceptor, `/api/cases/${a}/merge`, { masterId: b }, `merge-a-${index}`),
      send(county.acceptor, `/api/cases/${b}/merge`, { masterId: c }, `merge-b-${index}`),
    ]),
  )
  const stranded = await county.database.rows(
    `select r.id from intake.reports r join cases.cases c on c.id = r.case_id where c.state = 'merged'`,
  )
  expect(stranded).toEqual([])
})

it('leaves logs that give every case again', async () => {
  const { cases, differences } = await county.verify()
  expect(differences).toEqual([])
  expect(cases).toBe((await counts())['cases'])
})
