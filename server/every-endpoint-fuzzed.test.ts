/**
 * Every endpoint is sent inputs made from its own schema, right and wrong, by somebody who may do it. Whatever
 * comes in, nothing may be a bug: an answer, or a problem with its code and sentences. And after all of it the logs
 * of the cases still give the cases again.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Endpoint } from '#domain/endpoint.ts'
import { administrationPosts, postCodes } from '#domain/identity/post.ts'
import { houseModules } from './modules.ts'
import { inputsOf } from './testing/arbitrary-input.ts'
import { openStory } from './testing/case-story.ts'
import { openTestCounty, type TestCounty } from './testing/test-county.ts'
import type { Voice } from './testing/test-house.ts'

const runs = Number(process.env['JINGWEI_FUZZ_RUNS'] ?? 25)
const seed = Number(process.env['JINGWEI_FUZZ_SEED'] ?? 530127)

// The routes are needed before any house is open; nothing of them is called here.
const endpoints: Endpoint[] = houseModules({
  hours: 1,
  idleMinutes: 0,
  isProduction: false,
  findSession: Object.assign(async () => undefined, { forget: () => undefined, hear: () => undefined }),
  photosFolder: '/nonexistent',
  exportsFolder: '/nonexistent',
  sealPlaces: { folder: '/nonexistent' },
  baseMapsFolder: '/nonexistent',
})
  .flatMap((it) => it.routes.map((route) => route.endpoint))
  // Signing out would end the one session that all of this runs on.
  .filter((it) => !(it.path === '/api/session' && it.method === 'DELETE'))

let county: TestCounty
/** One for each administration, which no account may combine; the first holds every other post as well. */
let voices: Voice[]
let ids: string[]
/** One case for every stretch of its road. */
let caseIds: string[]

beforeAll(async () => {
  county = await openTestCounty({ sessionHours: 2000 })
  const business = postCodes.filter((it) => !administrationPosts.some((one) => one === it))
  const organisationId = county.lampStation
  voices = await Promise.all([
    county.as({ username: 'everybody', posts: [...business, 'sysadmin'], organisationId }),
    county.as({ username: 'every-grant', posts: ['security_admin'] }),
    county.as({ username: 'every-line', posts: ['audit_admin'] }),
  ])
  const road = [
    'sendOn',
    'file',
    'dispatch',
    'start',
    'reportDone',
    'passOn',
    'issueCheck',
    'passCheck',
    'close',
  ] as const
  caseIds = []
  for (let steps = 0; steps <= road.length; steps++) {
    const story = await openStory(county)
    await story.takeAll(...road.slice(0, steps))
    caseIds.push(story.id)
  }
  const { versionId, id } = county.lamp
  const people = [county.checker, county.handler, ...voices].map((it) => it.session.id)
  const photos = await county.photos(county.collector, 2)
  ids = [...caseIds.slice(0, 3), id, versionId, county.lampStation, county.waterCompany, ...people, ...photos]
})
afterAll(() => county.close())

function voiceFor({ permission }: Endpoint): Voice {
  const [everybody] = voices
  const voice = voices.find((it) => it.session.permissions.has(permission)) ?? everybody
  if (!voice) throw new Error('nobody speaks')
  return voice
}

type Input = { params: Record<string, unknown>; query: Record<string, unknown>; body: unknown }

const addressOf = ({ path }: Endpoint, { params, query }: Input): string => {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(textOf(params[name])) || '-')
  const search = Object.entries(query).map(
    ([name, it]) => `${encodeURIComponent(name)}=${encodeURIComponent(textOf(it))}`,
  )
  return search.length ? `${filled}?${search.join('&')}` : filled
}
const textOf = (value: unknown): string => {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  // A lone half of a character cannot stand in an address at all.
  return text.toWellFormed().slice(0, 400)
}
const asObject = (it: unknown): Record<string, unknown> =>
  typeof it === 'object' && it !== null && !Array.isArray(it) ? (it as Record<string, unknown>) : {}

let serial = 0
/** The keys of requests that were refused. */
const refused: string[] = []

describe('nothing that comes in is a bug', () => {
  it.each(endpoints.map((it) => [`${it.method} ${it.path}`, it] as const))('%s', async (_, endpoint) => {
    const inputs = fc.record({
      params: inputsOf(endpoint.params, endpoint.path.startsWith('/api/cases/') ? caseIds : ids).map(
        asObject,
      ),
      query: inputsOf(endpoint.query, ids).map(asObject),
      body: inputsOf(endpoint.body, ids),
    })
    await fc.assert(
      fc.asyncProperty(inputs, async (input) => {
        const url = addressOf(endpoint, input)
        serial += 1
        const key = `fuzzed-${String(serial).padStart(8, '0')}`
        const reply = await county.app.inject({
          method: endpoint.method,
          url,
          headers: {
            'idempotency-key': key,
            authorization: `Bearer ${voiceFor(endpoint).token}`,
            ...(endpoint.method === 'GET' ? {} : { 'content-type': 'application/json' }),
          },
          ...(endpoint.method === 'GET' ? {} : { payload: JSON.stringify(input.body) ?? '{}' }),
        })
        expect(reply.statusCode, reply.body.slice(0, 400)).toBeLessThan(500)
        if (reply.statusCode < 400) return
        refused.push(key)
        // Neither where the fault lies nor how it was asked for.
        expect(reply.body).not.toMatch(/node_modules|\.ts:\d+|\n\s+at /)
        expect(reply.json()).toMatchObject({
          code: expect.stringMatching(/^[a-z-]+\.[a-z-]+$/),
          sentence: { zh: expect.stringMatching(/./), en: expect.stringMatching(/./) },
        })
      }),
      { numRuns: runs, seed, endOnFailure: true },
    )
  })
})

it('what was refused has changed nothing: no act bears its key', async () => {
  expect(refused.length).toBeGreaterThan(endpoints.length * runs * 0.1)
  const written = await county.database.rows(
    'select command, request_id from platform.audit_entries where request_id = any($1::text[])',
    [refused],
  )
  expect(written).toEqual([])
})

it('the logs give every case again after all of that', async () => {
  const { cases, entries, differences } = await county.verify()
  expect(differences).toEqual([])
  expect(cases).toBeGreaterThan(2)
  expect(entries).toBeGreaterThan(cases)
})
