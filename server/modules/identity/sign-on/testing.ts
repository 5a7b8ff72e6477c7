/** What tests of signing in through a provider share: a provider that is set, and a browser that goes there and back. */

import { clientOfTests } from '../../../testing/made-up-provider.ts'
import type { TestHouse, Voice } from '../../../testing/test-house.ts'

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
