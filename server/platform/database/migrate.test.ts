/** Migrations on data of their time: nothing is lost or altered, and what was waiting still goes out. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createLog } from '../log.ts'
import type { Announcement } from '../relay/announcement.ts'
import { createRelay } from '../relay/relay.ts'
import { runSql, urlOfDatabase } from '../testing/template-database.ts'
import '../testing/global-setup.ts'
import { connectDatabase, type Database } from './database.ts'
import { listMigrations, migrate, worksWith } from './migrate.ts'

const ids = Array.from({ length: 3 }, (_, index) => `00000000-0000-7000-8000-00000000000${index}`)
const at = '2026-06-15T01:00:00.000Z'
const documents = {
  data: { note: '写明 "缘由" \\ 备查', photoIds: [] },
  marks: [{ clock: 'accept', mark: { at, kind: 'start' } }],
  due: { clockName: 'accept', clockDueAt: at, isInTime: null },
  counters: { reworks: 2, returns: 1, extensions: 0, suspensions: 0, supervisions: 0, dispatches: 3 },
  clocks: [{ name: 'accept', marks: [{ at, kind: 'start' }] }],
}

let admin: string
let name: string
let database: Database
beforeAll(async () => {
  admin = inject('databaseTemplate').adminUrl
  name = `jingwei_migrate_${randomBytes(4).toString('hex')}`
  await runSql(admin, `create database "${name}"`)
  database = connectDatabase(urlOfDatabase(admin, name))
})
afterAll(async () => {
  await database.close()
  await runSql(admin, `drop database if exists "${name}" with (force)`)
})

const insert = (table: string, row: Record<string, unknown>): Promise<unknown> =>
  database.rows(
    `insert into ${table} (${Object.keys(row).join(', ')}) values (${Object.keys(row).map((_, i) => `$${i + 1}`)})`,
    Object.values(row).map((it) => (typeof it === 'object' && it !== null ? JSON.stringify(it) : it)),
  )

async function layData(): Promise<void> {
  const [caseId, first, second] = ids
  await insert('cases.cases', {
    ...{ adcode: '530127', id: caseId, version: 1, state: 'pool', report_number: 'S1', source: 'collector' },
    ...{ level: 'ordinary', business_kind: 'immediate', description: '路灯不亮', address: '文化路' },
    ...{ is_self_handled: false, is_returned: false, is_exempted: false, reported_at: at, details: {} },
    ...{ counters: documents.counters, clocks: documents.clocks },
  })
  await insert('cases.case_actions', {
    ...{ adcode: '530127', case_id: caseId, seq: 1, action: 'report', at, actor_id: first, actor_name: '魏' },
    ...{ to_state: 'pool', data: documents.data, marks: documents.marks, due: documents.due },
  })
  await insert('platform.audit_entries', {
    ...{ adcode: '530127', id: first, at, actor_id: first, actor_name: '魏', command: 'report.create' },
    ...{
      request_id: 'request-1',
      body_hash: 'h',
      subject_id: caseId,
      input: documents.data,
      output: { id: caseId },
    },
  })
  for (const [id, heard, relayedAt] of [
    [first, 'case.opened', at],
    [second, 'case.filed', null],
  ])
    await insert('platform.announcements', {
      ...{ adcode: '530127', id, at, name: heard, subject_id: caseId, actor_id: first, data: { a: 1 } },
      ...{ relayed_at: relayedAt },
    })
}

describe('the migrations', () => {
  it('leave data of June as they were, and hand on what was waiting', async () => {
    await migrate(database.url, undefined, { before: '2026-11-25' })
    await layData()
    const { applied } = await migrate(database.url)
    expect(applied).toEqual(
      listMigrations()
        .map((it) => it.name)
        .filter((it) => it >= '2026-11-25'),
    )
    const [row] = await database.rows<Record<string, unknown>>(
      `select c.counters, c.clocks, a.data, a.marks, a.due, f.reworks, f.dispatches from cases.cases c
       join cases.case_actions a on a.case_id = c.id join cases.case_facts f on f.id = c.id`,
    )
    expect(row).toEqual({ ...documents, reworks: 2, dispatches: 3 })
    expect(await database.rows('select request_id, input, output from platform.audit_entries')).toEqual([
      { request_id: 'request-1', input: documents.data, output: { id: ids[0] } },
    ])
    const heard: Announcement[] = []
    const relay = createRelay({
      database,
      log: createLog('fatal'),
      listeners: [(list) => void heard.push(...list)],
    })
    await relay.drain()
    expect(heard.map((it) => [it.name, it.data])).toEqual([['case.filed', { a: 1 }]])
  })

  it('change nothing when they are run again', async () => {
    expect(await migrate(database.url)).toEqual({ applied: [] })
  })

  it('are refused where one that ran was changed, or is not known here', async () => {
    const [first] = listMigrations()
    const forget = (sql: string) => runSql(database.url, sql)
    await forget(`update platform.migrations set checksum = 'other' where name = '${first?.name}'`)
    await expect(migrate(database.url)).rejects.toMatchObject({ code: 'migration.changed' })
    await forget(
      `update platform.migrations set checksum = '${first?.checksum}' where name = '${first?.name}'`,
    )
    await forget(`insert into platform.migrations (name, checksum) values ('2999-01-01-01-later.sql', 'x')`)
    await expect(migrate(database.url)).rejects.toMatchObject({ code: 'migration.unknown' })
  })
})

describe('a database that a newer version migrated', () => {
  const url = () => urlOfDatabase(admin, name)
  const asIfMigrated = (migration: string, worksFrom: string | null) =>
    runSql(url(), 'insert into platform.migrations (name, checksum, works_from) values ($1, $2, $3)', [
      migration,
      'of a version to come',
      worksFrom,
    ])
  const forget = () => runSql(url(), `delete from platform.migrations where name > '2900'`)

  it('is worked on by the version before, where every new migration says so', async () => {
    await forget()
    await migrate(url())
    await asIfMigrated('9999-01-01-01-add-a-column.sql', '0.1.0')
    expect(await migrate(url(), undefined, { version: '0.1.3' })).toEqual({ applied: [] })
    await forget()
  })

  it.each([
    [null, '0.1.3'],
    ['0.1.4', '0.1.3'],
    ['0.1.0', '0.2.0'],
    ['0.1.0', '1.1.0'],
  ])(
    'is refused with a sentence where one works from %s and the program is %s',
    async (worksFrom, version) => {
      await asIfMigrated('9999-01-01-01-add-a-column.sql', '0.1.0')
      await asIfMigrated('9999-01-01-02-rename-a-column.sql', worksFrom)
      await expect(migrate(url(), undefined, { version })).rejects.toMatchObject({
        code: 'migration.unknown',
      })
      await forget()
    },
  )

  it('within one minor version only, and never before the version that a migration names', () => {
    expect(worksWith('0.1.0', '0.1.0')).toBe(true)
    expect(worksWith('0.1.2', '0.1.10')).toBe(true)
    expect(worksWith('0.1.2', '0.1.1')).toBe(false)
    expect(worksWith('0.1.2', '0.2.2')).toBe(false)
    expect(worksWith('', '0.1.0')).toBe(false)
    expect(worksWith(null, '0.1.0')).toBe(false)
  })

  it('says from which version on it works in a line of its own, and nothing near to it is overlooked', () => {
    for (const { name: migration, sql, worksFrom } of listMigrations())
      expect(/^--\s*works from/im.test(sql), migration).toBe(worksFrom !== null)
  })
})
