/** What a session is worth: how it is named and carried, when it ends unused, and what a person may do to their own. */
import { availableParallelism } from 'node:os'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createServer } from '#platform/http/create-server.ts'
import { sumTables } from '../../testing/table-sums.ts'
import { openTestHouse, type TestHouse, testAdcode, type Voice } from '../../testing/test-house.ts'
import { surveyHashQueue } from './hash-work.ts'
import { countFullHashes, hashGeneratedPassword, isCheapHash } from './password.ts'

const password = 'a password for tests'
const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'
const minute = 60_000
let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse({ idleMinutes: 30 })
})
afterAll(() => house.close())

type Browser = { cookies?: Record<string, string>; address?: string; app?: TestHouse['app'] }

/** Signs in as a browser does, which keeps what cookies it is given. */
async function signIn(username: string, browser: Browser = {}, given = password) {
  browser.cookies ??= {}
  const { cookies } = browser
  const reply = await (browser.app ?? house.app).inject({
    method: 'POST',
    url: '/api/session',
    remoteAddress: browser.address ?? '127.0.0.1',
    cookies,
    headers: { 'sec-fetch-site': 'same-origin', 'user-agent': chrome },
    payload: { username, password: given },
  })
  for (const it of reply.cookies) cookies[it.name] = it.value
  return { status: reply.statusCode, cookies: reply.cookies, token: reply.json<{ token: string }>().token }
}

const as = (token: string, method: 'GET' | 'POST' | 'DELETE', url: string, headers = {}) =>
  house.app.inject({ method, url, headers: { authorization: `Bearer ${token}`, ...headers } })
const statusOf = async (token: string, headers = {}) =>
  (await as(token, 'GET', '/api/session', headers)).statusCode
const join = (username: string): Promise<Voice> => house.as({ username, posts: ['leader'] })
const hashOf = async (username: string) => {
  const [row] = await house.database.rows<{ hash: string }>(
    'select password_hash as hash from identity.people where username = $1',
    [username],
  )
  return row?.hash ?? ''
}

describe('the token of a session', () => {
  it('is another after each sign-in, never the one that was planted before, and ends the one it follows', async () => {
    await join('an')
    const browser = { cookies: { jingwei_session: 'planted-by-somebody-who-waits-for-the-sign-in' } }
    const first = await signIn('an', browser)
    expect(first.token).not.toContain('planted')
    expect(Buffer.from(first.token, 'base64url').length * 8).toBeGreaterThanOrEqual(128)
    expect(await statusOf('planted-by-somebody-who-waits-for-the-sign-in')).toBe(401)
    const second = await signIn('an', browser)
    expect(second.token).not.toBe(first.token)
    expect([await statusOf(first.token), await statusOf(second.token)]).toEqual([401, 200])
  })

  it('is bound to host and encryption where the connection is encrypted, and taken from no weaker cookie', async () => {
    const { token } = await join('bei')
    const app = await createServer({
      house,
      findActor: house.findSession,
      version: 'test',
      isDemonstration: false,
      adcode: testAdcode,
      secureCookies: 'always',
    })
    const { cookies } = await signIn('bei', { app })
    expect(cookies.map((it) => [it.name, it.path, it.httpOnly, it.secure, it.sameSite])).toEqual([
      ['__Host-jingwei_device', '/', true, true, 'Strict'],
      ['__Host-jingwei_session', '/', true, true, 'Strict'],
    ])
    const ask = async (name: string) =>
      (await app.inject({ url: '/api/session', cookies: { [name]: token } })).statusCode
    expect([await ask('__Host-jingwei_session'), await ask('jingwei_session')]).toEqual([200, 401])
    await app.close()
  })

  it('is nothing any more when nobody has used it for the time that is set; a page that reads by itself is nobody', async () => {
    const voices = [await join('chen'), await join('du'), await join('e')]
    const [used, left, unattended] = voices.map((it) => it.token) as [string, string, string]
    for (let passed = 0; passed < 40; passed += 8) {
      house.clock.advance(8 * minute)
      expect(await statusOf(used)).toBe(200)
      await statusOf(unattended, { 'x-unattended': '1' })
    }
    await vi.waitFor(
      async () => expect([await statusOf(left), await statusOf(unattended)]).toEqual([401, 401]),
      {
        timeout: 1000,
      },
    )
    expect(await statusOf(used)).toBe(200)
  })
})

describe('one’s own account', () => {
  it('tells where one is signed in, with which browser and when, and what was tried under one’s name', async () => {
    const li = await join('li')
    await signIn('li', { address: '10.0.0.9' })
    await signIn('li', { address: '10.6.6.6' }, 'a guess')
    const { sessions, signIns } = (await as(li.token, 'GET', '/api/account')).json<{
      sessions: unknown[]
      signIns: unknown[]
    }>()
    expect(sessions).toMatchObject([
      { id: li.session.sessionId, isThis: true, address: '127.0.0.1', browser: null },
      { isThis: false, address: '10.0.0.9', browser: 'Chrome 142', system: 'Windows' },
    ])
    expect(signIns).toMatchObject([
      { isRefused: true, address: '10.6.6.6', browser: 'Chrome 142' },
      { isRefused: false, address: '10.0.0.9' },
      { isRefused: false, address: '127.0.0.1' },
    ])
    expect(JSON.stringify(sessions)).not.toContain(li.token)
  })

  it('ends one session, or all others, on the server; never somebody else’s, and not the one that asks', async () => {
    const [qi, stranger] = [await join('qi'), await join('stranger')]
    const [one, two] = [await signIn('qi'), await signIn('qi')]
    const idOf = async (token: string) => (await house.findSession(token))?.sessionId
    const end = async (of: string | undefined, by = qi) =>
      (await as(by.token, 'DELETE', `/api/account/sessions/${of}`)).json()
    expect(await end(qi.session.sessionId)).toMatchObject({ code: 'session.is-this' })
    const sums = await sumTables(house.database)
    expect(await end(await idOf(one.token), stranger)).toEqual({ endedSessions: 0 })
    expect(await sumTables(house.database)).toEqual({
      ...sums,
      'platform.audit_entries': expect.anything(),
    })
    expect(await end(await idOf(one.token))).toEqual({ endedSessions: 1 })
    await vi.waitFor(async () => expect(await statusOf(one.token)).toBe(401), { timeout: 1000 })
    expect(await statusOf(two.token)).toBe(200)
    const key = { 'idempotency-key': 'end-the-others-of-qi' }
    for (const ended of [1, 1])
      expect((await as(qi.token, 'POST', '/api/account/sessions/end-others', key)).json()).toEqual({
        endedSessions: ended,
      })
    await vi.waitFor(async () => expect(await statusOf(two.token)).toBe(401), { timeout: 1000 })
    expect([await statusOf(qi.token), await statusOf(stranger.token)]).toEqual([200, 200])
    const told = await house.database.rows<{ command: string }>(
      `select command from platform.audit_entries where subject_id = $1 and command like 'session.end%' order by at`,
      [qi.session.id],
    )
    expect(told.map((it) => it.command)).toEqual(['session.end-one', 'session.end-others'])
  })
})

describe('guessing passwords', () => {
  it('from elsewhere keeps nobody out who has signed in with this browser before', async () => {
    await join('sun')
    const own = { address: '10.2.2.2' }
    expect((await signIn('sun', own)).status).toBe(200)
    const guess = (address: string) => signIn('sun', { address }, 'a guess')
    for (let index = 0; index < 4; index += 1) expect((await guess(`10.3.3.${index}`)).status).toBe(401)
    expect((await guess('10.3.3.5')).status).toBe(429)
    // Whoever comes from elsewhere waits, even with the right password; the browser that is known does not.
    expect((await signIn('sun', { address: '10.3.3.6' })).status).toBe(429)
    expect((await signIn('sun', own)).status).toBe(200)
    expect((await guess('10.3.3.7')).status).toBe(429)
    // A cookie that the account does not know is worth nothing, wherever it comes from.
    const stolen = { cookies: { jingwei_device: 'x'.repeat(43) }, address: '10.3.3.8' }
    expect((await signIn('sun', stolen)).status).toBe(429)
    // A known browser has a count of its own.
    for (let index = 0; index < 4; index += 1) await signIn('sun', own, 'a guess')
    expect((await signIn('sun', own, 'a guess')).status).toBe(429)
  })

  it('costs the guesser one full hash, whether the name is known, unknown, or has a cheap hash', async () => {
    await join('tan')
    await join('cheap')
    await house.database.rows('update identity.people set password_hash = $1 where username = $2', [
      await hashGeneratedPassword('of-a-machine'),
      'cheap',
    ])
    const costs = []
    for (const name of ['tan', 'nobody-at-all', 'cheap']) {
      const before = countFullHashes()
      const { status } = await signIn(name, {}, 'a guess')
      costs.push([status, countFullHashes() - before])
    }
    expect(costs).toEqual([
      [401, 1],
      [401, 1],
      [401, 1],
    ])
  })
})

describe('the hashes of passwords', () => {
  it('are made anew at the next sign-in where they cost less than today’s', async () => {
    await join('wen')
    await house.database.rows('update identity.people set password_hash = $1 where username = $2', [
      await hashGeneratedPassword(password),
      'wen',
    ])
    expect(isCheapHash(await hashOf('wen'))).toBe(true)
    expect((await signIn('wen')).status).toBe(200)
    const renewed = await hashOf('wen')
    expect(isCheapHash(renewed)).toBe(false)
    expect((await signIn('wen')).status).toBe(200)
    expect(await hashOf('wen')).toBe(renewed)
  })

  it('wait for each other when a whole shift signs in, while others are served', async () => {
    const names = Array.from({ length: 10 }, (_, index) => `shift-${index}`)
    const worker = await join('worker')
    const atWork: number[] = []
    let servedMeanwhile = 0
    let isOver = false
    const rush = Promise.all(names.map((it) => signIn(it))).then((answers) => {
      isOver = true
      return answers
    })
    while (!isOver) {
      await new Promise((resolve) => setTimeout(resolve, 10))
      expect(await statusOf(worker.token)).toBe(200)
      const queue = surveyHashQueue()
      atWork.push(queue.atWork)
      if (queue.waiting > 0) servedMeanwhile += 1
    }
    expect((await rush).every((it) => it.status === 401)).toBe(true)
    expect(Math.max(...atWork)).toBeLessThanOrEqual(Math.max(1, availableParallelism() - 1))
    expect(servedMeanwhile).toBeGreaterThan(0)
  })
})
