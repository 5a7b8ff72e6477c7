/**
 * A right that is taken away is gone within a second, for requests and for streams that are open, at the server where it was
 * taken and at another one on the same database.
 */
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openStory } from './testing/case-story.ts'
import { openTestCounty, type TestCounty } from './testing/test-county.ts'
import type { Voice } from './testing/test-house.ts'

type Stream = { readonly text: () => string; readonly isOver: () => boolean }

let county: TestCounty
let second: Awaited<ReturnType<TestCounty['openSecondServer']>>
const origins: string[] = []
const controls: AbortController[] = []
let count = 0

beforeAll(async () => {
  county = await openTestCounty()
  second = await county.openSecondServer()
  county.relay.start()
  second.house.relay.start()
  for (const app of [county.app, second.app]) origins.push(await originOf(app))
})
afterAll(async () => {
  for (const it of controls) it.abort()
  await second.close()
  await county.close()
})

async function originOf(app: FastifyInstance): Promise<string> {
  await app.listen({ port: 0, host: '127.0.0.1' })
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
}
async function open(origin: string, path: string, token: string): Promise<Stream> {
  const control = new AbortController()
  controls.push(control)
  const headers = { authorization: `Bearer ${token}` }
  const reply = await fetch(`${origin}${path}`, { headers, signal: control.signal })
  expect(reply.status).toBe(200)
  let [text, isOver] = ['', false]
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder()
    for await (const chunk of reply.body ?? []) text += decoder.decode(chunk, { stream: true })
  }
  // However the reading ends, it is over then.
  read()
    .catch(() => undefined)
    .finally(() => {
      isOver = true
    })
  return { text: () => text, isOver: () => isOver }
}
/** Both kinds of stream at both servers. */
const openAll = ({ token }: Voice): Promise<Stream[]> =>
  Promise.all(origins.flatMap((it) => [open(it, '/api/live', token), open(it, '/api/live/situation', token)]))
const leader = (): Promise<Voice> => county.as({ username: `ling-${++count}`, posts: ['leader'] })
const statusAt = async (origin: string, { token }: Pick<Voice, 'token'>): Promise<number> =>
  (await fetch(`${origin}/api/cases`, { headers: { authorization: `Bearer ${token}` } })).status
/** By itself a stream is looked at every fifteen seconds; half a second is usual here, and a busy machine may take longer. */
const soon = (look: () => void | Promise<void>) => vi.waitFor(look, { timeout: 5000, interval: 20 })

async function grant(voice: Voice, rights: object): Promise<void> {
  const { id } = voice.session
  const { version } = (await county.securityAdmin.get(`/api/accounts/${id}`)).body
  const body = { posts: ['leader'], areaCodes: [], ...rights, expectedVersion: version }
  const { status } = await county.securityAdmin.call('PUT', `/api/people/${id}/rights`, body)
  expect(status).toBe(200)
}

const endings: readonly [what: string, end: (voice: Voice) => Promise<unknown>][] = [
  ['the account is closed', ({ session }) => county.disable(session.username)],
  [
    'the password is reset',
    ({ session }) => county.sysadmin.post(`/api/people/${session.id}/reset-password`),
  ],
  ['the session is ended', (voice) => voice.call('DELETE', '/api/session')],
]

describe('a right is gone at once, here and at the other server, when', () => {
  it.each(endings)('%s, and nothing of it is left anywhere', async (_, end) => {
    const voice = await leader()
    const streams = await openAll(voice)
    for (const it of origins) expect(await statusAt(it, voice)).toBe(200)
    await end(voice)
    await soon(async () => {
      expect(streams.map((it) => it.isOver())).toEqual([true, true, true, true])
      for (const it of origins) expect(await statusAt(it, voice)).toBe(401)
    })
  })

  it('a post is taken away: the view is closed, the stream hears nothing more, the door is shut', async () => {
    const voice = await leader()
    const streams = await openAll(voice)
    await grant(voice, { posts: ['handler'] })
    await soon(async () => {
      expect(streams.map((it) => it.isOver())).toEqual([false, true, false, true])
      for (const it of origins) expect(await statusAt(it, voice)).toBe(200)
    })
    const heard = await open(origins[1] ?? '', '/api/live', county.leader.token)
    const story = await openStory(county)
    await vi.waitFor(() => expect(heard.text()).toContain(story.id), { timeout: 5000 })
    for (const it of streams) expect(it.text()).not.toContain(story.id)
  })

  it('an area of duty is another one: the cases of the old one are heard of no more', async () => {
    const voice = await leader()
    const streams = await openAll(voice)
    const before = await openStory(county)
    const lives = streams.filter((_, index) => index % 2 === 0)
    for (const it of lives) await vi.waitFor(() => expect(it.text()).toContain(before.id), { timeout: 5000 })
    await grant(voice, { areaCodes: ['530127001002'] })
    // What was announced after the withdrawal is heard after it, whichever server hands it on.
    const after = await openStory(county)
    const heard = await open(origins[1] ?? '', '/api/live', county.leader.token)
    const last = await openStory(county)
    await vi.waitFor(() => expect(heard.text()).toContain(last.id), { timeout: 5000 })
    for (const it of lives) {
      expect(it.isOver()).toBe(false)
      expect(it.text()).not.toContain(after.id)
      expect(it.text()).not.toContain(last.id)
    }
  })
})
