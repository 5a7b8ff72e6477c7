/** How an endpoint is served, with an endpoint of the test: who comes in, what is read, what goes out. */
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { endpoint } from '#domain/endpoint.ts'
import { openTestHouse, type TestHouse, testAdcode } from '../../testing/test-house.ts'
import type { Command } from '../act.ts'
import { type Actor, systemActor } from '../actor.ts'
import { openHouse } from '../house.ts'
import { newId } from '../ids.ts'
import type { Module } from '../module.ts'
import { createServer } from './create-server.ts'
import { answer, serve } from './serve.ts'

const lampEndpoint = endpoint({
  method: 'POST',
  path: '/api/lamps/:id/light',
  summary: 'Light a lamp',
  permission: 'lamp.light',
  scope: 'Every lamp of the test.',
  params: z.object({ id: z.string() }),
  query: z.object({ colour: z.enum(['white', 'warm']).default('white') }),
  body: z.object({ hours: z.int().positive() }),
  reply: z.object({ id: z.string(), colour: z.string(), hours: z.number() }),
})
const countEndpoint = endpoint({
  method: 'GET',
  path: '/api/lamps',
  summary: 'How many lamps',
  permission: 'signed-in',
  scope: 'Every lamp of the test.',
  params: z.object({}),
  query: z.object({ broken: z.string().optional() }),
  body: z.object({}),
  reply: z.object({ count: z.int() }),
})

type Light = { id: string; colour: 'white' | 'warm'; hours: number }
let inputs: unknown[] = []
const light: Command<Light, Light & { secret: string }> = {
  name: 'lamp.light',
  permission: 'lamp.light',
  async run(_, input) {
    inputs.push(input)
    return { ...input, secret: 'not in the contract' }
  },
}
const lampModule: Module = {
  name: 'lamps',
  routes: [
    serve(lampEndpoint, light),
    answer(countEndpoint, {
      name: 'lamp.count',
      // A query that answers what its contract does not promise has a bug, and the caller is not shown it.
      run: async (_, { broken }) => ({ count: broken ? Number.NaN : 3 }),
    }),
  ],
}
const lighter: Actor = {
  ...systemActor(testAdcode, 'Bao'),
  id: newId(),
  permissions: new Set(['lamp.light']),
}
const people: Record<string, Actor> = {
  lighter,
  watcher: { ...lighter, id: newId(), permissions: new Set() },
}

let ground: TestHouse
let house: ReturnType<typeof openHouse>
let app: FastifyInstance
beforeAll(async () => {
  ground = await openTestHouse()
  const { clock, log, sealer } = ground
  house = openHouse({ url: ground.database.url, clock, log, sealer, modules: [lampModule] })
  app = await createServer({
    house,
    findActor: async (token) => people[token],
    version: 'test',
    isDemonstration: true,
    adcode: testAdcode,
  })
})
afterAll(async () => {
  await app.close()
  await house.close()
  await ground.close()
})
beforeEach(() => {
  inputs = []
})

const post = async (
  payload: object,
  { url = '/api/lamps/l-1/light', ...headers }: Record<string, string> = {},
) => {
  const reply = await app.inject({
    method: 'POST',
    url,
    payload,
    headers: { authorization: 'Bearer lighter', ...headers },
  })
  return { status: reply.statusCode, body: reply.json<Record<string, unknown>>(), headers: reply.headers }
}

describe('an endpoint', () => {
  it('gives its command params, query and body as one input, and its caller what the contract promises', async () => {
    const { status, body } = await post(
      { hours: 4, id: 'another lamp', extra: true },
      { url: '/api/lamps/l-1/light?colour=warm' },
    )
    expect([status, body]).toEqual([200, { id: 'l-1', colour: 'warm', hours: 4 }])
    expect(inputs).toEqual([{ id: 'l-1', colour: 'warm', hours: 4 }])
  })

  it('asks for the session first, then for the right, then looks at the input', async () => {
    expect((await post({}, { authorization: 'Bearer nobody' })).body).toMatchObject({
      code: 'access.sign-in-needed',
    })
    expect((await post({}, { authorization: 'Bearer watcher' })).body).toMatchObject({
      code: 'access.not-permitted',
      details: { permission: 'lamp.light' },
    })
    expect((await post({})).body).toMatchObject({
      code: 'request.invalid',
      details: { issues: [{ path: 'hours' }] },
    })
    expect(inputs).toEqual([])
  })

  it('knows a person by the cookie of the screens as by the token of a program', async () => {
    const byCookie = await post(
      { hours: 1 },
      { authorization: '', cookie: 'jingwei_session=lighter', 'sec-fetch-site': 'same-origin' },
    )
    expect(byCookie.status).toBe(200)
  })

  it('takes the request id from the header or from the body, and answers a repetition from the log', async () => {
    const first = await post({ hours: 2 }, { 'idempotency-key': 'key-in-header' })
    expect(await post({ hours: 2, requestId: 'key-in-header' })).toMatchObject({
      status: 200,
      body: first.body,
    })
    expect((await post({ hours: 3 }, { 'idempotency-key': 'key-in-header' })).body).toMatchObject({
      code: 'request.id-reused',
      status: 409,
    })
    const lines = await house.database.rows(
      `select input from platform.audit_entries where request_id = 'key-in-header'`,
    )
    expect(lines).toEqual([{ input: { id: 'l-1', colour: 'white', hours: 2 } }])
    for (const requestId of ['short', 'x'.repeat(101), 'with space', 17])
      expect((await post({ hours: 1, requestId })).body, String(requestId)).toMatchObject({
        code: 'request.invalid',
      })
  })

  it.each([
    ['no page that says so', {}, 403],
    ['a page of the house', { 'sec-fetch-site': 'same-origin' }, 200],
    ['a person at the address line', { 'sec-fetch-site': 'none' }, 200],
    ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['another port of the same machine', { 'sec-fetch-site': 'same-site' }, 403],
    ['another site that claims the origin', { 'sec-fetch-site': 'cross-site', origin: 'http://county' }, 403],
    ['a page of the house without encryption', { origin: 'http://county' }, 200],
    ['a page of the house behind a proxy that ends the encryption', { origin: 'https://county' }, 200],
    ['another port without encryption', { origin: 'http://county:81' }, 403],
    ['a page without an origin', { origin: 'null' }, 403],
    ['an origin that is none', { origin: 'county' }, 403],
  ])('lets the cookie of a person change something from %s as it should', async (_, headers, status) => {
    const asked = { host: 'county', authorization: '', cookie: 'jingwei_session=lighter', ...headers }
    const { status: answered, body } = await post({ hours: 1 }, asked)
    expect([answered, body['code']]).toEqual([status, status === 200 ? undefined : 'request.cross-site'])
    // A program with a token of its own is no browser, and reading changes nothing.
    expect((await post({ hours: 1 }, headers)).status).toBe(200)
    const read = { url: '/api/lamps', headers: { ...asked, cookie: 'jingwei_session=watcher' } }
    expect((await app.inject(read)).json()).toEqual({ count: 3 })
  })

  it('shows of a bug its request id and nothing else', async () => {
    const reply = await app.inject({
      url: '/api/lamps?broken=1',
      headers: { authorization: 'Bearer watcher' },
    })
    expect(reply.statusCode).toBe(500)
    const body = reply.json<Record<string, unknown>>()
    expect(body).toMatchObject({ code: 'bug', details: {}, requestId: reply.headers['x-request-id'] })
    expect(reply.body).not.toMatch(/NaN|count|zod|stack/i)
  })

  it('is never kept by a cache, and its type is never guessed', async () => {
    const { headers } = await post({ hours: 1 })
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
  })
})

describe('beside the endpoints', () => {
  const get = (url: string) => app.inject({ url })

  it('the house says that it is alive, and ready only when its jobs run', async () => {
    expect((await get('/healthz')).json()).toEqual({ status: 'alive' })
    const ready = await get('/readyz')
    expect(ready.statusCode).toBe(503)
    expect(ready.json()).toEqual({
      status: 'not ready',
      checks: { database: true, migrated: true, jobs: false },
    })
  })

  it('the house says what it is, and that its records are made up', async () => {
    expect((await get('/api/about')).json()).toMatchObject({
      demonstration: true,
      adcode: testAdcode,
      version: 'test',
    })
    const document = (await get('/api/openapi.json')).json<{ paths: object }>()
    expect(Object.keys(document.paths)).toEqual(['/api/lamps/{id}/light', '/api/lamps'])
  })
})
