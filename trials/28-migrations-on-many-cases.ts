/**
 * The migrations since the last release run on many cases while somebody works: each is interrupted once, run again, and
 * must keep nobody waiting at a case for more than a second.
 */
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { withClient } from '../server/platform/backup/read-database-facts.ts'
import { listMigrations, migrate } from '../server/platform/database/migrate.ts'
import { describeSchema } from '../server/platform/testing/describe-schema.ts'
import { startEphemeralCluster } from '../server/platform/testing/ephemeral-cluster.ts'
import { runSql, urlOfDatabase } from '../server/platform/testing/template-database.ts'
import { layCases } from './lay-cases.ts'
import { numberFrom, type Trial } from './trial.ts'

/** The first migration after the last release: what stands in counties has rows up to here. */
const firstSinceRelease = '2026-11-27'
const longestWait = 1000

/** Reads and writes one case all the time; gives the longest that one of it took. */
function work(url: string): { end(): Promise<number> } {
  let isEnded = false
  const working = (async () => {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => {}) // The statement reports it.
    await client.connect()
    let longest = 0
    while (!isEnded) {
      const began = performance.now()
      await client.query(
        `update cases.cases set version = version where report_number = 'S1' and adcode = '530127'`,
      )
      longest = Math.max(longest, performance.now() - began)
      await delay(5)
    }
    await client.end()
    return longest
  })()
  working.catch(() => {}) // Asked for by `end`; a migration that failed is told first.
  return {
    end: () => {
      isEnded = true
      return working
    },
  }
}

/** Ends the connection of the migration that is running; whether it was in time does not matter. */
async function interrupt(url: string, next: string | undefined): Promise<void> {
  const running = migrate(url, undefined, next === undefined ? {} : { before: next }).catch(() => {}) // The cut.
  await delay(20 + Math.random() * 100)
  await runSql(
    url,
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'jingwei migrate' and datname = current_database()`,
  )
  await running
}

export const trial: Trial = {
  numbers: [28],
  name: {
    zh: '升级在大量案卷上中断再执行，结构一致，不让人久等',
    en: 'migrations on many cases, interrupted and run again: the same schema, nobody kept waiting',
  },
  run: async ({ say }) => {
    const rows = numberFrom('JINGWEI_TRIAL_ROWS', 1_000_000)
    const cluster = await startEphemeralCluster()
    try {
      for (const name of ['many', 'none']) await runSql(cluster.url, `create database ${name}`)
      const url = urlOfDatabase(cluster.url, 'many')
      await migrate(url, undefined, { before: firstSinceRelease })
      await layCases(url, rows)
      const names = listMigrations().map((it) => it.name)
      const since = names.filter((it) => it >= firstSinceRelease)
      let worst = { name: '', waited: 0 }
      for (const [index, name] of since.entries()) {
        await interrupt(url, since[index + 1])
        const working = work(url)
        const began = performance.now()
        await migrate(
          url,
          undefined,
          since[index + 1] === undefined ? {} : { before: since[index + 1] as string },
        )
        const waited = await working.end()
        say(`${name}: ${Math.round(performance.now() - began)} ms, longest wait ${Math.round(waited)} ms`)
        if (waited > worst.waited) worst = { name, waited }
      }
      const fresh = urlOfDatabase(cluster.url, 'none')
      await migrate(fresh)
      const isSame =
        (await withClient(url, describeSchema)).join('\n') ===
        (await withClient(fresh, describeSchema)).join('\n')
      const waited = Math.round(worst.waited)
      return {
        ok: isSame && waited <= longestWait,
        facts: { rows, migrations: since.length, isSame, longestWaitMilliseconds: waited, at: worst.name },
      }
    } finally {
      await cluster.stop()
    }
  },
}
