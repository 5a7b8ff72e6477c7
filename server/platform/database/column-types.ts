/** The types of a database's columns: rows that travel together are sent as one array for each column. */
import type { Database } from './database.ts'

/** `schema.table` → column → type, as PostgreSQL writes it. */
export type ColumnTypes = ReadonlyMap<string, ReadonlyMap<string, string>>

const known = new WeakMap<Database, Promise<ColumnTypes>>()

async function load(db: Database): Promise<ColumnTypes> {
  const rows = await db.rows<{ table: string; column: string; type: string }>(
    `select n.nspname || '.' || c.relname as "table", a.attname as "column", format_type(a.atttypid, null) as type
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
       and n.nspname not in ('pg_catalog', 'information_schema')`,
  )
  const types = new Map<string, Map<string, string>>()
  for (const { table, column, type } of rows) {
    const columns = types.get(table) ?? new Map<string, string>()
    types.set(table, columns.set(column, type))
  }
  return types
}

/** The types of all tables; migrations run before a house opens, so they are read once. */
export function columnTypesOf({ house: db }: Database): Promise<ColumnTypes> {
  const found = known.get(db)
  if (found) return found
  const loading = load(db)
  known.set(db, loading)
  loading.catch(() => known.delete(db))
  return loading
}
