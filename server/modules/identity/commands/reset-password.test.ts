/** A one-time password and what can be done with it: sign in, and choose another. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestHouse, type TestHouse, type Voice } from '../../../testing/test-house.ts'

let house: TestHouse
let admin: Voice
let count = 0
let li: Voice
const old = 'a password for tests'
const chosen = 'lamps along the river'
beforeAll(async () => {
  house = await openTestHouse()
  admin = await house.as({ username: 'guan', posts: ['sysadmin'] })
})
beforeEach(async () => {
  li = await house.as({ username: `li-${++count}`, posts: ['acceptor'] })
})
afterAll(() => house.close())

const reset = (voice = admin, key = `reset-${li.session.username}`) =>
  voice.post(`/api/people/${li.session.id}/reset-password`, {}, { 'idempotency-key': key })
const signIn = (password: string) =>
  house.stranger.post('/api/session', { username: li.session.username, password })
const as = (token: string, method: string, path: string, body?: unknown, key?: string) =>
  house.stranger.call(method, path, body, {
    authorization: `Bearer ${token}`,
    ...(key ? { 'idempotency-key': key } : {}),
  })

describe('a one-time password', () => {
  it('is given by nobody without the right', async () => {
    const sums = await sumTables(house.database)
    expect((await reset(li)).body).toMatchObject({ code: 'access.not-permitted' })
    expect(await sumTables(house.database)).toEqual(sums)
  })

  it('is shown once, ends what was open, and is kept nowhere in clear', async () => {
    const first = await reset()
    const password = String(first.body['password'])
    expect((await signIn(old)).status).toBe(401)
    await vi.waitFor(async () => expect((await li.get('/api/session')).status).toBe(401), { timeout: 1000 })
    expect((await signIn(password)).status).toBe(200)
    const sums = await sumTables(house.database)
    expect((await reset()).body).toEqual({ id: li.session.id, password: null })
    expect(await sumTables(house.database)).toEqual(sums)
    const kept = await house.database.rows<{ it: string }>(
      'select to_jsonb(a)::text as it from platform.audit_entries a where subject_id = $1',
      [li.session.id],
    )
    expect(kept.length).toBeGreaterThan(1)
    for (const { it } of kept) expect(it).not.toContain(password)
  })

  it('is good for choosing another one and for nothing else', async () => {
    const password = String((await reset()).body['password'])
    const { token } = (await signIn(password)).body as { token: string }
    expect((await as(token, 'GET', '/api/cases')).body).toMatchObject({ code: 'access.not-permitted' })
    expect((await as(token, 'GET', '/api/people')).body).toMatchObject({ code: 'access.not-permitted' })
    expect((await as(token, 'GET', '/api/session')).body).toMatchObject({
      mustChangePassword: true,
      permissions: [],
    })
    const changed = await as(token, 'PUT', '/api/session/password', { present: password, password: chosen })
    expect(changed.body).toMatchObject({ endedSessions: 0 })
    expect((await as(String(changed.body['token']), 'GET', '/api/cases')).status).toBe(200)
    await vi.waitFor(async () => expect((await as(token, 'GET', '/api/session')).status).toBe(401), {
      timeout: 1000,
    })
    expect((await signIn(password)).status).toBe(401)
    expect((await signIn(chosen)).body).toMatchObject({ mustChangePassword: false })
  })

  it('is given to nobody who is disabled', async () => {
    await house.disable(li.session.username)
    expect((await reset()).body).toMatchObject({ code: 'person.is-disabled' })
  })
})

describe('the own password', () => {
  const change = (body: object, key = `own-${li.session.username}`) =>
    as(li.token, 'PUT', '/api/session/password', body, key)

  it('is changed by nobody who is a stranger, does not know it, or wants a weak one', async () => {
    const sums = await sumTables(house.database)
    expect(
      (await house.stranger.call('PUT', '/api/session/password', { present: old, password: chosen })).status,
    ).toBe(401)
    for (const [password, fault] of [
      [old, 'unchanged'],
      ['short', 'short'],
      ['1234567890', 'common'],
      [li.session.username.repeat(3), 'user-name'],
    ])
      expect((await change({ present: old, password })).body).toMatchObject({
        code: 'password.weak',
        details: { fault },
      })
    expect(await sumTables(house.database)).toEqual(sums)
    expect((await change({ present: 'wrong', password: chosen })).body).toMatchObject({
      code: 'password.wrong',
    })
    expect((await signIn(old)).status).toBe(200)
  })

  it('ends the other sessions, gives this one another token and no more time, and writes a line without it', async () => {
    const { token } = (await signIn(old)).body as { token: string }
    house.clock.advance(3_600_000)
    const changed = await change({ present: old, password: chosen })
    expect(changed.body).toMatchObject({ endedSessions: 1 })
    await vi.waitFor(async () => expect((await as(token, 'GET', '/api/session')).status).toBe(401), {
      timeout: 1000,
    })
    await vi.waitFor(async () => expect((await li.get('/api/session')).status).toBe(401), { timeout: 1000 })
    expect((await as(String(changed.body['token']), 'GET', '/api/session')).body).toMatchObject({
      expiresAt: li.session.expiresAt.toISOString(),
    })
    const lines = await house.database.rows(
      "select input, output from platform.audit_entries where command = 'session.change-password' and subject_id = $1",
      [li.session.id],
    )
    const expiresAt = li.session.expiresAt.toISOString()
    expect(lines).toEqual([{ input: {}, output: { endedSessions: 1, expiresAt } }])
  })

  it('cannot be guessed from a session that somebody left open', async () => {
    const codes = []
    for (let index = 0; index < 6; index += 1)
      codes.push(
        (await change({ present: `guess ${index}`, password: chosen }, `guess-${count}-${index}`)).body[
          'code'
        ],
      )
    expect(codes).toEqual([...Array(4).fill('password.wrong'), 'session.wait', 'session.wait'])
  })
})
