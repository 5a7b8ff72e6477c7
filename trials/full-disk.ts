/** What a full disk does to people at work: what they are told, whether they can read, and how it goes on afterwards. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Installation } from '../server/cli/testing.ts'
import { findLoss } from './kill-rounds.ts'
import { findPoint, inWords, reportWithoutEnd, signIn, untilAcknowledged, untilReady } from './product.ts'
import type { SmallDisk } from './small-disk.ts'
import { numberFrom, type TrialContext, type TrialResult } from './trial.ts'

type Filled = {
  readonly name: string
  readonly installation: Installation
  readonly disk: SmallDisk
  readonly ownerUrl: () => Promise<string>
  /** Brings a database up that ended itself and is not the product's own business. */
  readonly mend?: () => Promise<void>
}

const fullSeconds = numberFrom('JINGWEI_TRIAL_SECONDS', 20)
const longestBack = 5

/** Fills the disk under load, asks, gives the room back. The installation is started and ended here. */
export async function fillUnderLoad(filled: Filled, { say }: TrialContext): Promise<TrialResult> {
  const { name, installation, disk } = filled
  const server = await installation.start()
  const origin = server.url.replace(/\/$/, '')
  await untilReady(origin, 300)
  const token = await signIn(installation, origin, 'acceptor')
  const load = reportWithoutEnd({ origin: () => origin, token, point: await findPoint(origin, token) })
  await delay(5000)
  say(`${name}: full`)
  disk.fill()
  let [reads, served] = [0, 0]
  const until = performance.now() + fullSeconds * 1000
  while (performance.now() < until) {
    const reply = await fetch(`${origin}/api/cases?limit=5`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(5000),
    }).catch(() => undefined)
    await reply?.arrayBuffer().catch(() => undefined)
    reads += 1
    if (reply?.status === 200) served += 1
    await delay(200)
  }
  const isAlive = (await fetch(`${origin}/healthz`).catch(() => undefined))?.status === 200
  say(`${name}: room again; ${inWords(load.refusals)}`)
  const from = performance.now()
  disk.giveBack()
  await filled.mend?.()
  const back = await untilAcknowledged(load, from)
  await delay(3000)
  await load.stop()
  const loss = await findLoss(await filled.ownerUrl(), load.acknowledged)
  const verified = await installation.run(['verify', '--json'])
  const told = load.refusals.get('database.full') ?? 0
  return {
    ok:
      loss.lost + loss.doubled + loss.halves === 0 &&
      verified.code === 0 &&
      isAlive &&
      back <= longestBack &&
      told > 0 &&
      load.others.size === 0,
    facts: {
      ...loss,
      'told while full': inWords(load.refusals),
      'reads served while full': `${served} of ${reads}`,
      'acknowledging again after, s': Math.round(back * 10) / 10,
      'verify ends with': verified.code ?? -1,
      ...(load.others.size ? { 'other answers': inWords(load.others) } : {}),
    },
  }
}

/** The results of several disks as one. */
export function together(results: Readonly<Record<string, TrialResult>>): TrialResult {
  const all = Object.entries(results)
  return {
    ok: all.every(([, it]) => it.ok),
    facts: Object.fromEntries(
      all.flatMap(([name, { facts }]) =>
        Object.entries(facts).map(([what, value]) => [`${name}: ${what}`, value] as const),
      ),
    ),
  }
}
