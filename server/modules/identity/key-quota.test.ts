/** The requests a minute of a key: exactly so many, however they come and however many servers there are. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestHouse, type TestHouse, type Voice } from '../../testing/test-house.ts'

let house: TestHouse
let second: Awaited<ReturnType<TestHouse['openSecondServer']>>
let admin: Voice
beforeAll(async () => {
  house = await openTestHouse()
  second = await house.openSecondServer()
  admin = await house.as({ username: 'an-quan', posts: ['security_admin'] })
})
afterAll(async () => {
  await second?.close()
  await house.close()
})

async function makeKey(requestsPerMinute: number | null): Promise<{ id: string; key: string }> {
  const { body } = await admin.post('/api/api-keys', {
    name: '市级平台',
    post: 'dispatcher',
    permissions: ['case.read'],
    expiresOn: '2026-12-31',
    requestsPerMinute,
  })
  return { id: String(body['id']), key: String(body['key']) }
}
type App = TestHouse['app']
const ask = (app: App, key: string, headers: Record<string, string> = {}) =>
  app.inject({ url: '/api/cases', headers: { authorization: `Bearer ${key}`, ...headers } })
/** Asks so often at once, turn by turn at each of `apps`; how many were answered, and the first that was not. */
async function askAll(apps: readonly App[], key: string, count: number, headers = {}) {
  const all = await Promise.all(
    Array.from({ length: count }, (_, index) => ask(apps[index % apps.length] ?? house.app, key, headers)),
  )
  const refused = all.find((it) => it.statusCode === 429)
  return { answered: all.filter((it) => it.statusCode === 200).length, refused, all }
}
const takenOf = async (id: string) =>
  ((await admin.get('/api/api-keys')).body['keys'] as { id: string; takenThisMinute: number | null }[]).find(
    (it) => it.id === id,
  )?.takenThisMinute

describe('a key with so many requests a minute', () => {
  it('gets exactly so many of many at once, on two servers together, and is told when to come again', async () => {
    const { id, key } = await makeKey(50)
    expect(await takenOf(id)).toBe(0)
    const { answered, refused, all } = await askAll([house.app, second.app], key, 300)
    expect([answered, all.filter((it) => it.statusCode === 429).length]).toEqual([50, 250])
    expect(refused?.headers['retry-after']).toBe('60')
    expect(refused?.json()).toMatchObject({ code: 'api-key.quota-spent', details: { limit: 50 } })
    expect(await takenOf(id)).toBe(50)
    house.clock.advance(45_000)
    const later = await askAll([house.app, second.app], key, 4)
    expect([later.answered, later.refused?.headers['retry-after']]).toEqual([0, '15'])
    house.clock.advance(15_000)
    expect(await takenOf(id)).toBe(0)
    expect((await askAll([second.app, house.app], key, 200)).answered).toBe(50)
  })

  it('pays no write for each request, and gives no more than there are where a server keeps some', async () => {
    const { id, key } = await makeKey(1000)
    expect((await askAll([house.app], key, 90)).answered).toBe(90)
    // One batch of a tenth stood for all ninety.
    expect(await takenOf(id)).toBe(100)
    const { answered } = await askAll([second.app], key, 1200)
    expect(answered).toBe(900)
    expect((await askAll([house.app], key, 30)).answered).toBe(10)
    expect(await takenOf(id)).toBe(1000)
  })

  it('is held to one request as to many, by whatever door and however it calls itself', async () => {
    const { key } = await makeKey(1)
    const unattended = { 'x-unattended': '1' }
    expect((await askAll([house.app, second.app], key, 10, unattended)).answered).toBe(1)
    const stream = await house.app.inject({ url: '/api/live', headers: { authorization: `Bearer ${key}` } })
    expect([stream.statusCode, stream.json()]).toEqual([
      429,
      expect.objectContaining({ code: 'api-key.quota-spent' }),
    ])
    const refused = await house.app.inject({
      method: 'DELETE',
      url: '/api/session',
      headers: { authorization: `Bearer ${key}` },
    })
    expect(refused.statusCode).toBe(429)
  })

  it('leaves alone keys without a limit, other keys, and people', async () => {
    const [free, limited] = [await makeKey(null), await makeKey(2)]
    await askAll([house.app], limited.key, 5)
    expect((await askAll([house.app, second.app], free.key, 120)).answered).toBe(120)
    expect(await takenOf(free.id)).toBeNull()
    expect((await admin.get('/api/session')).status).toBe(200)
  })

  it('counts on where a clock is a little behind, and begins anew where one was far ahead', async () => {
    const { id, key } = await makeKey(10)
    house.clock.advance(60_000)
    expect((await askAll([house.app], key, 20)).answered).toBe(10)
    house.clock.advance(-60_000)
    expect((await askAll([second.app], key, 20)).answered).toBe(0)
    house.clock.advance(-3_600_000)
    expect((await askAll([second.app], key, 20)).answered).toBe(10)
    expect(id).toBeDefined()
  })
})
