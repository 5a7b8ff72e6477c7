/** A county with its cases moved into an empty database: every row, number and job, or nothing at all. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { openTestCounty, type TestCounty } from '../../testing/test-county.ts'
import { connectDatabase } from '../database/database.ts'
import { type OpenDatabase, openDatabase } from '../database/open-database.ts'
import { runSql, urlOfDatabase } from '../testing/template-database.ts'
import '../testing/global-setup.ts'
import { moveDatabase } from './move-database.ts'

const log = (): void => {}
const { adminUrl } = inject('databaseTemplate')
const name = `jingwei_moved_${randomBytes(4).toString('hex')}`
let county: TestCounty
let source: OpenDatabase
let target: OpenDatabase

beforeAll(async () => {
  county = await openTestCounty()
  const report = await county.lampReport()
  for (let index = 0; index < 3; index++) await county.collector.post('/api/reports', report)
  await county.settle()
  await runSql(adminUrl, `create database "${name}"`)
  source = await openDatabase({ url: county.ownerUrl, dataFolder: '/nowhere', log })
  target = await openDatabase({ url: urlOfDatabase(adminUrl, name), dataFolder: '/nowhere', log })
})
afterAll(async () => {
  await county.close()
  await runSql(adminUrl, `drop database if exists "${name}" with (force)`)
})

it('leaves nothing when it is cut short, and is then simply run again', async () => {
  await expect(
    moveDatabase({
      source,
      target,
      onTable: (done) => {
        if (done === 20) throw new Error('the power went away')
      },
    }),
  ).rejects.toThrow('the power went away')
  const half = connectDatabase(target.ownerUrl, { size: 1 })
  expect(await half.rows('select count(*) from identity.people')).toEqual([{ count: 0 }])
  await half.close()
  const { tables, sequences } = await moveDatabase({ source, target })
  expect(tables['platform.audit_entries']?.rows).toBeGreaterThan(3)
  expect(tables['cases.cases']?.rows).toBe(3)
  expect(Object.keys(tables)).toContain('jobs.queue')
  expect(sequences).toBeGreaterThan(0)
})

it('numbers go on where they stood, and triggers and rights are as a migration makes them', async () => {
  const [before, after] = [county.database, connectDatabase(target.ownerUrl, { size: 1 })]
  const next = `select last_value from pg_sequences where schemaname = 'platform' order by sequencename`
  expect(await after.rows(next)).toEqual(await before.rows(next))
  const off = `select tgname from pg_trigger where tgenabled = 'D'`
  expect(await after.rows(off)).toEqual([])
  await after.close()
})

it('a database in which somebody has acted is refused', async () => {
  await expect(moveDatabase({ source, target })).rejects.toMatchObject({ code: 'move.target-in-use' })
  await expect(moveDatabase({ source: target, target: source })).rejects.toMatchObject({
    code: 'move.target-in-use',
  })
})
