/**
 * What the running program may do to every table of the house. A migration that makes a table says it in
 * `platform.table_rights`; a table without a word is found here.
 */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#platform/testing/test-database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const tables = `
  select n.nspname || '.' || c.relname as name, r.rights as decided, pg_get_userbyid(c.relowner) = 'jingwei_app' as "isOwned",
    (select string_agg(it, ', ' order by ordinality)
     from unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) with ordinality as it(it, ordinality)
     where has_table_privilege('jingwei_app', c.oid, it)) as held
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
    left join platform.table_rights r on r.table_name = n.nspname || '.' || c.relname
  where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'jobs') order by 1`

type Table = { name: string; decided: string | null; isOwned: boolean; held: string | null }

it('has a decision for every table, and the program holds exactly that', async () => {
  const rows = await database.asOwner<Table>(tables)
  expect(rows.length).toBeGreaterThan(70)
  // A table named here is missing from `platform.table_rights`: insert the row in the migration that makes it.
  expect(rows.filter((it) => it.decided === null).map((it) => it.name)).toEqual([])
  expect(rows.filter((it) => it.held !== it.decided || it.isOwned)).toEqual([])
})

it('names no table that is not there', async () => {
  const gone = await database.asOwner<{ name: string }>(
    'select table_name as name from platform.table_rights where to_regclass(table_name) is null',
  )
  expect(gone).toEqual([])
})

it('never changes what is only written: logs, the audit, what was announced and told', async () => {
  const rows = await database.asOwner<Table>(tables)
  const onlyWritten = rows.filter((it) => it.decided === 'select, insert').map((it) => it.name)
  expect(onlyWritten).toEqual(
    expect.arrayContaining([
      'cases.case_actions',
      'cases.inner_order_actions',
      'components.component_changes',
      'intake.notices',
      'platform.announcements',
      'platform.audit_entries',
    ]),
  )
})

it('owns the schema of its job queue alone, is no superuser and passes no wall', async () => {
  const [role] = await database.asOwner<Record<string, unknown>>(
    `select rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication,
       (select array_agg(nspname::text) from pg_namespace where nspowner = r.oid) as owned
     from pg_roles r where rolname = 'jingwei_app'`,
  )
  expect(role).toEqual({
    rolsuper: false,
    rolcreaterole: false,
    rolcreatedb: false,
    rolbypassrls: false,
    rolreplication: false,
    owned: ['jobs'],
  })
})
