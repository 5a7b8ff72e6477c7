/**
 * An hour's work: the simulator writes month after month into the running county, hands report, open queues, cases and
 * tiles, fifty screens listen. Memory of the server and of the database stays flat, nothing answers with an error, and
 * `verify` finds all in order at the end.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { listen } from '../bench/live-ears.ts'
import { median } from '../bench/measure.ts'
import { createInstallation, type Installation } from '../server/cli/testing.ts'
import { findPoint, signIn, untilReady, withoutLimits } from './product.ts'
import { numberFrom, type Trial, type TrialContext } from './trial.ts'

const screens = 50
const hands = 10
/** Each hand does something, then rests. */
const restMilliseconds = 2000
/** One month of the past a minute: the simulator would run out of years whose days off are known. */
const monthMilliseconds = 60_000
const sampleMilliseconds = 10_000
const mostGrowth = 1.1

type Sample = { server: number; heap: number; database: number }

const kilobytes = (pid: number | string, name: 'VmRSS' | 'RssAnon'): number => {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0)
  } catch {
    return 0 // It has ended meanwhile.
  }
}

const parentOf = (pid: string): number => {
  try {
    return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}

/** What the processes of the database hold for themselves; what they share is set at their start. */
function memoryOfDatabase({ dataFolder }: Installation): number {
  const file = join(dataFolder, 'postgres', 'server', 'cluster', 'postmaster.pid')
  const postmaster = Number.parseInt(readFileSync(file, 'utf8'), 10)
  const all = readdirSync('/proc').filter((it) => /^\d+$/.test(it) && parentOf(it) === postmaster)
  return [String(postmaster), ...all].reduce((sum, pid) => sum + kilobytes(pid, 'RssAnon'), 0)
}

async function heapOf(origin: string): Promise<number> {
  const text = await (await fetch(`${origin}/metrics`)).text()
  return Number(/^nodejs_heap_size_used_bytes (\S+)/m.exec(text)?.[1] ?? Number.NaN) / 1024
}

/** What is asked and done, how often, and what went wrong. */
type Work = { answers: number; readonly faults: Map<string, number>; end: number }

const fault = ({ faults }: Work, what: string): void => void faults.set(what, (faults.get(what) ?? 0) + 1)

type Hand = { origin: string; token: string; point: [number, number] }

/** One request; its body, or undefined where it failed. */
async function ask(work: Work, { origin, token }: Hand, path: string, body?: object): Promise<unknown> {
  const reply = await fetch(origin + path, {
    method: body ? 'POST' : 'GET',
    headers: {
      authorization: `Bearer ${token}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
    signal: AbortSignal.timeout(30_000),
  }).catch((error: unknown) => fault(work, String(error)))
  if (!reply) return undefined
  work.answers++
  const text = await reply.text()
  if (!reply.ok) fault(work, `${reply.status} at ${path.replace(/[0-9a-f-]{36}/g, ':id')}`)
  return reply.ok && /json/.test(reply.headers.get('content-type') ?? '') ? JSON.parse(text) : undefined
}

async function work(hand: Hand, it: Work, index: number): Promise<void> {
  for (let turn = index; performance.now() < it.end; turn++) {
    const list = (await ask(it, hand, '/api/cases?sort=newest&limit=50')) as
      | { cases: { id: string }[] }
      | undefined
    const one = list?.cases[turn % 50]
    if (one) await ask(it, hand, `/api/cases/${one.id}`)
    await ask(it, hand, '/api/case-counts')
    const [longitude, latitude] = hand.point
    const zoom = 10 + (turn % 6)
    const x = Math.floor(((longitude + 180) / 360) * 2 ** zoom)
    const y = Math.floor(((1 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / Math.PI) / 2) * 2 ** zoom)
    await ask(it, hand, `/api/tiles/cases/${zoom}/${x}/${y}`)
    await ask(it, hand, '/api/reports', {
      source: 'hotline_12345',
      description: `试验上报 ${index} ${turn}`,
      address: '试验路 1 号',
      point: hand.point,
    })
    await delay(restMilliseconds)
  }
}

/** Lets the simulator go back one month after another; how many reports it made. */
async function simulate(installation: Installation, it: Work, { say }: TrialContext): Promise<number> {
  let reports = 0
  while (performance.now() < it.end) {
    const from = performance.now()
    const ended = await installation.run(['demo', '--months', '1', '--json'])
    const told = /\{.*\}/.exec(ended.out)?.[0]
    if (!told) fault(it, `the simulator ended with ${ended.code}: ${ended.err.slice(-300)}`)
    reports += told ? (JSON.parse(told) as { reports: number }).reports : 0
    say(
      `${Math.round((it.end - performance.now()) / 1000)} s to go, ${reports} simulated reports, ${it.answers} answers`,
    )
    await delay(
      Math.max(0, Math.min(monthMilliseconds - (performance.now() - from), it.end - performance.now())),
    )
  }
  return reports
}

/** The median of the last quarter to that of the second; the first is spent on warming up. */
function growth(samples: readonly Sample[], name: keyof Sample): { ratio: number; from: number; to: number } {
  const quarter = Math.floor(samples.length / 4)
  const of = (part: number): number =>
    median(samples.slice(part * quarter, (part + 1) * quarter).map((it) => it[name])) / 1024
  const [from, to] = [of(1), of(3)]
  return { ratio: to / from, from: Math.round(from), to: Math.round(to) }
}

export const trial: Trial = {
  numbers: [],
  name: { zh: '一小时持续负载', en: 'an hour of the simulator’s load' },
  run: async (context) => {
    const installation = await createInstallation(withoutLimits)
    try {
      const server = await installation.start()
      const origin = server.url.replace(/\/$/, '')
      await untilReady(origin, 300)
      const [acceptor, dispatcher] = await Promise.all(
        ['acceptor', 'dispatcher'].map((it) => signIn(installation, origin, it)),
      )
      const hand = { origin, token: acceptor ?? '', point: await findPoint(origin, dispatcher ?? '') }
      const seconds = numberFrom('JINGWEI_TRIAL_SECONDS', 3600)
      const it: Work = { answers: 0, faults: new Map(), end: performance.now() + seconds * 1000 }
      let heard = 0
      const ears = await Promise.all(
        Array.from({ length: screens }, () =>
          listen(
            origin,
            dispatcher ?? '',
            () => heard++,
            () => fault(it, 'a live connection broke'),
          ),
        ),
      )
      const samples: Sample[] = []
      const look = async (): Promise<void> => {
        while (performance.now() < it.end) {
          const heap = await heapOf(origin).catch(() => Number.NaN)
          samples.push({
            server: kilobytes(server.pid, 'VmRSS'),
            heap,
            database: memoryOfDatabase(installation),
          })
          await delay(sampleMilliseconds)
        }
      }
      const [reports] = await Promise.all([
        simulate(installation, it, context),
        look(),
        ...Array.from({ length: hands }, (_, index) => work(hand, it, index)),
      ])
      for (const ear of ears) ear.close()
      const verified = await installation.run(['verify', '--json'])
      const [ofServer, ofHeap, ofDatabase] = (['server', 'heap', 'database'] as const).map((name) =>
        growth(samples, name),
      )
      const told = [...it.faults].map(([what, count]) => `${what}: ${count}`).join(', ')
      const tell = (one: ReturnType<typeof growth> | undefined): string =>
        `${one?.from} → ${one?.to} MB (${one?.ratio.toFixed(2)})`
      return {
        ok:
          !it.faults.size &&
          verified.code === 0 &&
          [ofServer, ofDatabase].every((one) => one !== undefined && one.ratio <= mostGrowth),
        facts: {
          seconds,
          'simulated reports': reports,
          'answers over HTTP': it.answers,
          'announcements heard': heard,
          'server, second to last quarter': tell(ofServer),
          'heap in use': tell(ofHeap),
          'database, own memory': tell(ofDatabase),
          'verify ends with': verified.code ?? -1,
          ...(told ? { faults: told } : {}),
        },
      }
    } finally {
      await installation.remove()
    }
  },
}
