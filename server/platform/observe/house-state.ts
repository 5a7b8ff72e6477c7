/** How relay and jobs stand, read from the database; for metrics and for the doctor. */
import type { Database } from '../database/database.ts'

export type RelayState = {
  /** Announcements not yet handed on. */
  readonly waiting: number
  /** How long the oldest of them has waited; 0 where none does. */
  readonly oldestSeconds: number
}

/** What the relay still has to hand on. */
export async function readRelayState(database: Database): Promise<RelayState> {
  const [row] = await database.rows<RelayState>(
    `select count(*)::int as waiting,
            greatest(coalesce(extract(epoch from now() - min(a.at)), 0), 0)::float8 as "oldestSeconds"
     from platform.relay_position p, platform.announcements a where a.seq > p.seq`,
  )
  return row ?? { waiting: 0, oldestSeconds: 0 }
}

export type JobCount = { readonly queue: string; readonly state: string; readonly count: number }

/** Jobs that wait, run, are to be tried again, or failed for good; those done are left out. */
export async function readJobStates(database: Database): Promise<JobCount[]> {
  const [schema] = await database.rows<{ found: boolean }>(
    `select to_regclass('jobs.job') is not null as found`,
  )
  if (!schema?.found) return []
  return database.rows<JobCount>(
    `select name as queue, state::text as state, count(*)::int as count from jobs.job
     where state in ('created', 'retry', 'active', 'failed') group by 1, 2 order by 1, 2`,
  )
}
