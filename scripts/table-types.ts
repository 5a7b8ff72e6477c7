/**
 * What a migrated database looks like to Kysely, as TypeScript: one type a module with its tables, and one with the
 * views that every module may read. A type of column that is not known here is refused, never guessed.
 */

/** A column of a table or view, as the catalogue of PostgreSQL tells it. */
export type Column = {
  schema: string
  table: string
  column: string
  type: string
  isArray: boolean
  isRequired: boolean
  isView: boolean
  tableComment: string | null
  comment: string | null
}

/** How the driver hands over each type, as server/platform/database/database.ts sets it up. */
const types: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['int2', 'int4', 'int8', 'float4', 'float8', 'numeric', 'oid'].map((it) => [it, 'number']),
  ),
  ...Object.fromEntries(
    ['text', 'varchar', 'bpchar', 'name', 'uuid', 'date', 'time'].map((it) => [it, 'string']),
  ),
  bool: 'boolean',
  timestamptz: 'Date',
  json: 'unknown',
  jsonb: 'unknown',
  bytea: 'Buffer',
  point: '{ x: number; y: number }',
}

function printColumn({ schema, table, column, type, isArray, isRequired, comment }: Column): string {
  const known = types[type]
  if (!known)
    throw new Error(`${schema}.${table}.${column} is a ${type}, which scripts/db-types.ts does not know`)
  const value = `${known}${isArray ? '[]' : ''}${isRequired || known === 'unknown' ? '' : ' | null'}`
  return `${comment ? `    /** ${comment} */\n` : ''}    ${column}: ${value}\n`
}

const pascal = (snake: string): string =>
  snake.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())

function printTables(name: string, about: string, columns: readonly Column[]): string {
  const tables = Map.groupBy(columns, (it) => `${it.schema}.${it.table}`)
  const body = [...tables].map(([table, its]) => {
    const comment = its[0]?.tableComment
    return `${comment ? `  /** ${comment} */\n` : ''}  '${table}': {\n${its.map(printColumn).join('')}  }\n`
  })
  return `/** ${about} Printed by npm run db:types. */\nexport type ${name} = {\n${body.join('')}}\n`
}

/** What every printed file should hold, by path. */
export function printAll(columns: readonly Column[]): Map<string, string> {
  const isFacts = (it: Column): boolean => it.isView && it.table.endsWith('_facts')
  const files = new Map<string, string>()
  for (const [schema, its] of Map.groupBy(
    columns.filter((it) => !isFacts(it)),
    (it) => it.schema,
  )) {
    const text = printTables(`${pascal(schema)}Tables`, `The tables of ${schema} as Kysely sees them.`, its)
    files.set(`server/modules/${schema}/tables.generated.ts`, text)
  }
  const facts = columns.filter(isFacts)
  if (facts.length > 0)
    files.set(
      'server/facts.generated.ts',
      printTables('Facts', 'The views that every module may read.', facts),
    )
  return files
}
