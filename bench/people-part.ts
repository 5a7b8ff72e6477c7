/**
 * A full house: two hundred people, each with a live screen that reads again what is announced as the desk does, each doing
 * something every twenty seconds or so. How long each request took, those of the screens included.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { randomNormal } from 'd3-random'
import { gather, type Somebody } from './crowd.ts'
import { listen } from './live-ears.ts'
import { judge, ms, percentile, table, whole } from './measure.ts'
import { copyCase, openFiled, reportBody } from './prepare-cases.ts'
import type { Served, Stand } from './stand.ts'

const people = 200
const secondsBetween = randomNormal(20, 10)
const aimMilliseconds = 200
/** The desk gathers what is announced for so long before it reads. */
const gatherMilliseconds = 400

const ofScreens = 'a screen keeping in step'
type Kind = 'opening a queue' | 'opening a case' | 'a report' | 'a dispatch' | typeof ofScreens

type House = {
  readonly stand: Stand
  readonly served: Served
  /** Cases that wait to be dispatched. */
  readonly waiting: string[]
  /** When all go home, as `performance.now()` tells it. */
  readonly end: number
  readonly times: Map<Kind, number[]>
  readonly faults: Map<string, number>
}

async function ask(house: House, who: Somebody, kind: Kind, path: string, body?: object): Promise<unknown> {
  const from = performance.now()
  const reply = await fetch(house.served.address + path, {
    method: body ? 'POST' : 'GET',
    headers: {
      authorization: `Bearer ${who.token}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const answer = await reply.json()
  const all = house.times.get(kind) ?? []
  all.push(performance.now() - from)
  house.times.set(kind, all)
  if (!reply.ok) {
    const what = `${kind}: ${reply.status} ${(answer as { code?: string }).code}`
    house.faults.set(what, (house.faults.get(what) ?? 0) + 1)
  }
  return answer
}

const queue = '/api/cases?queue=mine&sort=due'

/** What somebody does when it is their turn. */
async function turn(house: House, who: Somebody): Promise<void> {
  const list = await ask(house, who, 'opening a queue', `${queue}&limit=100`)
  const { cases } = list as { cases: { id: string }[] }
  const one = cases[Math.floor(Math.random() * cases.length)]
  if (one) await ask(house, who, 'opening a case', `/api/cases/${one.id}`)
  if (who.post === 'acceptor') await ask(house, who, 'a report', '/api/reports', reportBody(house.stand))
  else
    await ask(house, who, 'a dispatch', `/api/cases/${house.waiting.pop()}/dispatch`, {
      leadUnitId: house.stand.unitId,
      assistUnitIds: [],
      businessKind: 'immediate',
      substituteForUnitId: null,
      note: '',
    })
}

/** What a screen does when something is announced: it reads the counts and the rows that changed. */
function keepInStep(house: House, who: Somebody): (text: string) => void {
  let changed = new Set<string>()
  let isGathering = false
  const read = async (): Promise<void> => {
    const ids = [...changed].join(',')
    changed = new Set()
    isGathering = false
    if (performance.now() > house.end) return
    await Promise.all([
      ask(house, who, ofScreens, '/api/case-counts?queue=mine'),
      ask(house, who, ofScreens, `${queue}&limit=200&ids=${ids}`),
    ])
  }
  return (text) => {
    for (const [, id = ''] of text.matchAll(/"name":"case\.[a-z-]+","subjectId":"([0-9a-f-]{36})"/g))
      changed.add(id)
    if (isGathering || !changed.size) return
    isGathering = true
    setTimeout(read, gatherMilliseconds)
  }
}

async function openHouse(stand: Stand, served: Served, size: { minutes: number; cases: number }) {
  const template = await openFiled(stand)
  const waiting: string[] = []
  while (waiting.length < size.cases)
    waiting.push(...(await copyCase(stand, template, Math.min(50_000, size.cases - waiting.length), 60)))
  for (const name of ['cases.cases', 'cases.case_actions']) await stand.owner.rows(`vacuum analyze ${name}`)
  const everybody = [
    ...(await gather(stand, served, { post: 'acceptor', count: people / 2 })),
    ...(await gather(stand, served, { post: 'dispatcher', count: people / 2 })),
  ]
  const end = performance.now() + size.minutes * 60_000
  const house: House = { stand, served, waiting, end, times: new Map(), faults: new Map() }
  return { house, everybody }
}

/** `minutes` of a full house among `cases` cases; any error fails the benchmark. */
export async function measurePeople(
  stand: Stand,
  served: Served,
  size: { minutes: number; cases: number },
): Promise<string> {
  const { house, everybody } = await openHouse(stand, served, size)
  let broken = 0
  const listenAs = (who: Somebody) =>
    listen(served.address, who.token, keepInStep(house, who), () => broken++)
  const ears = await Promise.all(everybody.map(listenAs))
  const live = async (who: Somebody): Promise<void> => {
    await delay(Math.random() * 20_000)
    while (performance.now() < house.end) {
      await turn(house, who)
      await delay(Math.max(1, secondsBetween()) * 1000)
    }
  }
  await Promise.all(everybody.map(live))
  await delay(1000)
  for (const it of ears) it.close()
  if (house.faults.size || broken)
    throw new Error(`${JSON.stringify(Object.fromEntries(house.faults))}, ${broken} connections broke`)
  return tell(house, size)
}

function tell({ stand, times }: House, { minutes, cases }: { minutes: number; cases: number }): string {
  const acts = [...times].filter(([kind]) => kind !== ofScreens).flatMap(([, all]) => all)
  const p95 = percentile(acts, 0.95)
  judge({
    server: stand.name,
    what: `${people} people at work for ${minutes} minutes, each with a live screen, ${whole(cases)} cases`,
    result: `p95 ${ms(p95)} ms, no error`,
    aim: `p95 ≤ ${aimMilliseconds} ms`,
    isMet: p95 <= aimMilliseconds,
  })
  const rows = [...times].map(([kind, all]) => [
    kind,
    whole(all.length),
    ...[0.5, 0.95, 0.99].map((share) => ms(percentile(all, share))),
    ms(all.reduce((a, b) => Math.max(a, b), 0)),
  ])
  return `${people} people (half acceptors, half dispatchers), a turn each every 20 s (σ 10 s): the queue, a case, an act. Their screens read counts and changed rows after each announcement, as the desk does.\n\n${table(
    ['request', 'count', 'p50 ms', 'p95 ms', 'p99 ms', 'longest ms'],
    rows,
  )}`
}
