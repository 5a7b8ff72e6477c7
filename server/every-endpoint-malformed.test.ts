/**
 * Every operation of the house is sent what no honest program sends: broken JSON, names that poison objects, signs no column
 * keeps, keys that are none, SQL in every parameter. Each is refused with a problem that tells nothing of what stands behind it,
 * and after all of it every table is as it was.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Endpoint } from '#domain/endpoint.ts'
import { administrationPosts, postCodes } from '#domain/identity/post.ts'
import { openStory } from './testing/case-story.ts'
import { sumTables } from './testing/table-sums.ts'
import { openTestCounty, type TestCounty } from './testing/test-county.ts'
import type { Voice } from './testing/test-house.ts'

let county: TestCounty
let voices: Voice[]
let endpoints: readonly Endpoint[]
let caseId: string

beforeAll(async () => {
  county = await openTestCounty({ sessionHours: 2000 })
  endpoints = county.modules.flatMap((it) => it.routes.map((route) => route.endpoint))
  const business = postCodes.filter((it) => !administrationPosts.some((one) => one === it))
  const organisationId = county.lampStation
  voices = await Promise.all([
    county.as({ username: 'everybody', posts: [...business, 'sysadmin'], organisationId }),
    county.as({ username: 'every-grant', posts: ['security_admin'] }),
    county.as({ username: 'every-line', posts: ['audit_admin'] }),
  ])
  caseId = (await openStory(county)).id
})
afterAll(() => county.close())

function voiceFor({ permission }: Endpoint): Voice {
  const [everybody] = voices
  const voice = voices.find((it) => it.session.permissions.has(permission)) ?? everybody
  if (!voice) throw new Error('nobody speaks')
  return voice
}

type Sent = {
  readonly what: string
  readonly url: string
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly payload?: string | Buffer
}

const idOf = (path: string): string =>
  path.startsWith('/api/cases/') ? caseId : '0199aaaa-0000-7000-8000-00000000000a'
const pathOf = ({ path }: Endpoint, value = idOf(path)): string => path.replace(/:\w+/g, value)
/** Wrong with any operation, whatever it takes. */
function wrongForAll(endpoint: Endpoint): Sent[] {
  const url = pathOf(endpoint)
  const key = (what: string, value: string): Sent => ({
    what: `a key ${what}`,
    url,
    headers: { 'idempotency-key': value },
  })
  return [
    key('too short', 'x'),
    key('too long', 'k'.repeat(101)),
    key('with blanks', 'key with blanks'),
    key('with SQL', "key'; drop table cases.cases"),
    { what: 'a NUL in the search', url: `${url}?a=%00` },
    { what: 'a NUL in the name of a search', url: `${url}?%00=a` },
    // Where nobody is asked who they are, a token opens nothing and closes nothing.
    ...(endpoint.permission === 'public'
      ? [key('with strokes', 'key/with/strokes'), key('of nothing but signs', '!!!!!!!!!')]
      : [
          { what: 'a token that is none', url, headers: { authorization: 'Bearer nothing-of-the-kind' } },
          { what: 'a token with SQL', url, headers: { authorization: "Bearer ' or 1=1 --" } },
        ]),
    { what: 'a method nobody serves', url, method: endpoint.method === 'GET' ? 'PATCH' : 'TRACE' },
    ...(endpoint.path.includes(':')
      ? [
          { what: 'a NUL in the path', url: pathOf(endpoint, '%00') },
          { what: 'a long path', url: pathOf(endpoint, 'x'.repeat(300)) },
          { what: 'a path out of itself', url: pathOf(endpoint, '..%2f..%2fetc%2fpasswd') },
          { what: 'half a sign in the path', url: pathOf(endpoint, '%e4%b8') },
        ]
      : []),
  ]
}

const json = { 'content-type': 'application/json' }
const bodies: readonly [string, string | Buffer][] = [
  ['cut off', '{"a":'],
  ['nothing but a brace', '{'],
  ['NaN', '{"a":NaN}'],
  ['Infinity', '{"a":Infinity}'],
  ['a comment', '{"a":1 /* x */}'],
  ['single quotes', "{'a':1}"],
  ['two texts', '{"a":1}{"a":2}'],
  ['a list', '[{"a":1}]'],
  ['a text', '"text"'],
  ['a number', '12'],
  ['ten thousand deep', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
  ['a hundred objects deep', `${'{"a":'.repeat(100)}1${'}'.repeat(100)}`],
  ['a poisoned prototype', '{"__proto__":{"isAdmin":true}}'],
  ['a poisoned constructor', '{"constructor":{"prototype":{"isAdmin":true}}}'],
  ['a NUL', '{"a":"\\u0000"}'],
  ['half a sign', '{"a":"\\ud800"}'],
  ['bytes that are no text', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a])],
  ['a request id that is a number', '{"requestId":7}'],
]

function wrongForWriters(endpoint: Endpoint): Sent[] {
  if (endpoint.method === 'GET') return []
  const url = pathOf(endpoint)
  return [
    ...bodies.map(([what, payload]) => ({ what: `a body: ${what}`, url, headers: json, payload })),
    {
      what: 'XML',
      url,
      headers: { 'content-type': 'application/xml' },
      payload: '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    },
    {
      what: 'a form without a boundary',
      url,
      headers: { 'content-type': 'multipart/form-data' },
      payload: 'x',
    },
  ]
}

const boundary = '----border'
const form = (name: string, content: string | Buffer, isWhole = true): Buffer =>
  Buffer.concat([
    Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n`),
    Buffer.from(content),
    Buffer.from(isWhole ? `\r\n--${boundary}--\r\n` : ''),
  ])
const junk = Buffer.from(Array.from({ length: 4000 }, (_, it) => (it * 7919) % 256))

/** Files that are none, under every name that might be believed. */
function wrongForForms(endpoint: Endpoint): Sent[] {
  if (!endpoint.takesFile) return []
  const sent = (what: string, payload: Buffer | string): Sent => ({
    what,
    url: pathOf(endpoint),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload,
  })
  return [
    sent('a form of nothing', ''),
    sent(
      'a form with a field only',
      `--${boundary}\r\ncontent-disposition: form-data; name="file"\r\n\r\nx\r\n--${boundary}--\r\n`,
    ),
    sent('a form that breaks off', form('a.xlsx', junk, false)),
    ...['xlsx', 'csv', 'zip', 'gpkg', 'geojson', 'mbtiles', 'jpg', 'pdf'].flatMap((ending) => [
      sent(`junk called .${ending}`, form(`a.${ending}`, junk)),
      sent(`an empty .${ending}`, form(`a.${ending}`, '')),
    ]),
  ]
}

/** What an answer must never tell: where the program lies, what it is made of, what it asks its database. */
const telling =
  /\bat [\w.<>]+ \(|\.[tj]s:\d+|node_modules|\/work\/|\/home\/|\/tmp\/|file:\/\/|\bselect [\w*]+ from\b|\binsert into\b|relation "|syntax error at or near|\bpg_[a-z]+|\bPostgreSQL\b|\bfastify\b|\bFST_|\bv?\d+\.\d+\.\d+\b/i

describe('what no honest program sends', () => {
  it('is refused by every operation, tells nothing, and changes nothing', async () => {
    const before = await sumTables(county.database)
    const faults: string[] = []
    const perOperation = new Map<string, number>()
    for (const endpoint of endpoints) {
      // Leaving would end the one session that all of this runs on.
      if (endpoint.path === '/api/session' && endpoint.method !== 'GET') continue
      for (const it of [...wrongForAll(endpoint), ...wrongForWriters(endpoint), ...wrongForForms(endpoint)]) {
        const reply = await county.app.inject({
          method: (it.method ?? endpoint.method) as 'GET',
          url: it.url,
          headers: { authorization: `Bearer ${voiceFor(endpoint).token}`, ...it.headers },
          ...(it.payload === undefined ? {} : { payload: it.payload }),
        })
        const door = `${endpoint.method} ${endpoint.path}`
        perOperation.set(door, (perOperation.get(door) ?? 0) + 1)
        const { statusCode: status, body } = reply
        if (status < 400 || status >= 500) faults.push(`${door}, ${it.what}: ${status} ${body.slice(0, 200)}`)
        else if (!/"code":"[a-z-]+\.[a-z-]+"/.test(body))
          faults.push(`${door}, ${it.what}: no problem: ${body.slice(0, 200)}`)
        const told = telling.exec(body)
        if (told) faults.push(`${door}, ${it.what}: tells “${told[0]}”`)
      }
    }
    expect(faults).toEqual([])
    const sent = [...perOperation.values()].reduce((sum, it) => sum + it, 0)
    expect(sent).toBeGreaterThanOrEqual(3000)
    expect(Math.min(...perOperation.values())).toBeGreaterThanOrEqual(9)
    expect(await sumTables(county.database)).toEqual(before)
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined()
  })

  it('is refused where numbers and sizes are beyond what they may be', async () => {
    const report = JSON.stringify(await county.lampReport())
    const send = (payload: string) =>
      county.app.inject({
        method: 'POST',
        url: '/api/reports',
        headers: { ...json, authorization: `Bearer ${county.collector.token}` },
        payload,
      })
    const before = await sumTables(county.database)
    const withPoint = (point: string): string => report.replace(/"point":\[[^\]]*\]/, `"point":${point}`)
    for (const point of [
      '[1e400,25]',
      '[103,-1e400]',
      '["103","25"]',
      '[103]',
      '[103,25,7]',
      '[null,null]',
      '[25,103]',
      '[0,0]',
      '[181,91]',
      '[103.0,25.0,{}]',
    ])
      expect((await send(withPoint(point))).statusCode, point).toBe(400)
    expect((await send(`{"description":"${'a'.repeat(10_000_000)}"}`)).statusCode).toBe(413)
    expect(
      (await send(report.replace('"description":"', `"description":"${'路'.repeat(200_000)}`))).statusCode,
    ).toBe(400)
    expect(await sumTables(county.database)).toEqual(before)
    // Of a name that stands twice the last one counts, for us as for everybody.
    const twice = await send(report.replace('{', '{"description":"first",'))
    expect(twice.statusCode).toBe(200)
    const { body } = await county.acceptor.get(`/api/cases/${twice.json<{ caseId: string }>().caseId}`)
    expect(JSON.stringify(body)).not.toContain('first')
  })
})

const injections = [
  "'",
  "''",
  "' or '1'='1",
  "' or 1=1 --",
  "') or ('1'='1",
  '" or ""="',
  "1' union select null,null,null --",
  "'; drop table cases.cases; --",
  "'; update identity.people set username = 'x'; --",
  '1; select pg_sleep(600)',
  "' || pg_sleep(600) || '",
  "\\'; select 1; --",
  '%27%20or%201%3D1',
  "zzqx' and (select count(*) from identity.people) > 0 --",
  '$1',
  '$$;select 1;$$',
  'a desc; drop table x',
  'reportedAt,(select 1)',
  '{"a":"\' or 1=1"}',
  '%',
  '_',
  '*',
]

it('SQL in any parameter finds no more than a word that nothing is called', async () => {
  const before = await sumTables(county.database)
  const faults: string[] = []
  let sent = 0
  for (const endpoint of endpoints.filter((it) => it.method === 'GET' && !/tiles|live/.test(it.path))) {
    const { properties = {}, required = [] } = z.toJSONSchema(endpoint.query, {
      io: 'input',
      unrepresentable: 'any',
    }) as {
      properties?: Record<string, unknown>
      required?: string[]
    }
    for (const name of Object.keys(properties)) {
      const ask = async (value: string) => {
        sent += 1
        const others = required.filter((it) => it !== name).map((it) => `&${it}=zzqx`)
        const url = `${pathOf(endpoint)}?${name}=${encodeURIComponent(value)}${others.join('')}`
        const reply = await county.app.inject({
          url,
          headers: { authorization: `Bearer ${voiceFor(endpoint).token}` },
        })
        const { statusCode: status, body } = reply
        const told = status >= 400 ? telling.exec(body) : null
        if (status >= 500 || told)
          faults.push(`${endpoint.path}?${name}=${value}: ${status} ${body.slice(0, 200)}`)
        return { status, size: status < 400 ? body.length : 0 }
      }
      const plain = await ask('zzqx')
      for (const value of injections) {
        const { status, size } = await ask(value)
        // What is echoed may be longer than the plain word; a row more would be longer still.
        const isMore = status < 400 && plain.status < 400 && size > plain.size + 4 * value.length + 40
        if (isMore) faults.push(`${endpoint.path}?${name}=${value}: ${size} signs instead of ${plain.size}`)
      }
    }
  }
  expect(faults).toEqual([])
  expect(sent).toBeGreaterThan(1000)
  // What leaves the house has its line in the audit, and nothing else has changed.
  expect({ ...(await sumTables(county.database)), 'platform.audit_entries': '' }).toEqual({
    ...before,
    'platform.audit_entries': '',
  })
})
