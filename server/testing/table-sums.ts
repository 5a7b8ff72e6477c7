/** What every table holds, as one sum each: to show that a refused request left no trace anywhere. */
import { refusalCommand } from '#platform/audit/record-refusals.ts'
import type { Database } from '#platform/database/database.ts'

export type TableSums = Readonly<Record<string, string>>

/** A session is used by asking anything with it, also by what is refused. */
const rowOf = (table: string): string =>
  table === 'identity.sessions' ? "(to_jsonb(t) - 'last_seen_at')::text" : 't::text'

/** That somebody was refused stands in the audit, and is the one trace a refusal leaves. */
const conditionOf = (table: string): string =>
  table === 'platform.audit_entries' ? `where t.command <> '${refusalCommand}'` : ''

/** Table → number of rows and a checksum of them, of all tables of ours; the job queue's own are left out. */
export async function sumTables(database: Database): Promise<TableSums> {
  const tables = await database.rows<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema', 'jobs') order by 1`,
  )
  const sums = await Promise.all(
    tables.map(async ({ name }) => {
      const [row] = await database.rows<{ sum: string }>(
        `select count(*) || ' ' || coalesce(md5(string_agg(row, '|' order by row)), '') as sum
         from (select ${rowOf(name)} as row from ${name} t ${conditionOf(name)}) as it`,
      )
      return [name, row?.sum ?? ''] as const
    }),
  )
  return Object.fromEntries(sums)
}
