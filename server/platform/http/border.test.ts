/**
 * What meets whoever comes to the server, before any rule of the county is asked: how much is taken from whom, what
 * becomes of a request that is none, and what every answer tells the browser.
 */
import { connect } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sumTables } from '../../testing/table-sums.ts'
import { openTestCounty, photoForm, type TestCounty } from '../../testing/test-county.ts'
import { testAdcode, type Voice } from '../../testing/test-house.ts'
import { watchDisk } from '../files/disk-reserve.ts'
import { createServer, type ServerOptions } from './create-server.ts'
import { networkOf } from './rate-limits.ts'

let county: TestCounty
const opened: FastifyInstance[] = []
const open = async (options: Partial<ServerOptions>): Promise<FastifyInstance> => {
  const app = await createServer({
    house: county,
    findActor: county.findSession,
    version: 'test',
    isDemonstration: false,
    adcode: testAdcode,
    ...options,
  })
  opened.push(app)
  return app
}
beforeAll(async () => {
  county = await openTestCounty()
})
afterAll(async () => {
  for (const it of opened) await it.close()
  await county.close()
})

const bearer = ({ token }: Pick<Voice, 'token'>) => ({ authorization: `Bearer ${token}` })
const statuses = (all: readonly { statusCode: number }[]): Record<number, number> =>
  all.reduce<Record<number, number>>((sum, it) => {
    sum[it.statusCode] = (sum[it.statusCode] ?? 0) + 1
    return sum
  }, {})

describe('every answer', () => {
  const policyOf = (it: { headers: Record<string, unknown> }): string =>
    String(it.headers['content-security-policy'])

  it('bears the headers, whatever it is: an answer, a refusal, a file, no address at all', async () => {
    const { id } = { id: await county.photo(county.collector) }
    const answers = await Promise.all(
      [
        '/api/about',
        '/api/session',
        '/api/cases',
        '/api/nothing-there',
        '/elsewhere',
        '/api/cases/%',
        `/api/photos/${id}`,
        '/healthz',
        '/api/openapi.json',
        '/api/docs',
      ].map((url) => county.app.inject({ url, headers: bearer(county.collector) })),
    )
    for (const it of [...answers, await county.app.inject({ url: '/api/cases' })]) {
      expect(it.headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'permissions-policy': expect.stringContaining('geolocation=()'),
        'x-request-id': expect.stringMatching(/./),
      })
      expect(policyOf(it)).toContain("frame-ancestors 'none'")
      expect(policyOf(it)).not.toMatch(/script-src[^;]*unsafe/)
      expect(it.headers['strict-transport-security']).toBeUndefined()
    }
    expect(new Set(answers.slice(0, 9).map(policyOf))).toEqual(
      new Set(["default-src 'none'; frame-ancestors 'none'; sandbox"]),
    )
  })

  it('over HTTPS demands HTTPS from then on, where a proxy that is trusted says so', async () => {
    const headers = { 'x-forwarded-proto': 'https' }
    const behind = await open({ trustedProxies: '127.0.0.1' })
    const told = await behind.inject({ url: '/api/about', headers })
    expect(told.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
    const claimed = await county.app.inject({ url: '/api/about', headers })
    expect(claimed.headers['strict-transport-security']).toBeUndefined()
  })
})

describe('how much is taken', () => {
  const ask = (app: FastifyInstance, count: number, headers: (index: number) => Record<string, string>) =>
    Promise.all(
      Array.from({ length: count }, (_, index) =>
        app.inject({ url: '/api/session', headers: headers(index) }),
      ),
    )

  it('from an address: exactly so many of a thousand at once, whatever they say of where they come from', async () => {
    const app = await open({ rateLimits: { perAddress: 40, perPerson: 0, perKey: 0 } })
    const answers = await Promise.all(
      Array.from({ length: 1000 }, (_, index) =>
        app.inject({
          url: '/api/about',
          headers: {
            'x-forwarded-for': `10.0.${index % 250}.${index % 199}`,
            forwarded: `for=10.1.1.${index}`,
          },
        }),
      ),
    )
    expect(statuses(answers)).toEqual({ 200: 40, 429: 960 })
    const refused = answers.find((it) => it.statusCode === 429)
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0)
    expect(refused?.json()).toMatchObject({
      code: 'request.too-many',
      sentence: { zh: expect.stringContaining('秒') },
    })
    // Another address has a count of its own.
    expect((await app.inject({ url: '/api/about', remoteAddress: '10.9.9.9' })).statusCode).toBe(200)
  })

  it('from a person and with a key, each counted alone', async () => {
    const app = await open({ rateLimits: { perAddress: 0, perPerson: 5, perKey: 9 } })
    const cookie = ({ token }: Voice) => ({ cookie: `jingwei_session=${token}` })
    expect(statuses(await ask(app, 50, () => cookie(county.acceptor)))).toEqual({ 200: 5, 429: 45 })
    expect(statuses(await ask(app, 50, () => bearer(county.acceptor)))).toEqual({ 200: 9, 429: 41 })
    expect(statuses(await ask(app, 1, () => cookie(county.dispatcher)))).toEqual({ 200: 1 })
  })

  it('counts a network of IPv6 as one', () => {
    expect(networkOf('2001:db8:0:1::7')).toBe('2001:db8:0:1')
    expect(networkOf('2001:0db8::1')).toBe('2001:db8:0:0')
    expect(networkOf('::1')).toBe('0:0:0:0')
    expect(networkOf('::ffff:10.1.2.3')).toBe('10.1.2.3')
    expect(networkOf('10.1.2.3')).toBe('10.1.2.3')
  })
})

describe('files', () => {
  const upload = (app: FastifyInstance, voice: Voice, content: Buffer) => {
    const { payload, headers } = photoForm(content)
    return app.inject({
      method: 'POST',
      url: '/api/photos',
      payload,
      headers: { ...headers, ...bearer(voice) },
    })
  }
  const none = { filesPerMinute: 0, filesPerDay: 0, megabytesPerDay: 0 }
  const junk = Buffer.alloc(200_000, 7)

  it.each([
    ['in a minute', { ...none, filesPerMinute: 3 }],
    ['in a day', { ...none, filesPerDay: 3 }],
    ['of so many megabytes a day', { ...none, megabytesPerDay: 0.6 }],
  ])('are taken %s from one person, and no more', async (_, quotas) => {
    const app = await open({ uploads: { quotas } })
    const answers = await Promise.all(Array.from({ length: 12 }, () => upload(app, county.collector, junk)))
    // What is no photo counts too: it has cost as much.
    expect(statuses(answers)).toEqual({ 400: 3, 429: 9 })
    expect((await upload(app, county.checker, junk)).statusCode).toBe(400)
  })

  it('cannot take the room that the database needs, also not many at once', async () => {
    const disk = watchDisk({ folders: ['.'], reserveBytes: 10_000_000, freeBytes: async () => 10_900_000 })
    const app = await open({ uploads: { quotas: none, disk } })
    // As ten thousand that are under way: four fit, and what they were given is theirs until they are done.
    const asked = await Promise.allSettled(Array.from({ length: 10_000 }, () => disk.claim(200_000)))
    const given = asked.flatMap((it) => (it.status === 'fulfilled' ? [it.value] : []))
    expect(given).toHaveLength(4)
    const said = await upload(app, county.collector, junk)
    expect(said.statusCode).toBe(507)
    for (const release of given) release()
    expect(said.json()).toMatchObject({
      code: 'storage.full',
      sentence: { zh: expect.stringContaining('磁盘') },
    })
    // What was set aside is given back.
    expect((await upload(app, county.collector, junk)).statusCode).toBe(400)
    // Whoever sends no file is not kept waiting.
    expect((await app.inject({ url: '/api/session', headers: bearer(county.acceptor) })).statusCode).toBe(200)
  })
})

describe('sockets', () => {
  let app: FastifyInstance
  let port: number
  beforeAll(async () => {
    app = await open({
      limits: {
        headMilliseconds: 300,
        bodyMilliseconds: 300,
        requestMilliseconds: 5_000,
        lookEveryMilliseconds: 100,
      },
    })
    port = Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port)
  })

  /** Writes `text`, and gives what came back when the server has closed the line. */
  const speak = (text: string | Buffer): Promise<string> =>
    new Promise((resolve) => {
      let heard = ''
      const socket = connect(port, '127.0.0.1', () => socket.write(text))
      socket.on('data', (it) => (heard += it.toString('latin1')))
      socket.on('error', () => undefined)
      socket.on('close', () => resolve(heard))
    })
  const post = 'POST /api/session HTTP/1.1\r\nhost: here\r\ncontent-type: application/json\r\n'
  const next = 'GET /api/openapi.json HTTP/1.1\r\nhost: here\r\nconnection: close\r\n\r\n'

  it.each([
    ['two lengths', `${post}content-length: 2\r\ncontent-length: 40\r\n\r\n{}${next}`],
    ['a length and pieces', `${post}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${next}`],
    ['pieces after something else', `${post}transfer-encoding: x, chunked, x\r\n\r\n0\r\n\r\n${next}`],
    ['a blank before the colon', `${post}content-length : 2\r\n\r\n{}${next}`],
    [
      'a folded header',
      `${post}x: 1\r\n content-length: 4\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n${next}`,
    ],
    [
      'a bare line feed in a header',
      `${post}x: a\ncontent-length: 2\r\ntransfer-encoding:\u000bchunked\r\n\r\n{}${next}`,
    ],
    ['a length that is no number', `${post}content-length: +2\r\n\r\n{}${next}`],
    ['a NUL in a header', `${post}x: a\u0000b\r\ncontent-length: 2\r\n\r\n{}${next}`],
    ['no HTTP at all', '\u0016\u0003\u0001\u0002 tls, perhaps\r\n\r\n'],
  ])('a request with %s is refused, and what follows in the same breath is not answered', async (_, text) => {
    const heard = await speak(text)
    expect(heard).toMatch(/^HTTP\/1\.1 4\d\d /)
    expect(heard.match(/HTTP\/1\.1 \d/g)).toHaveLength(1)
    expect(heard).toContain('x-content-type-options: nosniff')
    expect(heard).not.toMatch(/openapi|HPE_|node|fastify|at .*\.js/i)
  })

  it('a head of 64 KB is refused', async () => {
    const heard = await speak(`GET /api/about HTTP/1.1\r\nhost: here\r\nx: ${'a'.repeat(65_536)}\r\n\r\n`)
    expect(heard).toMatch(/^HTTP\/1\.1 431 /)
    expect(heard).toContain('content-security-policy:')
  })

  it('three hundred that drip are cut off, and others are answered meanwhile', async () => {
    const drips = Array.from({ length: 300 }, (_, index) =>
      speak(
        index % 2
          ? 'GET /api/about HTTP/1.1\r\nhost: here\r\nx-slow: '
          : `${post}content-length: 900\r\n\r\n{"username":`,
      ),
    )
    const answered = await Promise.all(
      Array.from({ length: 20 }, () => fetch(`http://127.0.0.1:${port}/api/about`)),
    )
    expect(answered.map((it) => it.status)).toEqual(Array<number>(20).fill(200))
    const heard = await Promise.all(drips)
    // Of those that never came to the end of a head, each was told so.
    expect(heard.filter((it) => it.startsWith('HTTP/1.1 408 '))).toHaveProperty(
      'length',
      expect.toSatisfy((it: number) => it >= 150),
    )
  })

  it('an upload that breaks off at any point leaves no record and no file', async () => {
    const sums = await sumTables(county.database)
    const { payload, headers } = photoForm(Buffer.alloc(60_000, 9))
    const head = `POST /api/photos HTTP/1.1\r\nhost: here\r\nauthorization: Bearer ${county.collector.token}\r\ncontent-type: ${headers['content-type']}\r\ncontent-length: ${payload.length}\r\n\r\n`
    await Promise.all(
      [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 99].map(
        (percent) =>
          new Promise<void>((resolve) => {
            const socket = connect(port, '127.0.0.1', () => {
              const part = payload.subarray(0, Math.floor((payload.length * percent) / 100))
              socket.write(head)
              socket.write(part, () => setTimeout(() => socket.destroy(), 20))
            })
            socket.on('error', () => undefined)
            socket.on('close', () => resolve())
          }),
      ),
    )
    await app.inject({ url: '/api/about' })
    expect(await sumTables(county.database)).toEqual(sums)
  })
})
