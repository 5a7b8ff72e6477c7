/** Whose account a provider opens, by which link, and what becomes of both. */
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  clientOfTests,
  type MadeUpProvider,
  openMadeUpProvider,
  type TokenMaker,
} from '../../../testing/made-up-provider.ts'
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
  subject,
} from './testing.ts'

const password = 'a password for tests'
let story: LinkedHouse
let house: TestHouse
let admin: Voice
let li: Voice
let made: MadeUpProvider
/** The provider of most tests, with which 李 is linked. */
let place: LinkedHouse['place']
beforeAll(async () => {
  story = await openLinkedHouse()
  ;({ house, admin, li, made, place } = story)
})
afterAll(() => story?.close())

const comeBack = (how?: Comeback) => story.comeBack(how)
const lastAudit = (command: string) => story.lastAudit(command)
const countRefusals = async () =>
  (await house.database.rows("select from platform.audit_entries where command = 'sign-on.refuse'")).length

describe('an account', () => {
  it('that is not linked, closed, or waiting after failures is refused in the same words', async () => {
    const gone = await house.as({ username: 'gone', posts: ['leader'] })
    const waiting = await house.as({ username: 'waiting', posts: ['leader'] })
    for (const it of ['gone', 'waiting'])
      await admin.post(`/api/sign-on-providers/${place.id}/links`, { username: it, subject: `sub-of-${it}` })
    await house.disable('gone')
    for (let guess = 0; guess < 5; guess += 1)
      await openBrowser(house.app, '10.8.8.8').post('/api/session', {
        username: 'waiting',
        password: 'a guess',
      })
    const seen: unknown[] = []
    for (const sub of ['nobody', 'sub-of-gone', 'sub-of-waiting']) {
      const { status, body } = await comeBack({ tell: (usual, sign) => sign({ ...usual, sub }) })
      const { requestId: _, ...told } = body
      seen.push([status, told])
      const line = await lastAudit('sign-on.refuse')
      const reasons = { nobody: 'unlinked', 'sub-of-gone': 'closed', 'sub-of-waiting': 'waits' }
      expect(line?.input['reason']).toBe(reasons[sub as keyof typeof reasons])
      expect(JSON.stringify(line)).not.toContain(sub === 'nobody' ? 'nobody' : sub)
    }
    expect(seen[1]).toEqual(seen[0])
    expect(seen[2]).toEqual(seen[0])
    expect(seen[0]).toMatchObject([401, { code: 'sign-on.refused' }])
    const tries = await waiting.get('/api/account')
    expect(tries.body['signIns']).toContainEqual(expect.objectContaining({ isRefused: true }))
    expect(gone.session.id).toBeDefined()
  })

  it('with a second factor is still asked for its code, unless the county lets that of the provider count', async () => {
    const ke = await house.as({ username: 'ke', posts: ['leader'] })
    const sub = 'subject-of-ke'
    await admin.post(`/api/sign-on-providers/${place.id}/links`, { username: 'ke', subject: sub })
    const headers = { authorization: `Bearer ${ke.token}` }
    const begun = await house.stranger.call('POST', '/api/account/second-factor', { password }, headers)
    const totp = new TOTP({ secret: Secret.fromBase32(String(begun.body['secret'])) })
    const code = () => totp.generate({ timestamp: house.clock.now().getTime() })
    await house.stranger.call('POST', '/api/account/second-factor/confirm', { code: code() }, headers)
    house.clock.advance(30_000)
    const tell: TokenMaker = (usual, sign) => sign({ ...usual, sub, amr: ['pwd', 'otp'], acr: 'high' })
    const asked = await comeBack({ tell, to: '/cases' })
    expect([asked.status, asked.body['code']]).toEqual([401, 'session.code-needed'])
    expect(asked.browser.cookies['jingwei_session']).toBeUndefined()
    const { challenge, to } = asked.body['details'] as { challenge: string; to: string }
    expect(to).toBe('/cases')
    const wrong = await asked.browser.post('/api/session/code', { challenge, code: '000000' })
    expect(wrong.body['code']).toBe('second-factor.wrong-code')
    const entered = await asked.browser.post('/api/session/code', { challenge, code: code() })
    expect([entered.status, entered.body['person']]).toEqual([
      200,
      expect.objectContaining({ username: 'ke' }),
    ])
    const trusting = await addProvider(admin, made.issuer, { factorValues: ['otp'] })
    await admin.post(`/api/sign-on-providers/${trusting.id}/links`, { username: 'ke', subject: sub })
    expect((await comeBack({ tell, code: trusting.code })).status).toBe(200)
    expect((await lastAudit('session.open'))?.input).toMatchObject({ withProviderFactor: true })
    const plain: TokenMaker = (usual, sign) => sign({ ...usual, sub, amr: ['pwd'] })
    expect((await comeBack({ tell: plain, code: trusting.code })).body['code']).toBe('session.code-needed')
  })

  it('whose post asks for a second factor can do nothing before having one, unless the provider asked for one', async () => {
    const shown = await admin.get('/api/security-settings')
    const asks = async (secondFactorPosts: string[]) => {
      const { version, settings } = (await admin.get('/api/security-settings')).body as {
        version: number
        settings: object
      }
      const body = { ...settings, secondFactorPosts, expectedVersion: version }
      expect((await admin.call('PUT', '/api/security-settings', body)).status).toBe(200)
      await house.settle()
    }
    expect(shown.status).toBe(200)
    await asks(['acceptor'])
    // What is remembered of the settings ends by itself within half a second.
    await vi.waitFor(
      async () =>
        expect((await comeBack()).body['session']).toMatchObject({
          mustEnrolSecondFactor: true,
          permissions: [],
        }),
      { timeout: 3000, interval: 200 },
    )
    const trusting = await addProvider(admin, made.issuer, { factorValues: ['high'] })
    await admin.post(`/api/sign-on-providers/${trusting.id}/links`, { username: 'li', subject })
    const tell: TokenMaker = (usual, sign) => sign({ ...usual, acr: 'high' })
    expect((await comeBack({ tell, code: trusting.code })).body['session']).toMatchObject({
      mustEnrolSecondFactor: false,
      permissions: expect.arrayContaining(['case.read']),
    })
    await asks([])
  })

  it('is found by a claim only where the county says so, and never one that administers', async () => {
    await house.as({ username: 'matched', posts: ['leader'] })
    await house.as({ username: 'shen-ji', posts: ['audit_admin'] })
    const tellOf =
      (name: string, more: object = {}): TokenMaker =>
      (usual, sign) =>
        sign({ ...usual, sub: `new-${name}`, preferred_username: name, ...more })
    expect((await comeBack({ tell: tellOf('matched') })).body['code']).toBe('sign-on.refused')
    const matching = await addProvider(admin, made.issuer, { matchClaim: 'preferred_username' })
    const { code } = matching
    expect((await comeBack({ tell: tellOf('matched'), code })).body).toMatchObject({
      session: { person: { username: 'matched' } },
    })
    expect((await lastAudit('sign-on.link-matching'))?.input).toMatchObject({ subject: 'new…ed' })
    for (const name of ['shen-ji', 'an-quan', 'nobody-here'])
      expect((await comeBack({ tell: tellOf(name), code })).body['code'], name).toBe('sign-on.refused')
    // Another of the same name is not the one who was linked.
    const other = await comeBack({ tell: tellOf('matched', { sub: 'another-subject' }), code })
    expect(other.body['code']).toBe('sign-on.refused')
    const byMail = await addProvider(admin, made.issuer, { matchClaim: 'email' })
    const unproven = tellOf('x', { email: 'li', email_verified: false })
    expect((await comeBack({ tell: unproven, code: byMail.code })).body['code']).toBe('sign-on.refused')
  })
})

describe('a link', () => {
  it('is made by the person with the password, and by nobody who found the desk open', async () => {
    await house.as({ username: 'zhao', posts: ['audit_admin'] })
    const own = openBrowser(house.app)
    await own.post('/api/session', { username: 'zhao', password })
    const begin = (given: string) => own.post(`/api/account/sign-on/${place.code}/begin`, { password: given })
    expect((await begin('a guess')).body['code']).toBe('password.wrong')
    const address = String((await begin(password)).body['address'])
    expect(new URL(address).searchParams.get('prompt')).toBe('login')
    made.hear(address)
    made.tell((usual, sign) => sign({ ...usual, sub: 'subject-of-zhao' }))
    // Handed over in the browser of somebody else, who took the cookie: it is not their account.
    const thief = openBrowser(house.app)
    await thief.post('/api/session', { username: 'li', password })
    thief.cookies['jingwei_sign_on'] = String(own.cookies['jingwei_sign_on'])
    expect((await thief.finish(place.code, answerTo(address))).body['code']).toBe('sign-on.over')
    const again = String((await begin(password)).body['address'])
    made.hear(again)
    expect((await own.finish(place.code, answerTo(again))).body).toEqual({ to: '/account', session: null })
    expect((await begin(password)).body['code']).toBe('sign-on.already-linked')
    const tell: TokenMaker = (usual, sign) => sign({ ...usual, sub: 'subject-of-zhao' })
    const entered = await comeBack({ tell })
    expect(entered.status).toBe(200)
    const ended = await own.post(`/api/account/sign-on/${place.code}/unlink`)
    expect(ended.body).toEqual({ endedSessions: 1 })
    await house.settle()
    expect((await entered.browser.get('/api/session')).status).toBe(401)
    expect((await own.get('/api/session')).status).toBe(200)
    expect((await comeBack({ tell })).body['code']).toBe('sign-on.refused')
    expect((await own.post(`/api/account/sign-on/${place.code}/unlink`)).body['code']).toBe(
      'sign-on.link-unknown',
    )
  })

  it('is made for others by the security administrator alone, never for one that administers, and once', async () => {
    const path = `/api/sign-on-providers/${place.id}/links`
    await house.as({ username: 'xu', posts: ['leader'] })
    const sysadmin = await house.as({ username: 'root-admin', posts: ['sysadmin'] })
    const sums = await sumTables(house.database)
    const link = (username: string, sub: string, by = admin, key = `link-${username}-${sub}`) =>
      by.post(path, { username, subject: sub }, { 'idempotency-key': key })
    expect((await link('xu', 'of-xu', sysadmin)).body['code']).toBe('access.not-permitted')
    expect((await link('root-admin', 'of-root')).body['code']).toBe('sign-on.of-administrator')
    expect((await link('an-quan', 'of-admin')).body['code']).toBe('sign-on.of-administrator')
    expect((await link('nobody-here', 'x')).body['code']).toBe('person.unknown')
    expect((await link('xu', subject)).body['code']).toBe('sign-on.already-linked')
    expect(await sumTables(house.database)).toEqual({
      ...sums,
      'platform.audit_entries': expect.anything(),
      'platform.audit_blocks': expect.anything(),
    })
    const first = await link('xu', 'subject-of-xu', admin, 'link-of-xu')
    const after = await sumTables(house.database)
    expect((await link('xu', 'subject-of-xu', admin, 'link-of-xu')).body).toEqual(first.body)
    expect(await sumTables(house.database)).toEqual(after)
    expect((await lastAudit('sign-on.link'))?.input).toMatchObject({ username: 'xu', subject: 'sub…xu' })
    const kept = await house.database.rows<{ it: string }>(
      `select to_jsonb(l)::text as it from identity.sign_on_links l
       union all select to_jsonb(p)::text from identity.sign_on_providers p
       union all select to_jsonb(a)::text from platform.audit_entries a where command like 'sign-on.%'`,
    )
    for (const { it } of kept) {
      expect(it).not.toContain('subject-of-xu')
      expect(it).not.toContain(clientOfTests.secret)
    }
    const { links } = (await admin.get(path)).body as {
      links: { id: string; subject: string; person: object }[]
    }
    const shown = links.find((it) => it.id === first.body['id'])
    expect(shown).toMatchObject({ subject: 'sub…xu', person: { username: 'xu' }, linkedBy: 'administrator' })
    expect((await admin.post(`/api/sign-on-links/${shown?.id}/end`)).body).toMatchObject({ endedSessions: 0 })
    // Whoever was linked by somebody else and administers since then is not let in.
    await link('xu', 'subject-of-xu', admin, 'link-of-xu-again')
    await house.asOwner(
      "update identity.post_holdings set post = 'sysadmin' where person_id = (select id from identity.people where username = 'xu')",
    )
    const tell: TokenMaker = (usual, sign) => sign({ ...usual, sub: 'subject-of-xu' })
    expect((await comeBack({ tell })).body['code']).toBe('sign-on.refused')
    expect((await lastAudit('sign-on.refuse'))?.input['reason']).toBe('administrator')
  })
})

describe('a provider', () => {
  it('is set by the security administrator alone; its secret is never shown, and kept for one issuer', async () => {
    for (const path of [
      'http://place.example',
      'https://user@place.example',
      'ftp://x',
      'https://a.example/?b',
    ])
      expect((await admin.post('/api/sign-on-providers', providerAt(path))).body['code'], path).toBe(
        'sign-on.issuer-insecure',
      )
    for (const changes of [{ houseUrl: 'http://localhost/desk' }, { code: 'Ä' }, { scopes: ['a b'] }])
      expect((await admin.post('/api/sign-on-providers', providerAt(made.issuer, changes))).status).toBe(400)
    expect((await li.post('/api/sign-on-providers', providerAt(made.issuer))).body['code']).toBe(
      'access.not-permitted',
    )
    const taken = providerAt(made.issuer, { code: place.code })
    expect((await admin.post('/api/sign-on-providers', taken)).body['code']).toBe('sign-on.code-taken')
    const it = await addProvider(admin, made.issuer)
    const { body } = await admin.get('/api/sign-on-providers')
    expect(JSON.stringify(body)).not.toContain(clientOfTests.secret)
    expect(body['providers']).toContainEqual(
      expect.objectContaining({
        id: it.id,
        hasSecret: true,
        returnAddress: `http://localhost/desk/sign-on/${it.code}`,
      }),
    )
    const put = (changes: object) => {
      const { code: _, ...rest } = { ...it.settings, clientSecret: null, ...changes } as Record<
        string,
        unknown
      >
      return admin.call('PUT', `/api/sign-on-providers/${it.id}`, rest)
    }
    expect((await put({ expectedVersion: 0 })).body['code']).toBe('sign-on.stale-version')
    const elsewhere = { issuer: 'https://other.example', expectedVersion: 1 }
    expect((await put(elsewhere)).body['code']).toBe('sign-on.secret-anew')
    await admin.post(`/api/sign-on-providers/${it.id}/links`, { username: 'li', subject: 'another' })
    expect((await put({ ...elsewhere, clientSecret: 'new' })).body).toMatchObject({ version: 2 })
    expect((await admin.get(`/api/sign-on-providers/${it.id}/links`)).body).toEqual({ links: [] })
    expect((await admin.get(`/api/sign-on-providers/${place.id}/check`)).body).toEqual({
      issuer: made.issuer,
      signsOut: false,
    })
  })

  it('that is off has no button, lets nobody in, and its sessions are worth nothing', async () => {
    const entered = await comeBack()
    const { version } = (
      (await admin.get('/api/sign-on-providers')).body['providers'] as { id: string; version: number }[]
    ).find((it) => it.id === place.id) ?? { version: 0 }
    const put = async (isOn: boolean, expectedVersion: number) => {
      const { code: _, ...rest } = place.settings
      const body = { ...rest, clientSecret: null, isOn, expectedVersion }
      expect((await admin.call('PUT', `/api/sign-on-providers/${place.id}`, body)).status).toBe(200)
      await vi.waitFor(
        async () => expect((await entered.browser.get('/api/session')).status).toBe(isOn ? 200 : 401),
        { timeout: 3000 },
      )
    }
    await put(false, version)
    expect(JSON.stringify((await house.stranger.get('/api/sign-on')).body)).not.toContain(`"${place.code}"`)
    expect((await openBrowser(house.app).post(`/api/sign-on/${place.code}/begin`)).body['code']).toBe(
      'sign-on.unknown-provider',
    )
    await put(true, version + 1)
    expect(JSON.stringify((await house.stranger.get('/api/sign-on')).body)).toContain(`"${place.code}"`)
  })

  it('that is away is told as that, and the password still opens the door', async () => {
    const away = await openMadeUpProvider('x')
    const lost = await addProvider(admin, away.issuer)
    const browser = openBrowser(house.app)
    const address = await browser.begin(lost.code)
    await away.close()
    const refusals = await countRefusals()
    const done = await browser.finish(lost.code, answerTo(address))
    expect([done.status, done.body['code']]).toEqual([409, 'sign-on.unavailable'])
    expect(await countRefusals()).toBe(refusals + 1)
    const never = await addProvider(admin, away.issuer)
    const begun = await browser.post(`/api/sign-on/${never.code}/begin`)
    expect(begun.body).toMatchObject({
      code: 'sign-on.unavailable',
      sentence: { zh: expect.stringContaining('暂时连不上') },
    })
    expect((await browser.post('/api/session', { username: 'li', password })).status).toBe(200)
  })

  it('is reached from the address it sends people back to, and from no other', async () => {
    const elsewhere = await addProvider(admin, made.issuer, { houseUrl: 'https://county.example' })
    const { body } = await openBrowser(house.app).post(`/api/sign-on/${elsewhere.code}/begin`)
    expect(body).toMatchObject({
      code: 'sign-on.other-address',
      details: { houseUrl: 'https://county.example' },
    })
  })
})
