/** A second factor from its beginning to its loss, and what a sign-in is without it. */
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { systemActor } from '#platform/actor.ts'
import { sumTables } from '../../testing/table-sums.ts'
import { openTestHouse, type TestHouse, testAdcode, type Voice } from '../../testing/test-house.ts'
import { challengeSignIn } from './commands/challenge-sign-in.ts'
import { resetSecondFactor } from './commands/reset-second-factor.ts'

const password = 'a password for tests'
const halfMinute = 30_000
let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

const as = (token: string, method: string, path: string, body?: unknown, key?: string) =>
  house.stranger.call(method, path, body, {
    authorization: `Bearer ${token}`,
    ...(key ? { 'idempotency-key': key } : {}),
  })
const signIn = (username: string) => house.stranger.post('/api/session', { username, password })
const finish = (challenge: unknown, code: string) =>
  house.stranger.post('/api/session/code', { challenge, code })
const challengeOf = async (username: string) => {
  const { status, body } = await signIn(username)
  expect([status, body['code']]).toEqual([401, 'session.code-needed'])
  return (body['details'] as { challenge: string }).challenge
}
/** What the device shows at this moment. */
const codeOf = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: house.clock.now().getTime() })
const wrongCodeOf = (secret: string) =>
  String((Number(codeOf(secret)) + 500_000) % 1_000_000).padStart(6, '0')

type Enrolled = { token: string; secret: string; recoveryCodes: string[]; voice: Voice }
async function enrol(
  username: string,
  posts: Parameters<TestHouse['as']>[0]['posts'] = ['leader'],
): Promise<Enrolled> {
  const voice = await house.as({ username, posts })
  const begun = await as(voice.token, 'POST', '/api/account/second-factor', { password })
  const secret = String(begun.body['secret'])
  const { body } = await as(voice.token, 'POST', '/api/account/second-factor/confirm', {
    code: codeOf(secret),
  })
  house.clock.advance(halfMinute)
  return { token: String(body['token']), secret, recoveryCodes: body['recoveryCodes'] as string[], voice }
}

describe('a second factor', () => {
  it('is begun with the password, confirmed by a code of the device, and then asked for at each sign-in', async () => {
    const voice = await house.as({ username: 'ai', posts: ['leader'] })
    const other = String((await signIn('ai')).body['token'])
    const begin = (given: string, key: string) =>
      as(voice.token, 'POST', '/api/account/second-factor', { password: given }, key)
    expect((await begin('a guess', 'begin-of-ai-1')).body).toMatchObject({ code: 'password.wrong' })
    const begun = await begin(password, 'begin-of-ai-2')
    const sums = await sumTables(house.database)
    expect((await begin(password, 'begin-of-ai-2')).body).toEqual(begun.body)
    expect(await sumTables(house.database)).toEqual(sums)
    const secret = String(begun.body['secret'])
    expect(begun.body['uri']).toContain(`secret=${secret}`)
    // What is only begun is asked of nobody.
    expect((await signIn('ai')).status).toBe(200)
    const confirm = (code: string, key: string) =>
      as(voice.token, 'POST', '/api/account/second-factor/confirm', { code }, key)
    expect((await confirm(wrongCodeOf(secret), 'confirm-of-ai-1')).body).toMatchObject({
      code: 'second-factor.wrong-code',
    })
    const { body } = await confirm(codeOf(secret), 'confirm-of-ai-2')
    expect(body).toMatchObject({ endedSessions: 2, recoveryCodes: expect.any(Array) })
    expect((await as(String(body['token']), 'GET', '/api/account')).body).toMatchObject({
      secondFactor: { since: house.clock.now().toISOString(), codesLeft: 10, isRequired: false },
    })
    // Rights have changed: the token from before is nothing any more, nor are the other sessions.
    await vi.waitFor(
      async () => {
        for (const it of [voice.token, other]) expect((await as(it, 'GET', '/api/session')).status).toBe(401)
      },
      { timeout: 1500 },
    )
    house.clock.advance(halfMinute)
    const done = await finish(await challengeOf('ai'), codeOf(secret))
    expect([done.status, done.body['permissions']]).toEqual([200, expect.arrayContaining(['case.read'])])
  })

  it('lies nowhere in clear: its secret is sealed, its recovery codes are hashes, no log has either', async () => {
    const { secret, recoveryCodes, voice } = await enrol('bo')
    const kept = await house.database.rows<{ it: string }>(
      `select to_jsonb(f)::text as it from identity.second_factors f
       union all select to_jsonb(r)::text from identity.recovery_codes r
       union all select to_jsonb(c)::text from identity.sign_in_challenges c
       union all select to_jsonb(a)::text from platform.audit_entries a`,
    )
    for (const { it } of kept)
      for (const hidden of [
        secret,
        ...recoveryCodes,
        ...recoveryCodes.map((code) => code.replaceAll('-', '')),
      ])
        expect(it).not.toContain(hidden)
    const told = await house.database.rows<{ command: string }>(
      'select command from platform.audit_entries where subject_id = $1 order by at',
      [voice.session.id],
    )
    expect(told.map((it) => it.command)).toEqual([
      'session.open',
      'second-factor.begin',
      'second-factor.confirm',
    ])
  })

  it('refuses a code that was used, an earlier one, and one challenge met twice, also at once', async () => {
    const { secret } = await enrol('cai')
    const code = codeOf(secret)
    const [one, two] = [await challengeOf('cai'), await challengeOf('cai')]
    const answers = await Promise.all([finish(one, code), finish(two, code)])
    expect(answers.map((it) => it.status).sort()).toEqual([200, 400])
    const third = await challengeOf('cai')
    expect((await finish(third, code)).body).toMatchObject({ code: 'second-factor.wrong-code' })
    // The code from half a minute ago would be near enough, were it not older than the last.
    house.clock.advance(halfMinute)
    expect((await finish(third, code)).body).toMatchObject({ code: 'second-factor.wrong-code' })
    expect((await finish(third, codeOf(secret))).status).toBe(200)
    house.clock.advance(halfMinute)
    expect((await finish(third, codeOf(secret))).body).toMatchObject({ code: 'session.challenge-over' })
  })

  it('is waited for five minutes, by nobody who made the challenge up, and no longer than the password lasts', async () => {
    const { secret, voice } = await enrol('dai')
    expect((await finish('a-challenge-that-somebody-made-up', codeOf(secret))).body).toMatchObject({
      code: 'session.challenge-over',
    })
    const late = await challengeOf('dai')
    house.clock.advance(5 * 60_000)
    expect((await finish(late, codeOf(secret))).body).toMatchObject({ code: 'session.challenge-over' })
    const stale = await challengeOf('dai')
    await house.database.rows(`update identity.people set password_hash = 'another' where id = $1`, [
      voice.session.id,
    ])
    expect((await finish(stale, codeOf(secret))).body).toMatchObject({ code: 'session.challenge-over' })
    // Nobody but the system opens or challenges a sign-in.
    const input = { personId: voice.session.id, passwordHash: 'x', tokenHash: 'y' }
    await expect(house.act(voice.session, challengeSignIn, input)).rejects.toThrow('access.not-permitted')
  })

  it('makes whoever guesses codes wait as whoever guesses passwords', async () => {
    const { secret } = await enrol('fei')
    const challenge = await challengeOf('fei')
    const codes = []
    for (let index = 0; index < 6; index += 1)
      codes.push((await finish(challenge, wrongCodeOf(secret))).body['code'])
    expect(codes).toEqual([...Array(4).fill('second-factor.wrong-code'), 'session.wait', 'session.wait'])
    expect((await finish(challenge, codeOf(secret))).body).toMatchObject({ code: 'session.wait' })
    expect((await signIn('fei')).body).toMatchObject({ code: 'session.wait' })
    house.clock.advance(halfMinute)
    expect((await finish(challenge, codeOf(secret))).status).toBe(200)
  })
})

describe('who has lost the device', () => {
  it('signs in with a recovery code, each of which is good once, and makes new ones', async () => {
    const { secret, recoveryCodes } = await enrol('gao')
    const [first = '', second = ''] = recoveryCodes
    const { status, body } = await finish(await challengeOf('gao'), first.toUpperCase())
    expect(status).toBe(200)
    expect((await finish(await challengeOf('gao'), first)).body).toMatchObject({
      code: 'second-factor.wrong-code',
    })
    const renewed = await as(String(body['token']), 'POST', '/api/account/recovery-codes', {
      password,
      code: codeOf(secret),
    })
    expect(renewed.body['recoveryCodes']).toHaveLength(10)
    expect((await finish(await challengeOf('gao'), second)).body).toMatchObject({
      code: 'second-factor.wrong-code',
    })
    const [fresh = ''] = renewed.body['recoveryCodes'] as string[]
    expect((await finish(await challengeOf('gao'), fresh)).status).toBe(200)
  })

  it('is freed of it by the security administrator, in the log, and by nobody else', async () => {
    const { voice, token } = await enrol('hua')
    const admin = await house.as({ username: 'shen', posts: ['security_admin'] })
    const path = `/api/people/${voice.session.id}/reset-second-factor`
    expect((await as(token, 'POST', path)).body).toMatchObject({ code: 'access.not-permitted' })
    const own = `/api/people/${admin.session.id}/reset-second-factor`
    expect((await admin.post(own)).body).toMatchObject({ code: 'second-factor.own' })
    const key = { 'idempotency-key': 'reset-of-hua' }
    for (const _ of [1, 2]) expect((await admin.post(path, {}, key)).body).toEqual({ id: voice.session.id })
    expect((await admin.post(path)).body).toMatchObject({ code: 'second-factor.none' })
    await vi.waitFor(async () => expect((await as(token, 'GET', '/api/session')).status).toBe(401), {
      timeout: 1500,
    })
    expect((await signIn('hua')).status).toBe(200)
    const told = await house.database.rows(
      `select actor_name as by from platform.audit_entries where subject_id = $1 and command = 'second-factor.reset'`,
      [voice.session.id],
    )
    expect(told).toEqual([{ by: 'shen' }])
    await expect(
      house.act(systemActor(testAdcode), resetSecondFactor, { id: voice.session.id }),
    ).rejects.toThrow('second-factor.none')
  })

  it('gives it up with password and code, unless a post asks for it; whoever has none then can do nothing else', async () => {
    const { token, secret } = await enrol('jin', ['inspector'])
    const admin = await house.as({ username: 'an-quan', posts: ['security_admin'] })
    const { settings, version } = (await admin.get('/api/security-settings')).body as {
      settings: object
      version: number
    }
    const ask = (posts: string[], expectedVersion: number) =>
      admin.call('PUT', '/api/security-settings', { ...settings, secondFactorPosts: posts, expectedVersion })
    expect((await ask(['inspector'], version)).body).toEqual({ version: version + 1 })
    const remove = (code: string, of = token) =>
      as(of, 'POST', '/api/account/second-factor/remove', { password, code })
    await vi.waitFor(async () => {
      expect((await remove(codeOf(secret))).body).toMatchObject({ code: 'second-factor.required' })
    })
    const bare = await house.as({ username: 'bare', posts: ['inspector'] })
    const stands = async () => (await bare.get('/api/session')).body
    await vi.waitFor(
      async () => expect(await stands()).toMatchObject({ mustEnrolSecondFactor: true, permissions: [] }),
      { timeout: 2000 },
    )
    expect((await bare.get('/api/cases')).body).toMatchObject({ code: 'access.not-permitted' })
    expect((await ask([], version + 1)).body).toEqual({ version: version + 2 })
    await vi.waitFor(async () => expect((await bare.get('/api/cases')).status).toBe(200), { timeout: 2000 })
    expect((await remove(wrongCodeOf(secret))).body).toMatchObject({ code: 'second-factor.wrong-code' })
    const removed = await remove(codeOf(secret))
    expect(removed.status).toBe(200)
    expect((await signIn('jin')).status).toBe(200)
  })
})
