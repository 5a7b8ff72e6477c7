/** How many rows each table of ours has, so that two databases can be compared by more than a feeling. */
import type pg from 'pg'

type Asking = Pick<pg.ClientBase, 'query'>

/** The tables of the house, as `schema.table`, in the order of their names; the job queue's own are left out. */
export async function listTables(client: Asking): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition
       and n.nspname not in ('pg_catalog', 'information_schema', 'jobs') and n.nspname not like 'pg\\_%'
     order by 1`,
  )
  return rows.map((it) => it.name)
}

/** Table → rows, of all tables of the house. */
export async function countRows(client: Asking): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const name of await listTables(client)) {
    const { rows } = await client.query<{ count: string | number }>(`select count(*) from ${name}`)
    counts[name] = Number(rows[0]?.count)
  }
  return counts
}
