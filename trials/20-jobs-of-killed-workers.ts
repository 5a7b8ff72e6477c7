/**
 * A process that works off jobs is killed in the midst of them, again and again; some jobs are poison and fail whenever they
 * are tried. Each effect is there once, poison is given up after six tries and shown, and all others come through.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { systemActorId } from '../server/platform/actor.ts'
import { connectDatabase } from '../server/platform/database/database.ts'
import { migrate } from '../server/platform/database/migrate.ts'
import { openDatabase } from '../server/platform/database/open-database.ts'
import { newId } from '../server/platform/ids.ts'
import { readJobStates } from '../server/platform/observe/house-state.ts'
import { runSql } from '../server/platform/testing/template-database.ts'
import { announcementName, commandName, openCountingHouse } from './job-worker.ts'
import { makeKillablePostgres } from './killable-postgres.ts'
import { numberFrom, type Trial, type TrialContext, type TrialResult } from './trial.ts'

const poison = 5

function startWorker(url: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'job-worker.ts'), url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', () => resolve(child))
    child.once('exit', (code) => reject(new Error(`a worker ended with ${code}`)))
  })
}

/** Kills one worker after the other, lets the last work off the rest; how many jobs were given up. */
async function workOff(
  url: string,
  first: ChildProcess,
  kills: number,
  { say }: TrialContext,
): Promise<number> {
  let worker = first
  for (let kill = 1; kill <= kills; kill++) {
    await delay(300 + Math.random() * 700)
    worker.kill('SIGKILL')
    worker = await startWorker(url)
    if (kill % 10 === 0) say(`${kill} kills`)
  }
  const database = connectDatabase(url, { size: 2 }).house
  const until = performance.now() + 600_000
  let states = await readJobStates(database)
  while (states.some((it) => it.state !== 'failed') && performance.now() < until) {
    await delay(1000)
    states = await readJobStates(database)
  }
  worker.kill('SIGKILL')
  await database.close()
  return states.find((it) => it.state === 'failed')?.count ?? 0
}

async function run(context: TrialContext): Promise<TrialResult> {
  const kills = numberFrom('JINGWEI_TRIAL_ROUNDS', 100)
  const total = kills * 40
  const postgres = await makeKillablePostgres()
  try {
    const { url, ownerUrl } = await openDatabase({ url: postgres.url, dataFolder: '', log: () => undefined })
    await migrate(ownerUrl)
    const house = openCountingHouse(url)
    // Makes the queue; the jobs are worked off by others.
    await house.jobs.start()
    const announcements = Array.from({ length: total }, (_, number) => ({
      adcode: '530127',
      id: newId(),
      seq: number,
      at: new Date().toISOString(),
      name: announcementName,
      subjectId: null,
      actorId: systemActorId,
      data: { number, isPoison: number % Math.floor(total / poison) === 7 },
    }))
    const first = startWorker(url)
    for (let from = 0; from < total; from += 1000)
      await house.jobs.listener(announcements.slice(from, from + 1000))
    await house.close()
    const failed = await workOff(url, await first, kills, context)
    const [effects] = await runSql(
      postgres.url,
      `select count(*)::int as lines, count(distinct request_id)::int as effects from platform.audit_entries where command = $1`,
      [commandName],
    )
    const [dead] = await runSql(
      postgres.url,
      `select count(*) filter (where data->'data'->>'isPoison' = 'true')::int as poison,
              coalesce(max(retry_count), 0)::int as most from jobs.job where state = 'failed'`,
    )
    const lines = Number(effects?.['lines'])
    return {
      ok:
        lines === total - poison &&
        Number(effects?.['effects']) === lines &&
        failed === poison &&
        dead?.['poison'] === poison,
      facts: {
        kills,
        jobs: total,
        'effects, each once': lines,
        'effects twice': lines - Number(effects?.['effects']),
        poison,
        'given up and shown': failed,
        'given up though sound': failed - Number(dead?.['poison'] ?? 0),
        'tried again before that': Number(dead?.['most'] ?? 0),
      },
    }
  } finally {
    await postgres.remove()
  }
}

export const trial: Trial = {
  numbers: [20],
  name: { zh: '后台任务进程反复被杀，毒任务', en: 'jobs whose workers are killed, and poison' },
  run,
}
