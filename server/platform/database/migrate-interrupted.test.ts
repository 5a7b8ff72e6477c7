/** Each migration is cut after its first and before its last statement; the trial of all statements is in `trials/`. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { withClient } from '../backup/read-database-facts.ts'
import { describeSchema } from '../testing/describe-schema.ts'
import '../testing/global-setup.ts'
import { interruptMigrations } from '../testing/interrupt-migrations.ts'
import { splitStatements } from '../testing/split-statements.ts'
import { runSql, urlOfDatabase } from '../testing/template-database.ts'

const { adminUrl, templateName } = inject('databaseTemplate')
const name = `jingwei_cut_${randomBytes(4).toString('hex')}`
beforeAll(() =>
  runSql(
    adminUrl,
    `create database "${name}" template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8'`,
  ),
)
afterAll(() => runSql(adminUrl, `drop database if exists "${name}" with (force)`))

it('statements are cut where a semicolon ends them, and nowhere else', () => {
  const statement = `create function f() returns text language sql as $body$ select ';' ; $body$`
  expect(
    splitStatements(`-- a; b\nselect 'it''s; one';${statement};/* ; */\nselect 1;\n-- the end;`),
  ).toEqual([`-- a; b\nselect 'it''s; one'`, statement, '/* ; */\nselect 1'])
})

it('a cut migration leaves nothing, and the next run brings the schema of an uncut one', async () => {
  const { left, cuts, migrations, schema } = await interruptMigrations(
    urlOfDatabase(adminUrl, name),
    (statement, of) => statement === 1 || statement === of,
  )
  expect(cuts).toBeGreaterThanOrEqual(migrations)
  expect(left).toEqual([])
  const uncut = await withClient(urlOfDatabase(adminUrl, templateName), describeSchema)
  expect(uncut.length).toBeGreaterThan(1000)
  expect(schema).toEqual(uncut)
})
