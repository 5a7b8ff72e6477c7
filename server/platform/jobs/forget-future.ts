/**
 * A clock that was ahead and is set back leaves marks in the future behind it, and pg-boss waits until they have come: the
 * clockwork would stand still for an hour, or for years. So marks that lie ahead are taken back to now.
 */
import type { Database } from '../database/database.ts'
import { jobsSchema } from '../database/program-role.ts'

/** Two servers' clocks may differ by seconds, and a retry waits for half a minute; more than this is another clock. */
const ahead = `now() + interval '2 minutes'`

const stamps: Readonly<Record<string, readonly string[]>> = {
  version: ['cron_on', 'bam_on', 'flow_on', 'reindex_on', 'monitor_backoff_on'],
  queue: ['monitor_on', 'monitor_claim_on', 'maintain_on'],
}

const statements = [
  ...Object.entries(stamps).map(
    ([table, columns]) =>
      `update ${jobsSchema}.${table} set ${columns.map((it) => `${it} = case when ${it} > ${ahead} then null else ${it} end`).join(', ')}
       where greatest(${columns.join(', ')}) > ${ahead}`,
  ),
  `update ${jobsSchema}.job set start_after = now(), keep_until = greatest(keep_until, now() + interval '14 days')
   where state in ('created', 'retry') and start_after > ${ahead}`,
  `update ${jobsSchema}.job set heartbeat_on = now(), started_on = least(started_on, now())
   where state = 'active' and heartbeat_on > ${ahead}`,
]

/** Takes back what lies ahead; nothing is planned for later than a retry, so that nothing meant is lost. */
export async function forgetFuture(database: Database): Promise<void> {
  for (const it of statements) await database.rows(it)
}
