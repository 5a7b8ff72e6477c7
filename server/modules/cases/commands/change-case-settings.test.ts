import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CaseSettings } from '#domain/cases/settings.ts'
import { clockOf, openStory } from '../../../testing/case-story.ts'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'
import { shippedSettings } from '../case-settings.ts'

let county: TestCounty
beforeAll(async () => {
  county = await openTestCounty({ now: new Date('2026-06-15T09:00:00+08:00') })
})
afterAll(() => county.close())

const path = '/api/case-settings'
const put = (settings: object, expectedVersion: number, headers?: Record<string, string>) =>
  county.sysadmin.call('PUT', path, { ...settings, expectedVersion }, headers)
const withAccept = (value: number): CaseSettings => ({
  ...shippedSettings,
  stageLimits: { ...shippedSettings.stageLimits, accept: { value, unit: 'work_hour' } },
})

it('is refused without the right, or with what is no setting or does not hold together, and changes nothing', async () => {
  const sums = await sumTables(county.database)
  for (const voice of [county.leader, county.shiftLeader, county.collector])
    expect((await voice.call('PUT', path, { ...shippedSettings, expectedVersion: 0 })).body).toMatchObject({
      code: 'access.not-permitted',
    })
  const wrong: [string, object][] = [
    ['request.invalid', {}],
    ['request.invalid', { ...shippedSettings, yellowShare: 0 }],
    ['request.invalid', withAccept(0)],
    ['request.invalid', { ...shippedSettings, mergedPosts: { boss: ['acceptor'] } }],
    ['request.invalid', { ...shippedSettings, joinedSteps: { sendOn: 'dispatch' } }],
    ['request.invalid', { ...shippedSettings, fewestReportPhotos: 21 }],
    ['case-settings.citizen-merged', { ...shippedSettings, mergedPosts: { citizen: ['acceptor'] } }],
    ['case-settings.post-merges-itself', { ...shippedSettings, mergedPosts: { acceptor: ['acceptor'] } }],
    ['case-settings.step-cannot-follow', { ...shippedSettings, joinedSteps: { sendOn: 'start' } }],
  ]
  for (const [code, settings] of wrong) expect((await put(settings, 0)).body, code).toMatchObject({ code })
  expect((await county.sysadmin.call('PUT', path, shippedSettings)).body).toMatchObject({
    code: 'request.invalid',
  })
  expect(await sumTables(county.database)).toEqual(sums)
  expect((await county.collector.get(path)).body).toEqual({
    settings: shippedSettings,
    version: 0,
    shipped: shippedSettings,
  })
  expect((await county.sysadmin.get(`${path}/history`)).body).toEqual({ lines: [] })
})

it('holds for what begins afterwards; clocks that run keep their limit; sent twice it changes nothing more', async () => {
  const old = await openStory(county)
  const settings = { ...withAccept(1), fewestReportPhotos: 0 }
  const key = { 'idempotency-key': 'settings-once' }
  expect((await put(settings, 0, key)).body).toEqual({ version: 1 })
  const lines = await county.database.rows(
    "select command, input, output from platform.audit_entries where request_id = 'settings-once'",
  )
  const changed = {
    'stageLimits.accept': [
      { value: 0.25, unit: 'work_hour' },
      { value: 1, unit: 'work_hour' },
    ],
    fewestReportPhotos: [2, 0],
  }
  expect(lines).toEqual([
    {
      command: 'case-settings.change',
      input: { ...settings, expectedVersion: 0 },
      output: { version: 1, changed },
    },
  ])
  const sums = await sumTables(county.database)
  expect((await put(settings, 0, key)).body).toEqual({ version: 1 })
  expect(await sumTables(county.database)).toEqual(sums)
  await county.relay.drain()
  expect((await county.collector.get(path)).body).toMatchObject({ settings, version: 1 })
  expect((await county.sysadmin.get(`${path}/history`)).body['lines']).toEqual([
    { at: expect.any(String), actorName: '管理员', command: 'case-settings.change', changed },
  ])
  expect((await county.leader.get(`${path}/history`)).body).toMatchObject({ code: 'access.not-permitted' })
  const fresh = await openStory(county, { report: { photoIds: [] } })
  expect(clockOf(await fresh.show(), 'accept').limitMinutes).toBe(60)
  expect(clockOf(await old.show(), 'accept').limitMinutes).toBe(15)
  expect((await county.verify()).differences).toEqual([])
})

it('loses no change of somebody else: made from an old version it is refused, and of many at once one holds', async () => {
  const sums = await sumTables(county.database)
  const { body } = await put(withAccept(2), 0)
  expect(body).toMatchObject({ code: 'case-settings.stale-version' })
  expect(JSON.stringify(body)).toContain('现为第 1 版')
  expect(await sumTables(county.database)).toEqual(sums)
  const answers = await Promise.all([3, 4, 5, 6].map((hours) => put(withAccept(hours), 1)))
  expect(answers.map((it) => it.status).sort()).toEqual([200, 409, 409, 409])
  const won = answers.findIndex((it) => it.status === 200)
  expect((await county.sysadmin.get(path)).body).toMatchObject({ settings: withAccept(3 + won), version: 2 })
})
