/** Sessions from sign-in to their end: by time, by signing out, by losing the account, and by the mode of the house. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { systemActor } from '#platform/actor.ts'
import { openTestHouse, type TestHouse, testAdcode } from '../../testing/test-house.ts'
import { disablePerson } from './commands/disable-person.ts'

const password = 'a password for tests'
let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

const signIn = (username: string, given = password) =>
  house.app.inject({ method: 'POST', url: '/api/session', payload: { username, password: given } })
const cookiesOf = (reply: { headers: Record<string, unknown> }): string[] =>
  [reply.headers['set-cookie']].flat().map(String)
/** What was found a moment ago is remembered for half a second; a withdrawn right ends within one. */
const withinASecond = { timeout: 1000, interval: 50 }

describe('a session', () => {
  it('begins with a cookie that scripts cannot read, and says who one is', async () => {
    await house.as({ username: 'min', name: '闵受理', posts: ['acceptor'], areaCodes: ['530127001'] })
    const reply = await signIn('min')
    expect(reply.statusCode).toBe(200)
    const cookie = cookiesOf(reply).find((it) => it.startsWith('jingwei_session=')) ?? ''
    expect(cookie).toMatch(/^jingwei_session=[\w-]{40,}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/)
    const session = await house.app.inject({
      url: '/api/session',
      headers: { cookie: cookie.split(';')[0] ?? '' },
    })
    expect(session.json()).toMatchObject({
      person: { username: 'min', name: '闵受理' },
      posts: [{ code: 'acceptor', zh: '受理员' }],
      areaCodes: ['530127001'],
      adcode: testAdcode,
      demonstration: false,
    })
    expect(JSON.stringify(reply.json())).not.toContain('argon2')
  })

  it('is not given for a wrong password or an unknown name, which sound alike', async () => {
    await house.as({ username: 'wei', posts: ['collector'] })
    const answers = [await signIn('wei', 'a wrong password'), await signIn('nobody-here')]
    expect(answers.map((it) => [it.statusCode, it.json<{ code: string }>().code])).toEqual([
      [401, 'session.wrong-sign-in'],
      [401, 'session.wrong-sign-in'],
    ])
    const kept = await house.database.rows<{ it: string }>(
      `select to_jsonb(s)::text as it from identity.sessions s union all select to_jsonb(a)::text from platform.audit_entries a`,
    )
    const token = (await signIn('wei')).json<{ token: string }>().token
    expect(kept.length).toBeGreaterThan(1)
    for (const { it } of kept) expect(it.includes(token) || it.includes(password)).toBe(false)
  })

  it('ends when its hours are over', async () => {
    const voice = await house.as({ username: 'yun', posts: ['collector'] })
    house.clock.advance(11.9 * 3_600_000)
    expect((await voice.get('/api/session')).status).toBe(200)
    house.clock.advance(0.2 * 3_600_000)
    await vi.waitFor(
      async () =>
        expect((await voice.get('/api/session')).body).toMatchObject({ code: 'access.sign-in-needed' }),
      withinASecond,
    )
  })

  it('ends at once on the server when one signs out, and only that one', async () => {
    const first = await house.as({ username: 'bao', posts: ['dispatcher'] })
    const second = (await signIn('bao')).json<{ token: string }>().token
    const out = await house.app.inject({
      method: 'DELETE',
      url: '/api/session',
      headers: { authorization: `Bearer ${first.token}` },
    })
    expect(out.json()).toEqual({ ended: true, continueAt: null })
    expect(String(out.headers['set-cookie'])).toContain('jingwei_session=;')
    expect((await first.get('/api/session')).status).toBe(401)
    const other = await house.app.inject({
      url: '/api/session',
      headers: { authorization: `Bearer ${second}` },
    })
    expect(other.statusCode).toBe(200)
  })

  it('of a disabled person ends within a second, wherever it was opened', async () => {
    const voice = await house.as({ username: 'gang', posts: ['handler'] })
    expect((await voice.get('/api/session')).status).toBe(200)
    await house.act(systemActor(testAdcode), disablePerson, { username: 'gang' })
    await vi.waitFor(async () => expect((await voice.get('/api/session')).status).toBe(401), withinASecond)
    expect((await signIn('gang')).statusCode).toBe(401)
    // Nor can a task be given to somebody who is gone, while the logs go on naming them.
    const posts = 'select post from identity.post_facts where person_id = $1'
    expect(await house.database.rows(posts, [voice.session.id])).toEqual([])
    const names = 'select name from identity.person_facts where id = $1'
    expect(await house.database.rows(names, [voice.session.id])).toEqual([{ name: 'gang' }])
  })
})

describe('a house in production', () => {
  it('refuses demonstration accounts at the door, and their sessions from before', async () => {
    const production = await openTestHouse({ isProduction: true })
    try {
      const real = await production.as({ username: 'real', posts: ['leader'] })
      expect((await real.get('/api/session')).status).toBe(200)
      // Signing in as one fails, which is what `as` needs; the account is there all the same.
      await expect(
        production.as({ username: 'shown', posts: ['leader'], isDemonstration: true }),
      ).rejects.toThrow()
      const reply = await production.app.inject({
        method: 'POST',
        url: '/api/session',
        payload: { username: 'shown', password },
      })
      expect([reply.statusCode, reply.json()]).toMatchObject([403, { code: 'session.demonstration-refused' }])
      // A session that was opened while the house was a demonstration, then restarted as production.
      await production.database.rows(
        `update identity.people set is_demonstration = true where username = 'real'`,
      )
      await vi.waitFor(async () => expect((await real.get('/api/session')).status).toBe(401), withinASecond)
    } finally {
      await production.close()
    }
  })
})
