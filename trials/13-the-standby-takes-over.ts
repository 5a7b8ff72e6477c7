/**
 * A primary and its synchronous standby, both named in DATABASE_URL. The primary is killed, or stands still like a machine
 * that hangs, a watcher promotes the standby, and the old primary comes back as it was, taking itself for the primary: nothing
 * acknowledged is lost, and nobody works on the old one.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { createInstallation } from '../server/cli/testing.ts'
import { runSql } from '../server/platform/testing/template-database.ts'
import { findLoss } from './kill-rounds.ts'
import { type KillablePostgres, makeKillablePostgres } from './killable-postgres.ts'
import {
  findPoint,
  inWords,
  type Load,
  reportWithoutEnd,
  signIn,
  untilAcknowledged,
  untilReady,
  withoutLimits,
} from './product.ts'
import { numberFrom, type Trial, type TrialContext, type TrialResult } from './trial.ts'

const longestBack = 30
/** A watcher asks each second and acts after the third time in vain. */
const patience = 3

const hostOf = (url: string): string => new URL(url).host

/** Asks as a watcher does, until the server failed to answer often enough. */
async function untilGivenUp(url: string): Promise<void> {
  for (let failures = 0; failures < patience; ) {
    const isThere = await Promise.race([
      runSql(url, 'select 1').then(
        () => true,
        () => false,
      ),
      delay(1000, false),
    ])
    failures = isThere ? 0 : failures + 1
    await delay(isThere ? 1000 : 300)
  }
}

/** From now on a commit waits for the standby. */
async function demandStandby(primary: KillablePostgres): Promise<void> {
  await runSql(primary.url, `alter system set synchronous_standby_names = '*'`)
  await runSql(primary.url, 'select pg_reload_conf()')
  for (;;) {
    const [row] = await runSql(
      primary.url,
      `select count(*)::int as following from pg_stat_replication where sync_state in ('sync', 'quorum')`,
    )
    if (row?.['following']) return
    await delay(100)
  }
}

/** The copy of `primary` at the place of the one it takes over from, with its own commits not waiting for anybody. */
async function makeStandby(primary: KillablePostgres, port?: number): Promise<KillablePostgres> {
  const standby = await makeKillablePostgres({ standbyOf: primary, ...(port ? { port } : {}) })
  await runSql(standby.url, 'select pg_is_in_recovery()')
  return standby
}

/**
 * How many connections the product has made since then to a server that was replaced. Those of before may still be there: a
 * commit that waits for a standby does not notice that nobody waits for it any more.
 */
async function countNewcomers(url: string, since: Date): Promise<number> {
  const [row] = await runSql(
    url,
    `select count(*)::int as count from pg_stat_activity
     where application_name like any (array['jingwei%', 'pgboss%']) and application_name <> 'jingwei look'
       and backend_start > $1`,
    [since],
  ).catch(() => [{ count: 0 }])
  return Number(row?.['count'] ?? 0)
}

/** Ends the primary and promotes the standby when a watcher would; the seconds until a report is acknowledged again. */
async function takeOver(
  primary: KillablePostgres,
  standby: KillablePostgres,
  load: Load,
  hangs: boolean,
): Promise<number> {
  const from = performance.now()
  if (hangs) primary.signal('SIGSTOP')
  else await primary.kill()
  await untilGivenUp(primary.url)
  await runSql(standby.url, 'select pg_promote(true, 60)')
  return untilAcknowledged(load, from)
}

async function run({ say }: TrialContext): Promise<TrialResult> {
  const rounds = numberFrom('JINGWEI_TRIAL_ROUNDS', 6)
  let primary = await makeKillablePostgres()
  let standby = await makeStandby(primary)
  const [first, second] = [hostOf(primary.url), hostOf(standby.url)]
  await demandStandby(primary)
  const installation = await createInstallation({
    ...withoutLimits,
    DATABASE_URL: `postgres://postgres@${first},${second}/postgres`,
  })
  try {
    let server = await installation.start()
    const origin = (): string => server.url.replace(/\/$/, '')
    await untilReady(origin(), 300)
    const token = await signIn(installation, origin(), 'acceptor')
    const load = reportWithoutEnd({ origin, token, point: await findPoint(origin(), token) })
    let [longest, atWork] = [0, 0]
    for (let round = 0; round < rounds; round++) {
      await delay(3000)
      const hangs = round % 2 === 1
      const back = await takeOver(primary, standby, load, hangs)
      longest = Math.max(longest, back)
      say(
        `round ${round + 1}: ${hangs ? 'stood still' : 'killed'}, acknowledging again after ${back.toFixed(1)} s`,
      )
      // The old one comes back as it was; the running server leaves it alone, and so does one that starts now.
      const returned = new Date()
      if (hangs) primary.signal('SIGCONT')
      else await primary.start()
      await delay(6000)
      atWork = Math.max(atWork, await countNewcomers(primary.url, returned))
      server.kill('SIGTERM')
      await server.ended
      server = await installation.start()
      await untilReady(origin())
      await untilAcknowledged(load)
      atWork = Math.max(atWork, await countNewcomers(primary.url, returned))
      const port = Number(new URL(primary.url).port)
      await primary.remove()
      primary = standby
      standby = await makeStandby(primary, port)
      await demandStandby(primary)
    }
    await load.stop()
    const loss = await findLoss(primary.url, load.acknowledged)
    const verified = await installation.run(['verify', '--json'])
    return {
      ok:
        loss.lost + loss.doubled + loss.halves === 0 &&
        longest <= longestBack &&
        atWork === 0 &&
        verified.code === 0 &&
        load.others.size === 0,
      facts: {
        rounds,
        ...loss,
        'sent again': load.again(),
        'longest until acknowledging again, s': Math.round(longest * 10) / 10,
        'connections made to the one that was replaced': atWork,
        'verify ends with': verified.code ?? -1,
        ...(load.others.size ? { 'other answers': inWords(load.others) } : {}),
      },
    }
  } finally {
    await installation.remove()
    await standby.remove()
    await primary.remove()
  }
}

export const trial: Trial = {
  numbers: [13],
  name: {
    zh: '同步备库接管：主库被杀或僵住，旧主库回来不再被使用，不丢不重',
    en: 'the synchronous standby takes over; the old primary comes back and nobody works on it',
  },
  run,
}
