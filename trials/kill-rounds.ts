/** Rounds in which server, database or both are killed at random while sixteen hands report; what was lost or doubled. */
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { createInstallation, type Installation, type RunningProcess } from '../server/cli/testing.ts'
import {
  findPoint,
  inWords,
  killServer,
  reportWithoutEnd,
  signIn,
  untilAcknowledged,
  untilReady,
  withoutLimits,
} from './product.ts'
import type { TrialContext, TrialResult } from './trial.ts'

export type Storage = {
  readonly environment: Record<string, string>
  /** Ends the database's processes at once. */
  killDatabase(installation: Installation): Promise<void>
  /** Brings the database back where that is not the product's own business. */
  startDatabase(): Promise<void>
  /** The database as its owner. */
  ownerUrl(installation: Installation): Promise<string>
  remove(): Promise<void>
}

const victims = ['server', 'database', 'both'] as const
const longestReadySeconds = 5

type Loss = { acknowledged: number; lost: number; doubled: number; halves: number }

/** Compares what was acknowledged with what stands in the database, in each place where it must stand. */
export async function findLoss(url: string, acknowledged: ReadonlyMap<string, string>): Promise<Loss> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<Omit<Loss, 'acknowledged'>>(
      `with told as (select * from unnest($1::text[], $2::uuid[]) as t (request_id, case_id)),
       ours as (select request_id, count(*) as lines, min(output->>'id')::uuid as case_id
                from platform.audit_entries where command = 'report.create' and request_id ~ '^[0-9a-f]{8}-' group by 1)
       select (select count(*) from told where not exists (
                 select from cases.cases c join intake.reports r on r.case_id = c.id where c.id = told.case_id))::int as lost,
              ((select count(*) from ours where lines > 1)
               + (select count(*) from told join ours using (request_id) where ours.case_id <> told.case_id)
               + (select count(*) from (select case_id from ours group by 1 having count(*) > 1) it))::int as doubled,
              (select count(*) from ours where not exists (select from cases.cases c where c.id = ours.case_id)
                 or not exists (select from cases.case_actions a where a.case_id = ours.case_id)
                 or not exists (select from intake.reports r where r.case_id = ours.case_id))::int as halves`,
      [[...acknowledged.keys()], [...acknowledged.values()]],
    )
    return { acknowledged: acknowledged.size, ...(rows[0] ?? { lost: -1, doubled: -1, halves: -1 }) }
  } finally {
    await client.end()
  }
}

/** `rounds` kills under load on `storage`. */
export async function killInRounds(
  storage: Storage,
  rounds: number,
  { say }: TrialContext,
): Promise<TrialResult> {
  const installation = await createInstallation({ ...withoutLimits, ...storage.environment })
  try {
    let server: RunningProcess = await installation.start()
    const origin = (): string => server.url.replace(/\/$/, '')
    await untilReady(origin(), 300)
    const token = await signIn(installation, origin(), 'acceptor')
    const load = reportWithoutEnd({ origin, token, point: await findPoint(origin(), token) })
    let longestReady = 0
    let longestBack = 0
    for (let round = 0; round < rounds; round++) {
      await delay(1000 + Math.random() * 3000)
      const victim = victims[round % victims.length]
      const from = performance.now()
      if (victim !== 'database') await killServer(server)
      if (victim !== 'server') {
        await storage.killDatabase(installation)
        await storage.startDatabase()
      }
      const starts = performance.now()
      if (victim !== 'database') server = await installation.start()
      const ready = await untilReady(origin())
      const sinceStart = Math.max(ready, (performance.now() - starts) / 1000)
      longestReady = Math.max(longestReady, sinceStart)
      const back = await untilAcknowledged(load, from)
      longestBack = Math.max(longestBack, back)
      say(
        `round ${round + 1}: ${victim} killed, ready ${sinceStart.toFixed(1)} s after its start, acknowledging again after ${back.toFixed(1)} s; ${load.acknowledged.size} so far`,
      )
    }
    await load.stop()
    const loss = await findLoss(await storage.ownerUrl(installation), load.acknowledged)
    const verified = await installation.run(['verify', '--json'])
    const others = inWords(load.others)
    return {
      ok:
        loss.lost + loss.doubled + loss.halves === 0 &&
        verified.code === 0 &&
        longestReady <= longestReadySeconds &&
        others === '',
      facts: {
        rounds,
        ...loss,
        'sent again': load.again(),
        'longest until ready, s': Math.round(longestReady * 10) / 10,
        'longest until acknowledging again, s': Math.round(longestBack * 10) / 10,
        'verify ends with': verified.code ?? -1,
        ...(others ? { 'other answers': others } : {}),
      },
    }
  } finally {
    await installation.remove()
    await storage.remove()
  }
}
