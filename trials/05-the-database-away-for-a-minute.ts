/**
 * The database server is killed and stays away for a minute while sixteen hands go on reporting: everybody is told to come
 * again, the server's memory does not grow, and all that was waiting is done once the database is back.
 */
import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { createInstallation } from '../server/cli/testing.ts'
import { findLoss } from './kill-rounds.ts'
import { makeKillablePostgres } from './killable-postgres.ts'
import { findPoint, inWords, reportWithoutEnd, signIn, untilReady, withoutLimits } from './product.ts'
import { numberFrom, type Trial } from './trial.ts'

const mostGrowthMegabytes = 100

const memoryOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024

export const trial: Trial = {
  numbers: [5],
  name: { zh: '数据库中断一分钟', en: 'the database is away for a minute' },
  run: async ({ say }) => {
    const postgres = await makeKillablePostgres()
    const installation = await createInstallation({ ...withoutLimits, DATABASE_URL: postgres.url })
    try {
      const server = await installation.start()
      const origin = server.url.replace(/\/$/, '')
      await untilReady(origin, 300)
      const token = await signIn(installation, origin, 'acceptor')
      const load = reportWithoutEnd({ origin: () => origin, token, point: await findPoint(origin, token) })
      await delay(10_000)
      const before = memoryOf(server.pid)
      say('the database goes')
      await postgres.kill()
      const alive = await fetch(`${origin}/healthz`)
      await delay(numberFrom('JINGWEI_TRIAL_SECONDS', 60) * 1000)
      const during = memoryOf(server.pid)
      say('the database comes')
      await postgres.start()
      const ready = await untilReady(origin)
      await delay(5000)
      await load.stop()
      const loss = await findLoss(postgres.url, load.acknowledged)
      const others = inWords(load.others)
      const growth = Math.round(during - before)
      return {
        ok:
          alive.status === 200 &&
          growth <= mostGrowthMegabytes &&
          others === '' &&
          ready <= 3 &&
          loss.lost + loss.doubled + loss.halves === 0,
        facts: {
          ...loss,
          'told to come again': load.again(),
          'growth, MB': growth,
          'ready after, s': Math.round(ready * 10) / 10,
          ...(others ? { 'other answers': others } : {}),
        },
      }
    } finally {
      await installation.remove()
      await postgres.remove()
    }
  },
}
