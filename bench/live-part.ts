/**
 * How soon a change reaches those who watch: 500 screens hold a live connection, reports are made one after another,
 * and each screen's wait is counted from the moment the report was sent to the moment its announcement has come.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { listen, openedIn } from './live-ears.ts'
import { judge, ms, percentile, table, whole } from './measure.ts'
import { reportBody } from './prepare-cases.ts'
import type { Served, Stand } from './stand.ts'

const screens = 500
const changes = 60
const pauseMilliseconds = 200
const aimMilliseconds = 2000

/** Measures; every screen must hear of every change, or the benchmark fails. */
export async function measureLive(stand: Stand, served: Served): Promise<string> {
  const token = await served.tokenOf('dispatcher')
  /** When each case was reported, and how long each screen waited for it. */
  const sentAt = new Map<string, number>()
  const heard = new Map<string, number[]>()
  const hear = (text: string): void => {
    for (const id of openedIn(text)) {
      const times = heard.get(id) ?? []
      times.push(performance.now())
      heard.set(id, times)
    }
  }
  const open = await Promise.all(Array.from({ length: screens }, () => listen(served.address, token, hear)))
  const headers = {
    authorization: `Bearer ${await served.tokenOf('acceptor')}`,
    'content-type': 'application/json',
  }
  for (let index = 0; index < changes; index++) {
    const from = performance.now()
    const reply = await fetch(`${served.address}/api/reports`, {
      method: 'POST',
      headers,
      body: JSON.stringify(reportBody(stand)),
    })
    const { id } = (await reply.json()) as { id: string }
    sentAt.set(id, from)
    await delay(pauseMilliseconds)
  }
  await delay(5000)
  for (const it of open) it.close()
  const waits = [...sentAt].flatMap(([id, from]) => (heard.get(id) ?? []).map((at) => at - from))
  if (waits.length !== screens * changes)
    throw new Error(`${waits.length} of ${screens * changes} announcements came`)
  const [p50, p95, p99] = [percentile(waits, 0.5), percentile(waits, 0.95), percentile(waits, 0.99)]
  const aim = `p99 ≤ ${aimMilliseconds} ms`
  judge({
    server: stand.name,
    what: `a change reaches ${screens} live connections`,
    result: `p99 ${ms(p99)} ms`,
    aim,
    isMet: p99 <= aimMilliseconds,
  })
  return `${whole(changes)} changes, ${whole(screens)} connections, each heard of each.\n\n${table(
    ['from sending the change to hearing of it', 'p50 ms', 'p95 ms', 'p99 ms', 'longest ms', 'aim'],
    [['500 connections', ms(p50), ms(p95), ms(p99), ms(Math.max(...waits)), aim]],
  )}`
}
