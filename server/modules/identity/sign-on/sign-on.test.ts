/** Signing in through a provider: what lets somebody in, and everything that must not. */
import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientOfTests, type MadeUpProvider, type TokenMaker } from '../../../testing/made-up-provider.ts'
import { openRealProvider, signInAtProvider } from '../../../testing/real-provider.ts'
import { sumTables } from '../../../testing/table-sums.ts'
import type { TestHouse, Voice } from '../../../testing/test-house.ts'
import {
  addProvider,
  answerTo,
  type Comeback,
  type LinkedHouse,
  openBrowser,
  openLinkedHouse,
  providerAt,
} from './testing.ts'

const password = 'a password for tests'
let story: LinkedHouse
let house: TestHouse
let admin: Voice
let made: MadeUpProvider
/** The provider of most tests, with which 李 is linked. */
let place: LinkedHouse['place']
beforeAll(async () => {
  story = await openLinkedHouse()
  ;({ house, admin, made, place } = story)
})
afterAll(() => story?.close())

const comeBack = (how?: Comeback) => story.comeBack(how)
const lastAudit = (command: string) => story.lastAudit(command)

describe('signing in through a provider', () => {
  it('goes there and back, links with the own password, and ends in a session like any other', async () => {
    const settings = providerAt('http://127.0.0.1:1/', { code: 'real' })
    const real = await openRealProvider(`http://localhost/desk/sign-on/real`)
    const { status, body } = await admin.post('/api/sign-on-providers', { ...settings, issuer: real.issuer })
    expect(status, JSON.stringify(body)).toBe(200)
    const wang = await house.as({ username: 'wang', name: '王', posts: ['leader'] })
    const own = openBrowser(house.app)
    await own.post('/api/session', { username: 'wang', password })
    const begun = await own.post('/api/account/sign-on/real/begin', { password })
    const back = new URL(await signInAtProvider(String(begun.body['address']), 'wang-of-the-place'))
    expect(`${back.origin}${back.pathname}`).toBe('http://localhost/desk/sign-on/real')
    expect((await own.finish('real', back.search.slice(1))).body).toEqual({ to: '/account', session: null })
    expect((await own.get('/api/account/sign-on')).body['providers']).toContainEqual({
      code: 'real',
      zh: '统一身份认证',
      en: 'the place’s sign-on',
      link: { linkedAt: house.clock.now().toISOString(), linkedBy: 'self', linkedByName: '王' },
    })
    const browser = openBrowser(house.app)
    const away = await browser.begin('real', '/cases?state=filed')
    const again = new URL(await signInAtProvider(away, 'wang-of-the-place'))
    const done = await browser.finish('real', again.search.slice(1))
    expect(done.body).toMatchObject({ to: '/cases?state=filed', session: { person: { username: 'wang' } } })
    expect(done.raw).not.toContain('token')
    expect((await browser.get('/api/session')).body).toMatchObject({ person: { username: 'wang' } })
    const line = await lastAudit('session.open')
    expect(line).toMatchObject({ subject_id: wang.session.id, input: { signOnLinkId: expect.any(String) } })
    // Somebody else of the place, whom nobody has linked.
    const stranger = openBrowser(house.app)
    const theirs = new URL(await signInAtProvider(await stranger.begin('real'), 'somebody'))
    expect((await stranger.finish('real', theirs.search.slice(1))).body).toMatchObject({
      code: 'sign-on.refused',
    })
    const left = await house.app.inject({
      method: 'DELETE',
      url: '/api/session',
      cookies: browser.cookies,
      headers: { 'sec-fetch-site': 'same-origin' },
    })
    const end = new URL(left.json<{ continueAt: string }>().continueAt)
    expect(end.href).toMatch(new RegExp(`^${real.issuer}/session/end`))
    expect(end.searchParams.get('post_logout_redirect_uri')).toBe('http://localhost/desk/sign-in')
    await real.close()
  }, 60_000)

  it('asks with PKCE, a state and a nonce; nothing is written before somebody comes back', async () => {
    const sums = await sumTables(house.database)
    const browser = openBrowser(house.app)
    const asked = new URL(await browser.begin(place.code)).searchParams
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      client_id: clientOfTests.id,
      scope: 'openid profile',
      redirect_uri: `http://localhost/desk/sign-on/${place.code}`,
      code_challenge_method: 'S256',
    })
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(asked.get(name)?.length).toBeGreaterThanOrEqual(43)
    const { setCookies } = await browser.post(`/api/sign-on/${place.code}/begin`)
    expect(setCookies.join()).toMatch(
      /^jingwei_sign_on=s1\.[^;]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Strict$/,
    )
    expect(await sumTables(house.database)).toEqual(sums)
  })

  it('leads nowhere but into the desk', async () => {
    const browser = openBrowser(house.app)
    for (const to of [
      'https://elsewhere.example/',
      '//elsewhere.example',
      '/\\elsewhere.example',
      '\\\\elsewhere.example',
      '/\t/elsewhere.example',
      'javascript:alert(1)',
      '/a\nb',
      '',
      `/${'a'.repeat(600)}`,
    ]) {
      const { status, body } = await browser.post(`/api/sign-on/${place.code}/begin`, { to })
      expect([status, body['code']], to).toEqual([400, 'request.invalid'])
    }
    expect((await comeBack({ to: '/queue' })).body['to']).toBe('/queue')
  })
})

describe('what comes back', () => {
  it('is taken once, whatever becomes of it', async () => {
    const browser = openBrowser(house.app)
    const address = await browser.begin(place.code)
    made.hear(address)
    made.tell((usual, sign) => sign(usual))
    const kept = { ...browser.cookies }
    expect((await browser.finish(place.code, answerTo(address))).status).toBe(200)
    const [session, redeemed] = [browser.cookies['jingwei_session'], made.redeemed()]
    const replay = openBrowser(house.app)
    Object.assign(replay.cookies, kept)
    expect((await replay.finish(place.code, answerTo(address))).body).toMatchObject({ code: 'sign-on.over' })
    expect(made.redeemed()).toBe(redeemed)
    expect(session).toBeDefined()
    // Two at once: one of them.
    const second = openBrowser(house.app)
    const other = await second.begin(place.code)
    made.hear(other)
    const twins = await Promise.all(
      [1, 2].map(() => {
        const twin = openBrowser(house.app)
        Object.assign(twin.cookies, second.cookies)
        return twin.finish(place.code, answerTo(other))
      }),
    )
    expect(twins.map((it) => it.status).sort()).toEqual([200, 401])
  })

  it('fits only the browser that began it, the provider it was begun with, and ten minutes', async () => {
    const [mine, theirs] = [openBrowser(house.app), openBrowser(house.app)]
    const other = await addProvider(admin, made.issuer)
    const [address, foreign] = [await mine.begin(place.code), await theirs.begin(place.code)]
    const before = await sumTables(house.database)
    const over = async (browser: typeof mine, code: string, answer: string) => {
      const done = await browser.finish(code, answer)
      expect([done.status, done.body['code']]).toEqual([401, 'sign-on.over'])
      expect(browser.cookies['jingwei_session']).toBeUndefined()
    }
    const copyOf = (from: typeof mine) => {
      const it = openBrowser(house.app)
      Object.assign(it.cookies, from.cookies)
      return it
    }
    await over(openBrowser(house.app), place.code, answerTo(address))
    await over(copyOf(mine), place.code, answerTo(foreign))
    await over(copyOf(mine), place.code, answerTo(address, { state: 'planted' }))
    await over(copyOf(mine), place.code, `${answerTo(address)}&state=planted`)
    await over(copyOf(mine), place.code, 'code=a-code')
    await over(copyOf(mine), other.code, answerTo(address))
    const forged = copyOf(mine)
    forged.cookies['jingwei_sign_on'] = `${mine.cookies['jingwei_sign_on']}x`
    await over(forged, place.code, answerTo(address))
    house.clock.advance(601_000)
    await over(copyOf(mine), place.code, answerTo(address))
    expect(await sumTables(house.database)).toEqual(before)
  })

  it.each<[string, TokenMaker]>([
    ['of another sign-in', (usual, sign) => sign({ ...usual, nonce: 'of another' })],
    ['without a nonce', ({ nonce: _, ...usual }, sign) => sign(usual)],
    ['for another client', (usual, sign) => sign({ ...usual, aud: 'another' })],
    ['for others too, by none of them', (usual, sign) => sign({ ...usual, aud: ['jingwei', 'x'], azp: 'x' })],
    ['of another issuer', (usual, sign) => sign({ ...usual, iss: 'https://other.example' })],
    ['that has ended', (usual, sign) => sign({ ...usual, exp: Math.floor(Date.now() / 1000) - 120 })],
    ['that never ends', ({ exp: _, ...usual }, sign) => sign(usual)],
    ['without a subject', ({ sub: _, ...usual }, sign) => sign(usual)],
    ['of another access token', (usual, sign) => sign({ ...usual, at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' })],
    [
      'signed by nobody',
      (usual) => {
        const part = (it: object) => Buffer.from(JSON.stringify(it)).toString('base64url')
        return `${part({ alg: 'none' })}.${part(usual)}.`
      },
    ],
    [
      'signed with the secret of the client',
      (usual) =>
        new SignJWT(usual)
          .setProtectedHeader({ alg: 'HS256' })
          .sign(new TextEncoder().encode(clientOfTests.secret.padEnd(32, ' '))),
    ],
    [
      'changed after it was signed',
      async (usual, sign) => {
        const [head, , signature] = (await sign(usual)).split('.')
        const body = Buffer.from(JSON.stringify({ ...usual, acr: 'high' })).toString('base64url')
        return `${head}.${body}.${signature}`
      },
    ],
  ])('is refused with a token %s', async (_, tell) => {
    const { status, body, browser } = await comeBack({ tell })
    expect([status, body['code']]).toEqual([401, 'sign-on.answer-wrong'])
    expect(browser.cookies['jingwei_session']).toBeUndefined()
    expect((await lastAudit('sign-on.refuse'))?.input).toMatchObject({
      reason: 'answer-wrong',
      detail: expect.stringMatching(/./),
    })
  })

  it('is refused where another issuer says it sent it, or where the provider broke off', async () => {
    expect((await comeBack({ changes: { iss: 'https://other.example' } })).body['code']).toBe(
      'sign-on.answer-wrong',
    )
    const declined = await comeBack({ changes: { error: 'access_denied' } })
    expect([declined.status, declined.body['code']]).toEqual([401, 'sign-on.declined'])
  })
})
