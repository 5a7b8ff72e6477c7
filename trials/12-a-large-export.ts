/**
 * A list of very many cases is exported to Excel while a thousand live screens are connected: the memory of the server stays
 * under 512 MB all the time, and the file has every row.
 */
import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { usualColumns } from '../domain/cases/list-columns.ts'
import { createInstallation } from '../server/cli/testing.ts'
import { runSql } from '../server/platform/testing/template-database.ts'
import { makeKillablePostgres } from './killable-postgres.ts'
import { layCases } from './lay-cases.ts'
import { signIn, untilReady, withoutLimits } from './product.ts'
import { numberFrom, type Trial, type TrialContext, type TrialResult } from './trial.ts'

const mostMegabytes = 512
const screens = 1000

type Export = { state: string; total: number | null; written: number }

/** The most memory that a process ever had, in MB. */
const peakOf = (pid: number): number =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024

async function run({ say }: TrialContext): Promise<TrialResult> {
  const rows = numberFrom('JINGWEI_TRIAL_ROWS', 1_000_000)
  const postgres = await makeKillablePostgres()
  const installation = await createInstallation({ ...withoutLimits, DATABASE_URL: postgres.url })
  const cutter = new AbortController()
  try {
    const first = await installation.start()
    await untilReady(first.url.replace(/\/$/, ''), 300)
    first.kill('SIGTERM')
    await first.ended
    say(`laying ${rows} cases`)
    await layCases(postgres.url, rows)
    const server = await installation.start()
    const origin = server.url.replace(/\/$/, '')
    await untilReady(origin, 300)
    const token = await signIn(installation, origin, 'dispatcher')
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const listening = Array.from({ length: screens }, async () => {
      const reply = await fetch(`${origin}/api/live`, { headers, signal: cutter.signal })
      for await (const _ of reply.body ?? []);
    })
    for (const it of listening) it.catch(() => undefined) // Cut off at the end.
    const asked = { format: 'xlsx', queue: 'all', query: {}, columns: usualColumns, language: 'zh' }
    const from = performance.now()
    await fetch(`${origin}/api/case-exports`, { method: 'POST', headers, body: JSON.stringify(asked) })
    let made: Export | undefined
    while (made?.state !== 'done' && made?.state !== 'failed') {
      await delay(2000)
      const reply = await fetch(`${origin}/api/case-exports`, { headers })
      made = ((await reply.json()) as { exports: Export[] }).exports[0]
    }
    const seconds = Math.round((performance.now() - from) / 1000)
    const [there] = await runSql(postgres.url, 'select count(*)::int as count from cases.cases')
    const peak = Math.round(peakOf(server.pid))
    return {
      ok: made.state === 'done' && made.written === there?.['count'] && peak <= mostMegabytes,
      facts: {
        cases: Number(there?.['count']),
        state: made.state,
        written: made.written,
        screens,
        'most memory, MB': peak,
        seconds,
      },
    }
  } finally {
    cutter.abort()
    await installation.remove()
    await postgres.remove()
  }
}

export const trial: Trial = {
  numbers: [12],
  name: { zh: '大量案卷导出时的内存', en: 'the memory of a large export' },
  run,
}
