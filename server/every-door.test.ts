/**
 * Ways past a door, tried at every endpoint that is served: another spelling of its path, another method, fields that a
 * body does not have. And what leaves by the doors: the telephone number of nobody, whatever is asked for by whom.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Endpoint } from '#domain/endpoint.ts'
import { type Post, postCodes } from '#domain/identity/post.ts'
import { newId } from '#platform/ids.ts'
import { rightInputOf } from './testing/arbitrary-input.ts'
import { openStory } from './testing/case-story.ts'
import { openTestCounty, type TestCounty } from './testing/test-county.ts'
import type { Voice } from './testing/test-house.ts'

let county: TestCounty
let endpoints: readonly Endpoint[]
const voices = new Map<Post, Voice>()
/** An id that names nothing. */
const nothing = newId()
const somebody = { name: '欧阳无名', phone: '13987654321' }
const workerPhone = '13711112222'
/** Ids of things that are there, to put into paths. */
let ids: Readonly<Record<string, string>>

beforeAll(async () => {
  county = await openTestCounty()
  endpoints = county.modules.flatMap((it) => it.routes.map((route) => route.endpoint))
  for (const post of postCodes)
    voices.set(post, await county.as({ username: `at-${post.replace('_', '-')}`, posts: [post] }))
  const story = await openStory(county)
  const told = await county.acceptor.post('/api/reports', {
    source: 'hotline_12345',
    description: '文化路路灯不亮',
    address: '文化路 12 号',
    point: county.place,
    caller: { ...somebody, isConfidential: true },
  })
  expect(told.status).toBe(200)
  const { id: personId, name } = county.handler.session
  const { version } = (await county.sysadmin.get(`/api/accounts/${personId}`)).body
  const change = { name, organisationId: county.lampStation, phone: workerPhone, expectedVersion: version }
  expect((await county.sysadmin.call('PUT', `/api/people/${personId}`, change)).status).toBe(200)
  ids = {
    cases: String(told.body['id']),
    reports: String(told.body['reportId']),
    people: personId,
    accounts: personId,
    organisations: county.lampStation,
    story: story.id,
  }
})
afterAll(() => county.close())

const doorOf = ({ method, path }: Endpoint): string => `${method} ${path}`
const pathOf = ({ path }: Endpoint): string => {
  const [, , room = ''] = path.split('/')
  return path.replace(/:(\w+)/g, (_, name: string) => (name === 'id' && ids[room]) || nothing)
}
/** Other spellings of a path that a server might take for it after the door has looked. */
const spellingsOf = (path: string): string[] => [
  `${path}/`,
  `${path}//`,
  `/${path}`,
  path.replace('/api/', '/API/'),
  path.replace('/api/', '/%61pi/'),
  path.replace('/api/', '/api//'),
  path.replace('/api/', '/x/../api/'),
  path.replace('/api/', '/api/%2e%2e/api/'),
  `${path};a=b`,
  `${path}%00`,
  `${path}.json`,
  `${path}?a=/api/session`,
]

describe('no door is passed', () => {
  it('by another spelling of its path', async () => {
    for (const endpoint of endpoints.filter((it) => it.permission !== 'public')) {
      const { method } = endpoint
      for (const url of spellingsOf(pathOf(endpoint))) {
        const payload = method === 'GET' ? {} : { payload: {} }
        const { statusCode } = await county.app.inject({ method, url, ...payload })
        expect([400, 401, 404], `${method} ${url}: ${statusCode}`).toContain(statusCode)
      }
    }
  })

  it('by another method, or one that a header names', async () => {
    const { token } = county.collector
    for (const endpoint of endpoints.filter((it) => it.permission !== 'public')) {
      const url = pathOf(endpoint)
      const own = new Set(endpoints.filter((it) => pathOf(it) === url).map((it) => it.method))
      const headers = { 'x-http-method-override': endpoint.method, 'x-method-override': endpoint.method }
      for (const method of ['HEAD', 'OPTIONS', 'PATCH', 'PUT', 'POST', 'DELETE'] as const) {
        if (own.has(method as Endpoint['method']) || (method === 'HEAD' && own.has('GET'))) continue
        const { statusCode } = await county.app.inject({
          method,
          url,
          headers: { ...headers, authorization: `Bearer ${token}` },
        })
        // What answers is another endpoint of this very shape, which has asked for its own permission.
        expect([400, 403, 404, 409], `${method} ${url}: ${statusCode}`).toContain(statusCode)
      }
      if (!own.has('GET')) continue
      const { statusCode } = await county.app.inject({ method: 'HEAD', url, headers })
      expect([401, 404], `HEAD ${url}`).toContain(statusCode)
    }
  })

  it('by fields that its body does not have: they reach no command', () => {
    const smuggled = {
      id: newId(),
      adcode: '530126',
      actorId: newId(),
      actor: { permissions: ['*'] },
      permissions: ['*'],
      isDemonstration: true,
      passwordHash: 'x',
      createdAt: '2020-01-01T00:00:00Z',
      mustChangePassword: false,
      isAdministrator: true,
    }
    for (const endpoint of endpoints.filter((it) => it.method !== 'GET')) {
      const places = [...endpoint.path.matchAll(/:(\w+)/g)].map((it) => it[1])
      const right = rightInputOf(endpoint.body, [newId()])
      if (right === undefined) continue
      const declared = Object.keys((endpoint.body as { shape?: object }).shape ?? {})
      const extra = Object.fromEntries(Object.entries(smuggled).filter(([name]) => !declared.includes(name)))
      const plain = endpoint.body.safeParse(right).data
      const sent = endpoint.body.safeParse({ ...extra, ...(right as object) })
      if (sent.success) expect(sent.data, doorOf(endpoint)).toEqual(plain)
      // A body could otherwise name another thing than the path that was asked about.
      expect(
        places.filter((it) => declared.includes(String(it))),
        doorOf(endpoint),
      ).toEqual([])
    }
  })
})

describe('whoever asks for whatever', () => {
  it('is told no telephone number and no name of a caller', async () => {
    // Files are packed, so looking for words in them would find none; their own tests open them.
    const isFile = ({ reply }: Endpoint) => reply instanceof z.ZodUnknown
    const asked = endpoints.filter((it) => it.method === 'GET' && !isFile(it))
    const secrets = [somebody.name, somebody.phone, workerPhone]
    let answers = 0
    for (const [post, voice] of voices)
      for (const endpoint of asked) {
        const { permission } = endpoint
        if (permission !== 'signed-in' && !voice.session.permissions.has(permission)) continue
        const { statusCode, body } = await county.app.inject({
          method: 'GET',
          url: pathOf(endpoint),
          headers: { authorization: `Bearer ${voice.token}` },
        })
        if (statusCode === 200) answers += 1
        for (const it of secrets)
          expect(body.includes(it), `${post} at ${doorOf(endpoint)}: ${it}`).toBe(false)
      }
    expect(answers).toBeGreaterThan(400)
    const kept = await county.database.rows<{ it: string }>(
      `select to_jsonb(a)::text as it from platform.announcements a union all select to_jsonb(e)::text from platform.audit_entries e`,
    )
    for (const { it } of kept) for (const one of secrets) expect(it).not.toContain(one)
  })
})
