/** The tables of a database with their columns, each after the tables it refers to. */
import type pg from 'pg'

export type Table = {
  /** `schema.table`, quoted where need be. */
  readonly name: string
  /** Columns that are stored and not worked out. */
  readonly columns: readonly string[]
}

type Row = { name: string; columns: string[]; refersTo: string[] }

// What pg-boss says of its own release is made by the release that runs on the target.
const leftOut = ['jobs.version']

/** All tables but PostgreSQL's own; partitions are read and written through the table they belong to. */
export async function listTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Row>(
    `select format('%I.%I', n.nspname, c.relname) as name,
       (select array_agg(format('%I', a.attname) order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
       coalesce((select array_agg(distinct format('%I.%I', rn.nspname, r.relname)) from pg_constraint k
        join pg_class r on r.oid = k.confrelid join pg_namespace rn on rn.oid = r.relnamespace
        where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid), '{}') as "refersTo"
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition
       and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%'
     order by 1`,
  )
  return inOrder(rows.filter((it) => !leftOut.includes(it.name)))
}

function inOrder(rows: readonly Row[]): Table[] {
  const ordered: Table[] = []
  const placed = new Set<string>()
  const known = new Set(rows.map((it) => it.name))
  for (let rest = [...rows]; rest.length; ) {
    const ready = rest.filter((it) => it.refersTo.every((name) => placed.has(name) || !known.has(name)))
    if (!ready.length) throw new Error(`tables refer to each other: ${rest.map((it) => it.name).join(' ')}`)
    for (const { name, columns } of ready) {
      ordered.push({ name, columns })
      placed.add(name)
    }
    rest = rest.filter((it) => !placed.has(it.name))
  }
  return ordered
}
