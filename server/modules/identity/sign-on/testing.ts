/** What tests of signing in through a provider share: a provider that is set, and a browser that goes there and back. */

import {
  clientOfTests,
  type MadeUpProvider,
  openMadeUpProvider,
  type TokenMaker,
} from '../../../testing/made-up-provider.ts'
import { openTestHouse, type TestHouse, type Voice } from '../../../testing/test-house.ts'

/** How the house of the tests is reached: as `app.inject` says it. */
export const houseUrl = 'http://localhost'

let count = 0

/** Settings of a provider, as its administrator sends them. */
export const providerAt = (issuer: string, changes: object = {}): Record<string, unknown> => ({
  code: `place-${++count}`,
  nameZh: '统一身份认证',
  nameEn: 'the place’s sign-on',
  issuer,
  clientId: clientOfTests.id,
  clientSecret: clientOfTests.secret,
  scopes: ['profile'],
  houseUrl,
  matchClaim: null,
  factorValues: [],
  endsAtProvider: true,
  isOn: true,
  ...changes,
})

/** Adds a provider; its id and code. */
export async function addProvider(
  by: Voice,
  issuer: string,
  changes: object = {},
): Promise<{ id: string; code: string; settings: Record<string, unknown> }> {
  const settings = providerAt(issuer, changes)
  const { status, body } = await by.post('/api/sign-on-providers', settings)
  if (status !== 200) throw new Error(JSON.stringify(body))
  return { id: String(body['id']), code: String(settings['code']), settings }
}

export type Browser = {
  readonly cookies: Record<string, string>
  post(
    path: string,
    body?: object,
  ): Promise<{ status: number; body: Record<string, unknown>; raw: string; setCookies: string[] }>
  get(path: string): Promise<{ status: number; body: Record<string, unknown> }>
  /** Begins to sign in with the provider `code`; where it was sent. */
  begin(code: string, to?: string): Promise<string>
  /** Hands over what came back. */
  finish(code: string, answer: string): ReturnType<Browser['post']>
}

/** A browser that keeps what cookies it is given. */
export function openBrowser(app: TestHouse['app'], address = '10.9.0.1'): Browser {
  const cookies: Record<string, string> = {}
  const call = async (method: 'GET' | 'POST', url: string, payload?: object) => {
    const reply = await app.inject({
      method,
      url,
      cookies,
      remoteAddress: address,
      headers: { 'sec-fetch-site': 'same-origin' },
      ...(payload ? { payload } : {}),
    })
    for (const it of reply.cookies)
      if (it.value) cookies[it.name] = it.value
      else delete cookies[it.name]
    return {
      status: reply.statusCode,
      body: reply.json<Record<string, unknown>>(),
      raw: reply.body,
      setCookies: [reply.headers['set-cookie'] ?? []].flat(),
    }
  }
  const post: Browser['post'] = (path, body = {}) => call('POST', path, body)
  return {
    cookies,
    post,
    get: (path) => call('GET', path),
    begin: async (code, to = '/') => {
      const { status, body } = await post(`/api/sign-on/${code}/begin`, { to })
      if (status !== 200) throw new Error(JSON.stringify(body))
      return String(body['address'])
    },
    finish: (code, answer) => post(`/api/sign-on/${code}/finish`, { answer }),
  }
}

/** The answer of a provider that gives a code at once, for where a browser was sent. */
export const answerTo = (address: string, changes: Record<string, string> = {}): string =>
  new URLSearchParams({
    code: 'a-code',
    state: new URL(address).searchParams.get('state') ?? '',
    ...changes,
  }).toString()

/** Whom the made-up provider means unless it is made to tell something else. */
export const subject = 'subject-of-li-4711'

/** How somebody goes to the made-up provider and comes back. */
export type Comeback = {
  readonly tell?: TokenMaker
  readonly changes?: Record<string, string>
  readonly code?: string
  readonly to?: string
}

export type LinkedHouse = {
  readonly house: TestHouse
  readonly admin: Voice
  readonly li: Voice
  readonly made: MadeUpProvider
  readonly place: Awaited<ReturnType<typeof addProvider>>
  comeBack(how?: Comeback): Promise<Awaited<ReturnType<Browser['post']>> & { browser: Browser }>
  /** The newest audit line of a command. */
  lastAudit(
    command: string,
  ): Promise<{ input: Record<string, unknown>; subject_id: string | null } | undefined>
  close(): Promise<void>
}

/** A house with a security administrator, a made-up provider, and 李, whom it knows. */
export async function openLinkedHouse(): Promise<LinkedHouse> {
  const house = await openTestHouse()
  const admin = await house.as({ username: 'an-quan', posts: ['security_admin'] })
  const li = await house.as({ username: 'li', name: '李受理', posts: ['acceptor'] })
  const made = await openMadeUpProvider(subject)
  const place = await addProvider(admin, made.issuer)
  const linked = await admin.post(`/api/sign-on-providers/${place.id}/links`, { username: 'li', subject })
  if (linked.status !== 200) throw new Error(JSON.stringify(linked.body))
  return {
    house,
    admin,
    li,
    made,
    place,
    comeBack: async ({ tell, changes = {}, code = place.code, to = '/' } = {}) => {
      const browser = openBrowser(house.app)
      const address = await browser.begin(code, to)
      made.hear(address)
      made.tell(tell ?? ((usual, sign) => sign(usual)))
      return { ...(await browser.finish(code, answerTo(address, changes))), browser }
    },
    lastAudit: async (command) => {
      const [line] = await house.database.rows<{ input: Record<string, unknown>; subject_id: string | null }>(
        'select input, subject_id from platform.audit_entries where command = $1 order by at desc, request_id desc limit 1',
        [command],
      )
      return line
    },
    close: async () => {
      await made.close()
      await house.close()
    },
  }
}
