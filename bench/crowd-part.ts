/**
 * Ten thousand live connections of people who may hear different things: how soon what is announced reaches those whom it
 * concerns, and that nobody else hears of it. And what pushes cost those who act: reports with ten screens
 * connected against the same server with its pushes stopped.
 */
import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { gather, type Somebody } from './crowd.ts'
import { loadHttp } from './http-load.ts'
import { type Ear, listen, openedIn } from './live-ears.ts'
import { judge, median, ms, percentile, ratio, table, whole } from './measure.ts'
import { reportBody } from './prepare-cases.ts'
import type { Served, Stand } from './stand.ts'

const connections = 10_000
const streamsEach = 20
const changes = 120
const pauseMilliseconds = 500
const aimMilliseconds = 250
const screensWhileActing = [10, 50]
const leastShare = 0.9

const memoryOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)

/** Opens `count` connections, shared out among `people`; at most a hundred are being opened at a time. */
async function connect(
  served: Served,
  people: readonly Somebody[],
  count: number,
  hear: (who: Somebody, text: string) => void,
  onEnd: () => void,
): Promise<Ear[]> {
  const ears: Ear[] = []
  let next = 0
  const open = async (): Promise<void> => {
    while (next < count) {
      const who = people[next++ % people.length]
      if (who) ears.push(await listen(served.address, who.token, (text) => hear(who, text), onEnd))
    }
  }
  await Promise.all(Array.from({ length: 100 }, open))
  return ears
}

/** Measures both. */
export async function measureCrowd(
  stand: Stand,
  served: Served,
  settings: { seconds: number; rounds: number },
): Promise<string> {
  const half = connections / streamsEach / 2
  const dispatchers = await gather(stand, served, { post: 'dispatcher', count: half })
  const unitPeople = await gather(stand, served, { post: 'unit', count: half, isOfUnit: true })
  return [
    await measureThousands(stand, served, dispatchers, unitPeople),
    await measureActing(stand, served, dispatchers, settings),
  ].join('\n\n')
}

async function measureThousands(
  stand: Stand,
  served: Served,
  dispatchers: readonly Somebody[],
  unitPeople: readonly Somebody[],
): Promise<string> {
  const sentAt = new Map<string, number>()
  const heard: { id: string; at: number }[] = []
  let [strayed, broken] = [0, 0]
  const hear = (who: Somebody, text: string): void => {
    const at = performance.now()
    for (const id of openedIn(text)) {
      // A unit hears of a case when it is dispatched to it, and these are not.
      if (who.post === 'unit') strayed++
      else heard.push({ id, at })
    }
  }
  const before = memoryOf(served.pid)
  // In turns, so that half of the connections may hear of a report and half may not.
  const people = dispatchers.flatMap((it, index) => [it, ...unitPeople.slice(index, index + 1)])
  const ears = await connect(served, people, connections, hear, () => broken++)
  const perClient = (memoryOf(served.pid) - before) / connections
  const token = await served.tokenOf('acceptor')
  for (let index = 0; index < changes; index++) {
    const from = performance.now()
    const reply = await fetch(`${served.address}/api/reports`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(reportBody(stand)),
    })
    const { id } = (await reply.json()) as { id: string }
    sentAt.set(id, from)
    await delay(Math.max(0, pauseMilliseconds - (performance.now() - from)))
  }
  await delay(3000)
  for (const it of ears) it.close()
  const waits = heard.flatMap(({ id, at }) => at - (sentAt.get(id) ?? Number.NaN))
  const expected = (connections / 2) * changes
  if (waits.length !== expected || strayed || broken)
    throw new Error(
      `${waits.length} of ${expected} announcements came, ${strayed} to others, ${broken} connections broke`,
    )
  const p99 = percentile(waits, 0.99)
  judge({
    server: stand.name,
    what: `a change reaches ${whole(connections)} live connections, each with its own filter, at 2 a second`,
    result: `p99 ${ms(p99)} ms`,
    aim: `p99 ≤ ${aimMilliseconds} ms`,
    isMet: p99 <= aimMilliseconds,
  })
  const row = [0.5, 0.95, 0.99].map((share) => ms(percentile(waits, share)))
  return `${whole(connections)} connections of ${dispatchers.length + unitPeople.length} people, half of whom may hear of a report; ${changes} reports, two a second; each of those whom it concerned heard of each, and nobody else. ${perClient.toFixed(1)} KB of the server's memory a connection.\n\n${table(
    ['from sending the change to hearing of it', 'p50 ms', 'p95 ms', 'p99 ms', 'longest ms'],
    [[`${whole(connections)} connections`, ...row, ms(waits.reduce((a, b) => Math.max(a, b), 0))]],
  )}`
}

async function measureActing(
  stand: Stand,
  served: Served,
  dispatchers: readonly Somebody[],
  { seconds, rounds }: { seconds: number; rounds: number },
): Promise<string> {
  const token = await served.tokenOf('acceptor')
  const act = () =>
    loadHttp({
      url: served.address,
      token,
      connections: 16,
      seconds,
      body: reportBody(stand),
      path: '/api/reports',
    })
  const rows: string[][] = []
  const shares: number[] = []
  for (const screens of screensWhileActing) {
    const [off, on]: [number[], number[]] = [[], []]
    await act()
    for (let round = 0; round < rounds; round++) {
      await served.setPushes('off')
      off.push((await act()).perSecond)
      await served.setPushes('on')
      const nothing = () => undefined
      const ears = await connect(served, dispatchers, screens, nothing, nothing)
      on.push((await act()).perSecond)
      for (const it of ears) it.close()
    }
    const share = median(on) / median(off)
    shares.push(share)
    rows.push([whole(screens), whole(median(off)), whole(median(on)), ratio(share)])
  }
  const [first = 0] = shares
  judge({
    server: stand.name,
    what: `reports with pushes on and ${screensWhileActing[0]} screens / with pushes off`,
    result: ratio(first),
    aim: `≥ ${leastShare}`,
    isMet: first >= leastShare,
  })
  return `Reports over HTTP by 16 connections as fast as they go, every screen hearing of each.\n\n${table(
    ['screens', 'reports/s, pushes off', 'reports/s, pushes on', 'ratio'],
    rows,
  )}`
}
