/**
 * A made-up row of any table: every column that must have a value gets one of its type. Good for asking whether something
 * that is there is hidden from whom it should be; the checks of the table are lifted for it.
 */
import { newId } from '#platform/ids.ts'

type Column = { readonly name: string; readonly type: string; readonly isNeeded: boolean }
type AsOwner = <Row>(sql: string, values?: readonly unknown[]) => Promise<Row[]>

const values: Readonly<Record<string, unknown>> = {
  text: 'made up',
  int2: 1,
  int4: 1,
  int8: 1,
  float4: 1,
  float8: 1,
  numeric: 1,
  bool: false,
  jsonb: '{}',
  json: '{}',
  date: '2026-06-15',
  timestamptz: '2026-06-15T01:00:00Z',
  bytea: Buffer.from([1]),
  point: '(103.0,25.0)',
  box: '(103.1,25.1),(102.9,24.9)',
  polygon: '((102.9,24.9),(103.1,24.9),(103.1,25.1))',
}
function madeUp(type: string): unknown {
  if (type === 'uuid') return newId()
  if (type.startsWith('_')) return '{}'
  const value = values[type]
  if (value === undefined) throw new Error(`no made-up value for a column of type ${type}`)
  return value
}

/** Writes a row of `table` (`schema.name`) into the county `adcode` and gives its id. */
export async function makeUpRow(asOwner: AsOwner, table: string, adcode: string): Promise<string> {
  const checks = await asOwner<{ name: string }>(
    `select conname as name from pg_constraint where conrelid = $1::regclass and contype in ('c', 'f')`,
    [table],
  )
  for (const { name } of checks) await asOwner(`alter table ${table} drop constraint "${name}"`)
  const columns = await asOwner<Column>(
    `select column_name as name, udt_name as type, is_nullable = 'NO' and column_default is null and is_identity = 'NO' as "isNeeded"
     from information_schema.columns where table_schema || '.' || table_name = $1 and is_generated = 'NEVER'`,
    [table],
  )
  const id = newId()
  const fixed: Record<string, unknown> = { id, adcode }
  const filled = columns.filter((it) => it.isNeeded || it.name in fixed)
  await asOwner(
    `insert into ${table} (${filled.map((it) => `"${it.name}"`).join(', ')})
     values (${filled.map((_, index) => `$${index + 1}`).join(', ')})`,
    filled.map((it) => fixed[it.name] ?? madeUp(it.type)),
  )
  return id
}
