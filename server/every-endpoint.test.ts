/**
 * One loop over every endpoint of the house, made from the routes that are served: a new endpoint cannot be
 * forgotten. Strangers are refused, every post meets exactly the doors it has a right to, and the API document says so.
 */
import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Endpoint } from '#domain/endpoint.ts'
import { permissionsOf } from '#domain/identity/permissions-of.ts'
import { type Post, postCodes } from '#domain/identity/post.ts'
import { sumTables } from './testing/table-sums.ts'
import { openTestCounty, type TestCounty } from './testing/test-county.ts'
import type { Voice } from './testing/test-house.ts'

/** Doors that need no session; each new one is a decision, made here. */
const publicDoors = [
  'POST /api/session',
  'POST /api/session/code',
  'GET /api/sign-on',
  'POST /api/sign-on/:code/begin',
  'POST /api/sign-on/:code/finish',
]
/** Permissions that no post gives: what only the system or the command line does. */
const systemOnly: readonly string[] = []

let county: TestCounty
let endpoints: readonly Endpoint[]
const voices = new Map<Post, Voice>()

beforeAll(async () => {
  county = await openTestCounty()
  endpoints = county.modules.flatMap((it) => it.routes.map((route) => route.endpoint))
  for (const post of postCodes)
    voices.set(post, await county.as({ username: `only-${post.replace('_', '-')}`, posts: [post] }))
})
afterAll(() => county.close())

const doorOf = ({ method, path }: Endpoint): string => `${method} ${path}`
/** The path with something in its places that looks right and names nothing. */
const pathOf = ({ path }: Endpoint): string => path.replace(/:\w+/g, '0199aaaa-0000-7000-8000-00000000000a')
const needs = ({ permission }: Endpoint): boolean => permission !== 'public' && permission !== 'signed-in'

describe('every endpoint', () => {
  it('says what it does and for whom, under an address of its own', () => {
    expect(endpoints.length).toBeGreaterThan(80)
    for (const endpoint of endpoints) {
      const door = doorOf(endpoint)
      expect(endpoint.path, door).toMatch(/^\/api\/[a-z0-9:/.-]+$/i)
      expect(endpoint.summary.length, `${door}: summary`).toBeGreaterThan(5)
      expect(endpoint.scope.trim().length, `${door}: scope`).toBeGreaterThan(5)
      for (const code of endpoint.problems ?? []) expect(code, door).toMatch(/^[a-z-]+\.[a-z-]+$/)
    }
    const doors = endpoints.map(doorOf)
    expect(doors.filter((it, index) => doors.indexOf(it) !== index)).toEqual([])
  })

  it('is open to strangers only where that was decided, and refusing them changes nothing', async () => {
    expect(endpoints.filter((it) => it.permission === 'public').map(doorOf)).toEqual(publicDoors)
    const before = await sumTables(county.database)
    for (const endpoint of endpoints.filter((it) => it.permission !== 'public')) {
      const { status, body } = await county.stranger.call(
        endpoint.method,
        pathOf(endpoint),
        endpoint.method === 'GET' ? undefined : {},
      )
      expect([status, body['code']], doorOf(endpoint)).toEqual([401, 'access.sign-in-needed'])
    }
    expect((await county.stranger.get('/api/live')).body).toMatchObject({ code: 'access.sign-in-needed' })
    expect(await sumTables(county.database)).toEqual(before)
  })

  it('has somebody who may use it', () => {
    const granted = new Set(postCodes.flatMap((post) => [...permissionsOf([post])]))
    const closed = endpoints
      .filter((it) => needs(it) && !granted.has(it.permission))
      .map((it) => it.permission)
    expect(closed).toEqual(systemOnly)
  })

  it.each(postCodes)('opens to the post %s exactly where its permission says so', async (post) => {
    const voice = voices.get(post)
    if (!voice) throw new Error(`nobody holds ${post}`)
    const permissions = permissionsOf([post])
    for (const endpoint of endpoints.filter(needs)) {
      const { status, body } = await voice.call(
        endpoint.method,
        pathOf(endpoint),
        endpoint.method === 'GET' ? undefined : {},
      )
      const told = `${post} at ${doorOf(endpoint)}: ${status} ${String(body['code'] ?? '')}`
      expect(status, told).toBeLessThan(500)
      if (permissions.has(endpoint.permission)) expect(body['code'], told).not.toBe('access.not-permitted')
      else expect([status, body['code']], told).toEqual([403, 'access.not-permitted'])
    }
  })
})

describe('the API document', () => {
  it('is a valid OpenAPI 3.1 document with every endpoint and its permission', async () => {
    const { status, body } = await county.stranger.get('/api/openapi.json')
    expect(status).toBe(200)
    const { valid, errors } = await new Validator().validate(structuredClone(body))
    expect(errors).toBeUndefined()
    expect(valid).toBe(true)
    expect(body['openapi']).toBe('3.1.0')
    const paths = body['paths'] as Record<
      string,
      Record<string, { description: string; parameters: unknown[] }>
    >
    for (const endpoint of endpoints) {
      const operation = paths[endpoint.path.replace(/:(\w+)/g, '{$1}')]?.[endpoint.method.toLowerCase()]
      expect(operation?.description, doorOf(endpoint)).toContain(
        endpoint.permission === 'public' ? 'Public' : endpoint.permission,
      )
    }
    expect(Object.values(paths).flatMap((it) => Object.keys(it))).toHaveLength(endpoints.length)
    expect((await county.stranger.get('/api/docs/')).status).toBe(200)
  })

  it('is refused by the validator when it is wrong', async () => {
    const { body } = await county.stranger.get('/api/openapi.json')
    const { valid } = await new Validator().validate({
      ...structuredClone(body),
      info: { title: 'no version' },
    })
    expect(valid).toBe(false)
  })
})
