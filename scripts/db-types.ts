/**
 * `npm run db:types`: migrates an empty database and prints what its tables look like to Kysely. One file a module
 * (`server/modules/<m>/tables.generated.ts`), since tables are private; the views named `*_facts`, which all may
 * read, together in `server/facts.generated.ts`. Files that exist are kept true; a module that begins to read with
 * Kysely asks for its file by name (`npm run db:types -- cases`, or `facts`). With `--check` it only says what is
 * stale.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { makeTemplate, urlOfDatabase } from '../server/platform/testing/template-database.ts'
import { root } from './source-files.ts'
import { type Column, printAll } from './table-types.ts'

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

const isCheck = process.argv.includes('--check')
const asked = process.argv.slice(2).filter((it) => !it.startsWith('--'))
const isWanted = (path: string): boolean =>
  existsSync(join(root, path)) ||
  asked.some((name) => path.includes(`/${name}/`) || path.includes(`/${name}.`))
const isTrue = (path: string, text: string): boolean =>
  existsSync(join(root, path)) && readFileSync(join(root, path), 'utf8') === text

const wanted = [...printAll(await readColumns())].filter(([path]) => isWanted(path))
const stale = wanted.filter(([path, text]) => !isTrue(path, text))
for (const [path, text] of stale) {
  if (!isCheck) writeFileSync(join(root, path), text)
  process.stdout.write(isCheck ? `${path} is stale; run: npm run db:types\n` : `printed ${path}\n`)
}
if (stale.length === 0) process.stdout.write(`Table types: ${wanted.length} files, all true.\n`)
else if (isCheck) process.exitCode = 1
