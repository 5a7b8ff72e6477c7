/**
 * A live screen is cut off and comes back with the last number it got, a thousand times, while others report: it is told
 * exactly what a screen that was never cut off was told, in order and once, and a person who may not see a case hears nothing.
 */

import { setTimeout as delay } from 'node:timers/promises'
import { createInstallation } from '../server/cli/testing.ts'
import { openDatabase } from '../server/platform/database/open-database.ts'
import { runSql } from '../server/platform/testing/template-database.ts'
import { findPoint, reportWithoutEnd, signIn, untilReady, withoutLimits } from './product.ts'
import { numberFrom, type Trial, type TrialContext, type TrialResult } from './trial.ts'

type Stream = { readonly seqs: number[]; cut(): void; readonly ended: Promise<void> }

/** Listens from `after` on; numbers are kept in the order in which they come. */
function listen(origin: string, token: string, after?: number): Stream {
  const cutter = new AbortController()
  const seqs: number[] = []
  const ended = (async () => {
    const reply = await fetch(`${origin}/api/live`, {
      headers: {
        authorization: `Bearer ${token}`,
        ...(after === undefined ? {} : { 'last-event-id': String(after) }),
      },
      signal: cutter.signal,
    })
    let rest = ''
    for await (const chunk of reply.body ?? []) {
      const blocks = (rest + new TextDecoder().decode(chunk as Uint8Array)).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const it of blocks) {
        const id = /^id: (\d+)$/m.exec(it)?.[1]
        if (id) seqs.push(Number(id))
      }
    }
  })().catch((error: unknown) => {
    if (!cutter.signal.aborted) throw error
  })
  return { seqs, cut: () => cutter.abort(), ended }
}

const isRising = (seqs: readonly number[]): boolean =>
  seqs.every((it, index) => index === 0 || it > (seqs[index - 1] ?? 0))

async function run({ say }: TrialContext): Promise<TrialResult> {
  const cuts = numberFrom('JINGWEI_TRIAL_ROUNDS', 1000)
  const installation = await createInstallation(withoutLimits)
  try {
    const server = await installation.start()
    const origin = server.url.replace(/\/$/, '')
    await untilReady(origin, 300)
    const token = await signIn(installation, origin, 'acceptor')
    const [leader, handler] = [
      await signIn(installation, origin, 'shift_leader'),
      await signIn(installation, origin, 'handler'),
    ]
    const whole = listen(origin, leader)
    const stranger = listen(origin, handler)
    await delay(2000)
    const point = await findPoint(origin, token)
    const load = reportWithoutEnd({ origin: () => origin, token, point, hands: 1, pauseMilliseconds: 30 })
    while (!whole.seqs.length) await delay(20)
    // Joined where the whole one stands, so that both have the same to hear.
    const heard: number[] = [...whole.seqs]
    for (let round = 0; round < cuts; round++) {
      const stream = listen(origin, leader, heard.at(-1) ?? 0)
      await delay(Math.random() * 120)
      stream.cut()
      await stream.ended
      heard.push(...stream.seqs)
      if ((round + 1) % 100 === 0) say(`${round + 1} times cut off`)
    }
    await load.stop()
    await delay(3000)
    const last = listen(origin, leader, heard.at(-1) ?? 0)
    await delay(3000)
    heard.push(...last.seqs)
    for (const it of [last, whole, stranger]) it.cut()
    const missing = whole.seqs.filter((it) => !heard.includes(it)).length
    const extra = heard.filter((it) => !whole.seqs.includes(it)).length
    const twice = heard.length - new Set(heard).size
    const { ownerUrl } = await openDatabase({
      dataFolder: installation.dataFolder,
      join: true,
      log: () => undefined,
    })
    const [row] = await runSql(
      ownerUrl,
      `select count(*)::int as count from platform.announcements where seq = any($1::bigint[]) and name like 'case.%'`,
      [stranger.seqs],
    )
    const strange = Number(row?.['count'] ?? 0)
    return {
      ok: missing + extra + twice + strange === 0 && isRising(heard) && whole.seqs.length > 0,
      facts: {
        'cut off': cuts,
        announcements: whole.seqs.length,
        missing,
        twice,
        'not for this screen': extra,
        'in order': isRising(heard),
        'cases a stranger heard of': strange,
      },
    }
  } finally {
    await installation.remove()
  }
}

export const trial: Trial = {
  numbers: [22],
  name: { zh: '实时推送断线一千次后续接', en: 'live pushes, cut off a thousand times' },
  run,
}
