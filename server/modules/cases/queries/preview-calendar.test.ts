import { afterEach, beforeEach, expect, it } from 'vitest'
import { type CaseStory, openStory } from '../../../testing/case-story.ts'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'
import type { Voice } from '../../../testing/test-house.ts'

let county: TestCounty
let admin: Voice
beforeEach(async () => {
  county = await openTestCounty({ now: new Date('2026-06-16T17:00:00+08:00') })
  admin = await county.as({ username: 'calendar-admin', name: '数据员', posts: ['data_admin'] })
})
afterEach(() => county.close())

/** The office calendar with Wednesday 17 June off: worked by hand from office hours 08–12 and 14–18. */
async function withDayOff() {
  const { body } = await admin.get('/api/calendars')
  const office = (body['calendars'] as Record<string, unknown>[]).find((it) => it['code'] === 'office')
  const {
    id: _,
    isShared: __,
    publishedFrom: ___,
    publishedThrough: ____,
    version,
    ...entered
  } = office ?? {}
  const ownDays = [{ date: '2026-06-17', kind: 'off', name: { zh: '县庆', en: 'county day' } }]
  return { calendar: { ...entered, ownDays }, version }
}
const dispatched = async (): Promise<CaseStory> => {
  const story = await openStory(county)
  await story.takeAll('sendOn', 'file', 'dispatch')
  return story
}
const moved = async (voice: Voice) => (await voice.get('/api/moved-deadlines')).body

it('tells what would move before it is entered, exactly as it then moves, and writes nothing', async () => {
  const [story] = [await dispatched(), await openStory(county)]
  const { calendar, version } = await withDayOff()
  const sums = await sumTables(county.database)
  expect((await county.dispatcher.post('/api/calendar-previews', calendar)).body).toMatchObject({
    code: 'access.not-permitted',
  })
  const { body } = await admin.post('/api/calendar-previews', calendar)
  expect(body).toMatchObject({
    open: 2,
    moved: 1,
    later: 1,
    earlier: 0,
    byDays: [{ days: 1, cases: 1 }],
    examples: [
      {
        id: story.id,
        className: '路灯',
        clockName: 'dispose',
        before: '2026-06-17T09:00:00.000Z',
        after: '2026-06-18T09:00:00.000Z',
      },
    ],
  })
  expect(await sumTables(county.database)).toEqual(sums)
  await admin.call('PUT', '/api/calendars', { ...calendar, expectedVersion: version })
  await county.settle()
  expect((await story.show()).disposeDueAt).toBe('2026-06-18T09:00:00.000Z')
  expect((await admin.post('/api/calendar-previews', calendar)).body).toMatchObject({
    open: 2,
    moved: 0,
    examples: [],
  })
})

it('is told afterwards to those who have the case, until they have read it', async () => {
  const story = await dispatched()
  await story.takeAll('assign')
  const { calendar, version } = await withDayOff()
  expect(await moved(county.unit)).toEqual({ total: 0, until: null, cases: [] })
  await admin.call('PUT', '/api/calendars', { ...calendar, expectedVersion: version })
  await county.settle()
  for (const voice of [county.unit, county.handler])
    expect(await moved(voice)).toMatchObject({
      total: 1,
      cases: [{ id: story.id, before: '2026-06-17T09:00:00.000Z', after: '2026-06-18T09:00:00.000Z' }],
    })
  for (const voice of [county.otherUnit, county.otherHandler, county.collector])
    expect(await moved(voice)).toMatchObject({ total: 0 })
  const { until } = await moved(county.unit)
  const key = { 'idempotency-key': 'read-once' }
  expect((await county.unit.post('/api/moved-deadlines/read', { until }, key)).body).toEqual({ until })
  const sums = await sumTables(county.database)
  expect((await county.unit.post('/api/moved-deadlines/read', { until }, key)).body).toEqual({ until })
  expect(await sumTables(county.database)).toEqual(sums)
  expect(await moved(county.unit)).toMatchObject({ total: 0 })
  expect(await moved(county.handler)).toMatchObject({ total: 1 })
  // What has not happened cannot have been read: the next move is told all the same.
  await county.handler.post('/api/moved-deadlines/read', { until: '2199-01-01T00:00:00.000Z' })
  expect(await moved(county.handler)).toMatchObject({ total: 0 })
  county.clock.turnTo(new Date('2026-06-16T17:30:00+08:00'))
  const back = { ...calendar, ownDays: [], expectedVersion: 1 }
  expect((await admin.call('PUT', '/api/calendars', back)).status).toBe(200)
  await county.settle()
  expect(await moved(county.handler)).toMatchObject({
    total: 1,
    cases: [{ after: '2026-06-17T09:00:00.000Z' }],
  })
})

it('is mended at night where another process still reckoned by the old calendar', async () => {
  const story = await dispatched()
  const { calendar } = await withDayOff()
  // The calendar changes without an announcement reaching this house.
  await county.database.rows(
    `insert into catalogue.calendars (id, adcode, code, organisation_id, is_preferred, name, follows_state_council,
       utc_offset_minutes, work_weekdays, office_hours, variations, own_days, closures, changed_at, version)
     select gen_random_uuid(), '530127', code, organisation_id, is_preferred, name, follows_state_council,
       utc_offset_minutes, work_weekdays, office_hours, variations, $1::jsonb, closures, changed_at, 1
     from catalogue.calendars where adcode is null and code = 'office'`,
    [JSON.stringify(calendar.ownDays)],
  )
  expect(await county.runJob('case.recompute')).toHaveLength(1)
  // From the row: this house itself may remember the old calendar for some seconds yet.
  const [row] = await county.database.rows<{ dispose_due_at: Date }>(
    'select dispose_due_at from cases.cases where id = $1',
    [story.id],
  )
  expect(row?.dispose_due_at.toISOString()).toBe('2026-06-18T09:00:00.000Z')
  const sums = await sumTables(county.database)
  expect(await county.runJob('case.recompute')).toEqual([])
  expect(await sumTables(county.database)).toEqual(sums)
  expect((await county.verify()).differences).toEqual([])
})
