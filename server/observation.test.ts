/**
 * What the running house tells about itself: figures for Prometheus, traces for a receiver of OpenTelemetry, slow
 * statements with their plans. One story of a report is told, and looked at from all three sides.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { createServer as createReceiver, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { usualColumns } from '#domain/cases/list-columns.ts'
import { createServer } from '#platform/http/create-server.ts'
import { type Metrics, startMetrics } from '#platform/observe/metrics.ts'
import {
  readSlowStatements,
  type SlowStatements,
  watchSlowStatements,
} from '#platform/observe/slow-statements.ts'
import { startTraces, type Traces } from '#platform/observe/traces.ts'
import { openTestCounty, type TestCounty } from './testing/test-county.ts'

type Attribute = { key: string; value: Record<string, unknown> }
type Span = {
  name: string
  traceId: string
  spanId: string
  parentSpanId?: string
  attributes: Attribute[]
  status: { code?: number }
}

const token = 'a token that is long enough'
const callerPhone = '13888880001'

let county: TestCounty
let folder: string
let receiver: Server
let traces: Traces
let slow: SlowStatements
let metrics: Metrics
let app: FastifyInstance
const posted: string[] = []

const spans = (): Span[] =>
  posted.flatMap((it) => {
    const { resourceSpans } = JSON.parse(it) as {
      resourceSpans: { scopeSpans: { spans: Span[] }[] }[]
    }
    return resourceSpans.flatMap((resource) => resource.scopeSpans.flatMap((scope) => scope.spans))
  })

/** A small receiver of OTLP over HTTP: it keeps what it is sent. */
async function openReceiver(): Promise<string> {
  receiver = createReceiver((request, reply) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      if (request.method === 'POST' && request.url === '/v1/traces') posted.push(body)
      reply.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/v1/traces`
}

const report = (description: string, headers: Record<string, string> = {}) =>
  county
    .lampReport({ description, caller: { name: '李某', phone: callerPhone } })
    .then((body) => county.collector.post('/api/reports', body, headers))

beforeAll(async () => {
  county = await openTestCounty()
  folder = await mkdtemp(join(tmpdir(), 'jingwei-observed-'))
  traces = await startTraces({
    url: await openReceiver(),
    version: 'test',
    share: 1,
    sendEveryMilliseconds: 50,
  })
  slow = await watchSlowStatements({
    url: county.database.url,
    file: join(folder, 'slow.json'),
    thresholdMilliseconds: 0,
    clock: county.clock,
    log: county.log,
  })
  metrics = startMetrics({
    house: county,
    version: 'test',
    folders: { data: folder, gone: join(folder, 'gone') },
    gauges: [
      { name: 'example_age_seconds', help: 'An age', read: async () => 42 },
      { name: 'example_missing_seconds', help: 'None yet', read: async () => undefined },
    ],
  })
  const { house = county, ...rest } = { findActor: county.findSession, version: 'test', adcode: '530127' }
  app = await createServer({ ...rest, house, isDemonstration: false, metrics, metricsToken: token })
  await county.jobs.start()
  county.relay.start()
})
afterAll(async () => {
  await app.close()
  metrics.close()
  await county.close()
  receiver.close()
  await rm(folder, { recursive: true, force: true })
})

describe('traces', () => {
  it('lead from the request through the act to statements, the relay and the jobs that follow', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c'
    const { status } = await county.dispatcher.post(
      '/api/case-exports',
      { format: 'csv', queue: 'all', query: {}, columns: usualColumns, language: 'zh' },
      { traceparent: `00-${traceId}-b7ad6b7169203331-01` },
    )
    expect(status).toBe(200)
    const mine = () => spans().filter((it) => it.traceId === traceId)
    const named = (name: string) => mine().find((it) => it.name === name)
    await vi.waitFor(() => expect(named('job make-export-when-requested')).toBeDefined(), { timeout: 60_000 })
    const request = named('POST /api/case-exports')
    expect(request?.parentSpanId).toBe('b7ad6b7169203331')
    const act = named('act case-export.request')
    expect(act?.parentSpanId).toBe(request?.spanId)
    expect(mine().some((it) => it.parentSpanId === act?.spanId && it.name.startsWith('statement '))).toBe(
      true,
    )
    // One round hands on what several acts made; it belongs to the act that asked for it first.
    const acts = mine().filter((it) => it.name.startsWith('act '))
    expect(acts.map((it) => it.spanId)).toContain(named('relay round')?.parentSpanId)
    expect(named('job make-export-when-requested')?.parentSpanId).toBe(act?.spanId)
  })

  it('tell names and shapes, never what somebody wrote or who called', async () => {
    await report('一句不该出现在链路里的话')
    await vi.waitFor(() => expect(spans().filter((it) => it.name === 'act report.create').length).toBe(1), {
      timeout: 60_000,
    })
    expect(posted.join('')).not.toContain('一句不该出现在链路里的话')
    expect(posted.join('')).not.toContain(callerPhone)
  })

  it('mark a refusal by its code and only a bug as an error', async () => {
    const before = spans().length
    await county.collector.post('/api/cases/0199aaaa-0000-7000-8000-00000000000a/send-on', {})
    await vi.waitFor(
      () =>
        expect(
          spans()
            .slice(before)
            .some((it) => it.name.endsWith('/send-on')),
        ).toBe(true),
      {
        timeout: 60_000,
      },
    )
    const refused = spans().filter((it) => it.name.endsWith('/send-on'))
    expect(refused.map((it) => it.status.code ?? 0)).not.toContain(2)
  })
})

describe('figures', () => {
  const read = (headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
    app.inject({ method: 'GET', url: '/metrics', headers, remoteAddress })
  const named = { authorization: `Bearer ${token}` }

  it('count requests by route, acts by result, and tell how things stand', async () => {
    const { statusCode, body, headers } = await read(named, '10.1.2.3')
    expect([statusCode, String(headers['content-type'])]).toEqual([
      200,
      expect.stringContaining('text/plain'),
    ])
    for (const line of [
      /^jingwei_http_request_duration_seconds_count\{method="POST",route="\/api\/reports",status="200"\} 1$/m,
      /^jingwei_acts_total\{command="report\.create",result="done"\} 1$/m,
      /^jingwei_statement_duration_seconds_count \d+$/m,
      /^jingwei_job_duration_seconds_count\{job="[^"]+",result="done"\} \d+$/m,
      /^jingwei_database_up 1$/m,
      /^jingwei_database_connections\{state="idle"\} \d+$/m,
      /^jingwei_relay_waiting 0$/m,
      /^jingwei_live_clients 0$/m,
      /^jingwei_disk_free_bytes\{folder="data"\} [\d.e+]+$/m,
      /^jingwei_example_age_seconds 42$/m,
      /^nodejs_eventloop_lag_p99_seconds [\d.e-]+$/m,
      /^process_resident_memory_bytes \d+$/m,
    ])
      expect(body).toMatch(line)
    expect(body).not.toContain('folder="gone"')
    expect(body).not.toMatch(/^jingwei_example_missing_seconds \d/m)
  })

  it('name no person: the labels hold no id, no name, no number of a telephone', async () => {
    const { body } = await read(named)
    expect(body).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7/)
    expect(body).not.toMatch(/1[3-9]\d{9}"/)
    expect(body).not.toMatch(/\p{Script=Han}/u)
  })

  it('are told to nobody without the token, be it from this machine', async () => {
    for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: token }])
      expect((await read(headers)).json()).toMatchObject({ status: 403, code: 'metrics.closed' })
  })

  it('without a token, are told to this machine alone, and to no request that a proxy passed on', async () => {
    const open = await createServer({
      house: county,
      findActor: county.findSession,
      version: 'test',
      adcode: '530127',
      isDemonstration: false,
      metrics,
      trustedProxies: '127.0.0.1',
    })
    const ask = async (remoteAddress: string, headers: Record<string, string> = {}) =>
      (await open.inject({ method: 'GET', url: '/metrics', remoteAddress, headers })).statusCode
    expect(await ask('127.0.0.1')).toBe(200)
    expect(await ask('::1')).toBe(200)
    expect(await ask('10.1.2.3')).toBe(403)
    expect(await ask('127.0.0.1', { 'x-forwarded-for': '127.0.0.1' })).toBe(403)
    expect(await ask('10.1.2.3', { 'x-forwarded-for': '127.0.0.1' })).toBe(403)
    await open.close()
  })
})

describe('slow statements', () => {
  it('are kept with count, time and a plan that holds no value, in a file only the owner reads', async () => {
    await slow.settle()
    const kept = await readSlowStatements(join(folder, 'slow.json'))
    const planned = kept.filter((it) => /cost=/.test(it.plan ?? ''))
    expect(planned.length).toBeGreaterThan(10)
    expect(kept.every((it) => it.count >= 1 && it.longestMilliseconds >= 0)).toBe(true)
    const text = JSON.stringify(kept)
    expect(text).not.toContain(callerPhone)
    expect(text).not.toContain('一句不该')
    expect((await stat(join(folder, 'slow.json'))).mode & 0o077).toBe(0)
  })

  it('asks for the plan of one text once an hour', async () => {
    const text = 'select count(*) from platform.announcements where seq > $1'
    await county.database.house.rows(text, [0])
    await slow.settle()
    const find = () => slow.list().find((it) => it.text === text)
    const first = find()
    expect(first?.plan).toContain('announcements')
    await county.database.house.rows(text, [0])
    county.clock.advance(3_700_000)
    await county.database.house.rows(text, [0])
    await slow.settle()
    expect(find()?.count).toBe(3)
    expect(find()?.plannedAt).not.toBe(first?.plannedAt)
  })

  it('keeps nothing once it is closed', async () => {
    await slow.close()
    await traces.close()
    const before = slow.list().length
    await county.database.rows('select 1 as after_the_end')
    expect(slow.list().length).toBe(before)
  })
})
