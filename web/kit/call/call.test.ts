import { afterEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { endpoint } from '#domain/endpoint.ts'
import { call } from './call.ts'
import { ProblemReply } from './problem-reply.ts'
import { toRequestPath } from './request-path.ts'

const nothing = z.object({})
const move = endpoint({
  method: 'POST',
  path: '/api/things/:id/move',
  summary: 'Moves a thing.',
  permission: 'thing.move',
  scope: 'Any thing.',
  params: z.object({ id: z.string() }),
  query: nothing,
  body: z.object({ to: z.string() }),
  reply: z.object({ id: z.string() }),
})

const reply = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers })

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('call', () => {
  it('sends method, path, body and a request id, and gives the reply', async () => {
    const fetched = vi.fn(async (_path: string, _init: RequestInit) => reply(200, { id: 'a b' }))
    vi.stubGlobal('fetch', fetched)
    expect(await call(move, { params: { id: 'a b' }, body: { to: 'x' } })).toEqual({ id: 'a b' })
    const [path, init] = fetched.mock.calls[0] ?? []
    expect(path).toBe('/api/things/a%20b/move')
    expect(init?.body).toBe('{"to":"x"}')
    expect(new Headers(init?.headers).get('idempotency-key')).toMatch(/^[\w.:-]{8,100}$/)
  })

  it('tries again with the same request id when the network fails', async () => {
    vi.useFakeTimers()
    const ids: string[] = []
    const fetched = vi.fn(async (_path: string, init: RequestInit) => {
      ids.push((init.headers as Record<string, string>)['idempotency-key'] ?? '')
      if (ids.length < 3) throw new TypeError('network')
      return reply(200, { id: '1' })
    })
    vi.stubGlobal('fetch', fetched)
    const answer = call(move, { params: { id: '1' }, body: { to: 'x' } })
    await vi.runAllTimersAsync()
    expect(await answer).toEqual({ id: '1' })
    expect(ids).toHaveLength(3)
    expect(new Set(ids).size).toBe(1)
  })

  it('gives up after three attempts and says that nothing answered', async () => {
    vi.useFakeTimers()
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('network')
    })
    const answer = call(move, { params: { id: '1' }, body: { to: 'x' } }).catch((error: unknown) => error)
    await vi.runAllTimersAsync()
    expect(await answer).toMatchObject({ code: 'screen.unreachable' })
  })

  it('turns a Problem into a ProblemReply with both sentences', async () => {
    const problem = {
      code: 'thing.stuck',
      sentence: { zh: '动不了', en: 'It is stuck' },
      details: { weight: 3 },
      requestId: 'r-1',
    }
    vi.stubGlobal('fetch', async () => reply(409, problem))
    const error = await call(move, { params: { id: '1' }, body: { to: 'x' } }).catch((it: unknown) => it)
    expect(error).toBeInstanceOf(ProblemReply)
    expect(error).toMatchObject({ ...problem, status: 409 })
  })

  it('does not pass on a reply that breaks its contract', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    vi.stubGlobal('fetch', async () => reply(200, { id: 7 }))
    await expect(call(move, { params: { id: '1' }, body: { to: 'x' } })).rejects.toMatchObject({
      code: 'screen.unreadable',
    })
  })

  it('says which status came when an error is no Problem', async () => {
    vi.stubGlobal('fetch', async () => reply(502, '<html>bad gateway</html>'))
    await expect(call(move, { params: { id: '1' }, body: { to: 'x' } })).rejects.toMatchObject({
      code: 'screen.unreadable',
      status: 502,
    })
  })
})

describe('the path of a request', () => {
  it('leaves out what is absent and repeats lists', () => {
    expect(
      toRequestPath('/api/a', {}, { q: '井盖', light: ['red', 'yellow'], empty: '', none: undefined }),
    ).toBe('/api/a?q=%E4%BA%95%E7%9B%96&light=red&light=yellow')
  })
  it('refuses a path with a hole', () => {
    expect(() => toRequestPath('/api/a/:id', {}, {})).toThrow('needs id')
  })
})
