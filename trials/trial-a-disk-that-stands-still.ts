/**
 * A disk that does not answer, imitated by stopping the processes of the database for 5 to 30 seconds while sixteen hands
 * report: nothing acknowledged is lost or doubled, nobody gets a bug for an answer, and all goes on by itself.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { createInstallation } from '../server/cli/testing.ts'
import { findLoss } from './kill-rounds.ts'
import { makeKillablePostgres } from './killable-postgres.ts'
import { findPoint, inWords, reportWithoutEnd, signIn, untilReady, withoutLimits } from './product.ts'
import type { Trial } from './trial.ts'

const stops = [5, 10, 30]

export const trial: Trial = {
  numbers: [],
  name: { zh: '磁盘停滞 5 至 30 秒', en: 'a disk that stands still for 5 to 30 seconds' },
  run: async ({ say }) => {
    const postgres = await makeKillablePostgres()
    const installation = await createInstallation({ ...withoutLimits, DATABASE_URL: postgres.url })
    try {
      const server = await installation.start()
      const origin = server.url.replace(/\/$/, '')
      await untilReady(origin, 300)
      const token = await signIn(installation, origin, 'acceptor')
      const load = reportWithoutEnd({ origin: () => origin, token, point: await findPoint(origin, token) })
      let longestBack = 0
      for (const seconds of stops) {
        await delay(3000)
        say(`stopped for ${seconds} s`)
        postgres.signal('SIGSTOP')
        await delay(seconds * 1000)
        postgres.signal('SIGCONT')
        const [from, before] = [performance.now(), load.acknowledged.size]
        while (load.acknowledged.size === before && performance.now() - from < 60_000) await delay(20)
        longestBack = Math.max(longestBack, (performance.now() - from) / 1000)
      }
      await load.stop()
      const loss = await findLoss(postgres.url, load.acknowledged)
      const others = inWords(load.others)
      return {
        ok: others === '' && longestBack <= 5 && loss.lost + loss.doubled + loss.halves === 0,
        facts: {
          stops: stops.join(', '),
          ...loss,
          'sent again': load.again(),
          'acknowledging again after, s': Math.round(longestBack * 10) / 10,
          ...(others ? { 'other answers': others } : {}),
        },
      }
    } finally {
      await installation.remove()
      await postgres.remove()
    }
  },
}
