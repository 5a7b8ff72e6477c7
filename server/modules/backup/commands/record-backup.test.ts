import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '#platform/actor.ts'
import { newId } from '#platform/ids.ts'
import { openTestHouse, type TestHouse, testAdcode, testMorning } from '../../../testing/test-house.ts'
import { recordBackup } from './record-backup.ts'

let house: TestHouse
let hasKey = false
let begun = 0

beforeAll(async () => {
  house = await openTestHouse({
    sessionHours: 2000,
    backup: {
      isOn: true,
      folder: '/srv/copies',
      hours: [13, 1],
      kept: 14,
      hasKey: async () => hasKey,
      begin: () => {
        begun += 1
      },
    },
  })
})
afterAll(() => house.close())

const run = (more: object = {}) => ({
  id: newId(),
  startedAt: new Date(testMorning.getTime() - 60_000).toISOString(),
  endedAt: testMorning.toISOString(),
  outcome: 'done' as const,
  name: 'jingwei-20260615T010000Z-aaaaaa',
  folder: '/srv/copies',
  pointAt: testMorning.toISOString(),
  databaseBytes: 5_000_000_000,
  fileBytes: 7,
  files: 3,
  hasKeys: false,
  problem: null,
  ...more,
})
const system = systemActor(testAdcode, 'backup')

describe('what came of a copy', () => {
  it('is kept by the system alone, once, with its audit line; administrators see it, others do not', async () => {
    const sysadmin = await house.as({ username: 'admin', posts: ['sysadmin'] })
    const dispatcher = await house.as({ username: 'dispatcher', posts: ['dispatcher'] })
    const state = async (): Promise<unknown> => (await sysadmin.get('/api/backups')).body['state']
    await expect(house.act(sysadmin.session, recordBackup, run())).rejects.toMatchObject({
      code: 'access.not-permitted',
    })
    expect(await state()).toBe('no-key')
    hasKey = true
    expect(await state()).toBe('none-yet')
    const made = run()
    await house.act(system, recordBackup, made, { requestId: 'backup-1-of-test' })
    await house.act(system, recordBackup, made, { requestId: 'backup-1-of-test' })
    const problem = { zh: '空间不够', en: 'no space' }
    const failed = run({
      outcome: 'failed',
      name: null,
      pointAt: null,
      problem,
      endedAt: new Date(testMorning.getTime() + 1000).toISOString(),
    })
    await house.act(system, recordBackup, failed)
    const { body } = await sysadmin.get('/api/backups')
    expect(body).toMatchObject({
      state: 'fresh',
      lastPointAt: made.pointAt,
      nextAt: '2026-06-15T05:30:00.000Z',
      runs: [failed, made],
    })
    const lines = await house.database.rows(
      `select subject_id from platform.audit_entries where command = 'backup.record' order by at`,
    )
    expect(lines).toEqual([{ subject_id: made.id }, { subject_id: failed.id }])
    house.clock.advance(14 * 3_600_000)
    expect(await state()).toBe('fresh')
    house.clock.advance(60_000)
    expect(await state()).toBe('old')
    expect((await dispatcher.get('/api/backups')).status).toBe(403)
  })

  it('the job begins a copy and waits for nothing', async () => {
    await house.runJob('backup.make')
    expect(begun).toBe(1)
  })
})
