/**
 * `npm run db:types`: migrates an empty database and prints what its tables look like to Kysely. One file a module
 * (`server/modules/<m>/tables.generated.ts`), since tables are private; the views named `*_facts`, which all may
 * read, together in `server/facts.generated.ts`. With `--check` it only says which file is stale.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { makeTemplate, urlOfDatabase } from '../server/platform/testing/template-database.ts'
import { root } from './source-files.ts'

type Column = {
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

const columnsOfAllModules = `
  select n.nspname as schema, c.relname as "table", a.attname as "column", coalesce(e.typname, t.typname) as type,
    t.typelem <> 0 and t.typcategory = 'A' as "isArray", a.attnotnull as "isRequired", c.relkind in ('v', 'm') as "isView",
    obj_description(c.oid) as "tableComment", col_description(c.oid, a.attnum) as comment
  from pg_attribute a
  join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
  join pg_namespace n on n.oid = c.relnamespace
  join pg_type t on t.oid = a.atttypid
  left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
  where a.attnum > 0 and not a.attisdropped and n.nspname = any($1)
  order by n.nspname, c.relname, a.attnum`

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
function printAll(columns: readonly Column[]): Map<string, string> {
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

async function readColumns(): Promise<Column[]> {
  const template = await makeTemplate(process.env['TEST_DATABASE_URL'] || undefined)
  try {
    const client = new pg.Client({
      connectionString: urlOfDatabase(template.adminUrl, template.templateName),
    })
    await client.connect()
    const { rows: schemas } = await client.query<{ nspname: string }>('select nspname from pg_namespace')
    const modules = schemas
      .map((it) => it.nspname)
      .filter((it) => existsSync(join(root, 'server', 'modules', it)))
    const { rows } = await client.query<Column>(columnsOfAllModules, [modules])
    await client.end()
    return rows
  } finally {
    await template.end()
  }
}

const readIfThere = (path: string): string =>
  existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : ''
const stale = [...printAll(await readColumns())].filter(([path, text]) => readIfThere(path) !== text)
for (const [path, text] of stale) {
  if (process.argv.includes('--check')) process.stdout.write(`${path} is stale; run: npm run db:types\n`)
  else {
    writeFileSync(join(root, path), text)
    process.stdout.write(`printed ${path}\n`)
  }
}
if (stale.length === 0) process.stdout.write('The table types are true.\n')
else if (process.argv.includes('--check')) process.exitCode = 1
