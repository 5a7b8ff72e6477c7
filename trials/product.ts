/** The whole product in processes of its own, as an operator starts it, and hands that report to it and never give up. */
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Installation, RunningProcess } from '../server/cli/testing.ts'

/** No limit of requests may answer in the place of what is tried. */
export const withoutLimits = {
  JINGWEI_REQUESTS_PER_ADDRESS: '1000000',
  JINGWEI_REQUESTS_PER_PERSON: '1000000',
  JINGWEI_REQUESTS_PER_KEY: '1000000',
  JINGWEI_LOG_LEVEL: 'error',
}

/** Waits until the server at `origin` is ready; how many seconds it took. */
export async function untilReady(origin: string, longestSeconds = 60): Promise<number> {
  const from = performance.now()
  for (;;) {
    const reply = await fetch(`${origin}/readyz`).catch(() => undefined)
    await reply?.arrayBuffer().catch(() => undefined)
    const seconds = (performance.now() - from) / 1000
    if (reply?.status === 200) return seconds
    if (seconds > longestSeconds) throw new Error(`not ready after ${longestSeconds} s`)
    await delay(20)
  }
}

/** Signs a demonstration account in; the token. */
export async function signIn(installation: Installation, origin: string, username: string): Promise<string> {
  const { out } = await installation.run(['demo', 'accounts', '--json'])
  const accounts = JSON.parse(out) as { username: string; password: string }[]
  const password = accounts.find((it) => it.username === username)?.password
  const reply = await fetch(`${origin}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  })
  const { token } = (await reply.json()) as { token?: string }
  if (!token) throw new Error(`${username} could not sign in: ${reply.status}`)
  return token
}

/** A point inside the demonstration county: that of any case. */
export async function findPoint(origin: string, token: string): Promise<[number, number]> {
  const ask = async (path: string): Promise<Record<string, unknown>> =>
    (await (await fetch(origin + path, { headers: { authorization: `Bearer ${token}` } })).json()) as Record<
      string,
      unknown
    >
  const { cases } = (await ask('/api/cases?limit=1')) as { cases: { id: string }[] }
  const { point } = (await ask(`/api/cases/${cases[0]?.id}`)) as { point: [number, number] }
  return point
}

export type Load = {
  /** Requests that were answered with 200, by their request id, and the case that each made. */
  readonly acknowledged: ReadonlyMap<string, string>
  /** Answers that were neither 200 nor told to come again, by status and code. */
  readonly others: ReadonlyMap<string, number>
  /** How often something was sent again because no answer, or 503, came. */
  readonly again: () => number
  /** The codes of the answers that told to come again, and how often. */
  readonly refusals: ReadonlyMap<string, number>
  stop(): Promise<void>
}

type LoadOptions = {
  readonly origin: () => string
  readonly token: string
  readonly point: [number, number]
  readonly hands?: number
  /** Of every how many acknowledged requests one is sent again, to see that the answer is the same. */
  readonly repeatEvery?: number
  /** How long a hand rests after each. */
  readonly pauseMilliseconds?: number
}

type Answer = { id?: string; code?: string; sentence?: { zh?: string; en?: string } }

/** Hands that report without end, each request sent until it is acknowledged, always under its own id. */
export function reportWithoutEnd(options: LoadOptions): Load {
  const acknowledged = new Map<string, string>()
  const others = new Map<string, number>()
  const refusals = new Map<string, number>()
  let again = 0
  let isOver = false
  const send = async (requestId: string): Promise<string | undefined> => {
    const reply = await fetch(`${options.origin()}/api/reports`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${options.token}`,
        'content-type': 'application/json',
        'idempotency-key': requestId,
      },
      body: JSON.stringify({
        source: 'hotline_12345',
        description: `试验上报 ${requestId}`,
        address: '试验路 1 号',
        point: options.point,
      }),
      signal: AbortSignal.timeout(20_000),
    }).catch(() => undefined)
    const body = (await reply?.json().catch(() => undefined)) as Answer | undefined
    if (reply?.status === 200 && body?.id) return body.id
    const isTold = reply?.status === 503 && body?.code && body.sentence?.zh && body.sentence.en
    const counts = isTold ? refusals : others
    const what = isTold ? String(body.code) : `${reply?.status} ${body?.code ?? ''}`
    if (reply) counts.set(what, (counts.get(what) ?? 0) + 1)
    return undefined
  }
  const hand = async (): Promise<void> => {
    for (let count = 1; !isOver; count++) {
      const requestId = randomUUID()
      for (;;) {
        const id = await send(requestId)
        if (id !== undefined) {
          acknowledged.set(requestId, id)
          break
        }
        if (isOver) return
        again += 1
        await delay(100)
      }
      if (options.pauseMilliseconds) await delay(options.pauseMilliseconds)
      if (count % (options.repeatEvery ?? 20) === 0) {
        const id = await send(requestId)
        if (id !== undefined && id !== acknowledged.get(requestId)) others.set('another answer', 1)
      }
    }
  }
  const hands = Array.from({ length: options.hands ?? 16 }, hand)
  return {
    acknowledged,
    others,
    refusals,
    again: () => again,
    stop: async () => {
      isOver = true
      await Promise.all(hands)
    },
  }
}

/** Numbers by what was counted, in one line. */
export const inWords = (counts: ReadonlyMap<string, number>): string =>
  [...counts].map(([what, count]) => `${what}: ${count}`).join(', ')

/** Waits until another report is acknowledged; the seconds since `from`. */
export async function untilAcknowledged(load: Load, from = performance.now()): Promise<number> {
  const before = load.acknowledged.size
  while (load.acknowledged.size === before) {
    if (performance.now() - from > 120_000) throw new Error('nothing is acknowledged any more')
    await delay(20)
  }
  return (performance.now() - from) / 1000
}

/** Ends a process at once and waits until it is gone. */
export async function killServer(server: RunningProcess): Promise<void> {
  server.kill('SIGKILL')
  await server.ended
}
