import { afterAll, beforeAll, expect, it } from 'vitest'
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
const put = (settings: unknown, headers?: Record<string, string>) =>
  county.sysadmin.call('PUT', path, settings, headers)

it('is refused without the right, or with what is no setting, and changes nothing', async () => {
  const sums = await sumTables(county.database)
  for (const voice of [county.leader, county.shiftLeader, county.collector])
    expect((await voice.call('PUT', path, shippedSettings)).body).toMatchObject({
      code: 'access.not-permitted',
    })
  const wrong = [
    {},
    { ...shippedSettings, yellowShare: 0 },
    {
      ...shippedSettings,
      stageLimits: { ...shippedSettings.stageLimits, accept: { value: 0, unit: 'work_hour' } },
    },
    { ...shippedSettings, mergedPosts: { boss: ['acceptor'] } },
    { ...shippedSettings, joinedSteps: { sendOn: 'dispatch' } },
    { ...shippedSettings, fewestReportPhotos: 21 },
  ]
  for (const settings of wrong) expect((await put(settings)).body).toMatchObject({ code: 'request.invalid' })
  expect(await sumTables(county.database)).toEqual(sums)
  expect((await county.collector.get(path)).body).toEqual(shippedSettings)
})

it('holds for what begins afterwards; clocks that run keep their limit; sent twice it changes nothing more', async () => {
  const old = await openStory(county)
  const accept = { value: 1, unit: 'work_hour' } as const
  const settings = {
    ...shippedSettings,
    stageLimits: { ...shippedSettings.stageLimits, accept },
    fewestReportPhotos: 0,
  }
  const key = { 'idempotency-key': 'settings-once' }
  expect((await put(settings, key)).body).toEqual({ changed: true })
  const lines = await county.database.rows(
    "select command, input from platform.audit_entries where request_id = 'settings-once'",
  )
  expect(lines).toEqual([{ command: 'case-settings.change', input: settings }])
  const sums = await sumTables(county.database)
  expect((await put(settings, key)).body).toEqual({ changed: true })
  expect(await sumTables(county.database)).toEqual(sums)
  await county.relay.drain()
  expect((await county.collector.get(path)).body).toEqual(settings)
  const fresh = await openStory(county, { report: { photoIds: [] } })
  expect(clockOf(await fresh.show(), 'accept').limitMinutes).toBe(60)
  expect(clockOf(await old.show(), 'accept').limitMinutes).toBe(15)
  expect((await county.verify()).differences).toEqual([])
})
