import { afterEach, beforeEach, expect, it } from 'vitest'
import { importCalendarDays } from '#modules/catalogue/testing.ts'
import { systemActor } from '#platform/actor.ts'
import { inChina, openStory } from '../../../testing/case-story.ts'
import { openSecondLevel } from '../../../testing/second-level.ts'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'
import { testAdcode } from '../../../testing/test-house.ts'
import { recomputeCases, recomputeOpenCases } from './recompute-cases.ts'

let county: TestCounty
beforeEach(async () => {
  county = await openTestCounty({ now: new Date('2026-06-15T09:00:00+08:00') })
})
afterEach(() => county.close())

/** Closes the office between two times of 15 June, by a calendar of the county's own. */
async function closeOffice(from: string, to: string): Promise<void> {
  const admin = await county.as({ username: 'calendar-admin', name: '数据员', posts: ['data_admin'] })
  const { body } = await county.sysadmin.get('/api/calendars')
  const office = (body['calendars'] as Record<string, unknown>[]).find((it) => it['code'] === 'office')
  const {
    id: _,
    isShared: __,
    publishedFrom: ___,
    publishedThrough: ____,
    version,
    ...entered
  } = office ?? {}
  const day = '2026-06-15'
  const closures = [
    { fromDate: day, throughDate: day, hours: { from, to }, why: { zh: '停电', en: 'power cut' } },
  ]
  const reply = await admin.call('PUT', '/api/calendars', { ...entered, closures, expectedVersion: version })
  expect(reply, JSON.stringify(reply.body)).toMatchObject({ status: 200 })
}

it('is refused to people', async () => {
  const person = {
    ...systemActor(testAdcode),
    id: county.sysadmin.session.id,
    permissions: new Set(['setting.manage']),
  }
  const sums = await sumTables(county.database)
  await expect(county.act(person, recomputeCases, { caseIds: [] })).rejects.toMatchObject({
    code: 'access.not-permitted',
  })
  expect(await sumTables(county.database)).toEqual(sums)
})

it('moves the running deadline with the calendar, says so in the log, and once only', async () => {
  const story = await openStory(county)
  await closeOffice('09:05', '10:05')
  await county.settle()
  const after = await story.show()
  expect(after.timeline.at(-1)).toMatchObject({
    action: 'recompute',
    data: { clockDueAt: { before: '2026-06-15T01:15:00.000Z', after: '2026-06-15T02:15:00.000Z' } },
  })
  expect((await county.verify()).differences).toEqual([])
  const lines = await county.database.rows(
    "select output from platform.audit_entries where command = 'case.recompute'",
  )
  expect(lines).toEqual([{ output: { moved: 1 } }])
  const sums = await sumTables(county.database)
  expect(await recomputeOpenCases(county.act, county.database, county.clock.now())).toBe(0)
  expect(await sumTables(county.database)).toEqual(sums)
})

it('marks a deadline as certain once the days of its year are published, and moves it over New Year', async () => {
  await county.close()
  county = await openTestCounty({ now: new Date('2026-12-31T17:00:00+08:00') })
  const story = await openStory(county)
  await story.takeAll('sendOn', 'file', 'dispatch')
  const published = async () =>
    (await story.show()).clocks.filter((it) => it.state === 'running').map((it) => it.calendarPublished)
  expect(await published()).toEqual([false])
  await county.act(systemActor(testAdcode), importCalendarDays, {
    notices: [{ notice: '2027', year: 2027, url: 'https://www.gov.cn/' }],
    days: [{ date: '2027-01-01', kind: 'off', name: '元旦', name_en: 'New Year', notice: '2027' }],
  })
  await county.settle()
  expect(await published()).toEqual([true])
  expect((await story.show()).timeline.at(-1)).toMatchObject({
    action: 'recompute',
    data: {
      // One work day from Thursday 17:00: Friday 17:00 before the notice, Monday 4 January after it.
      disposeDueAt: { before: '2027-01-01T09:00:00.000Z', after: '2027-01-04T09:00:00.000Z' },
      isCalendarPublished: true,
    },
  })
  expect((await county.verify()).differences).toEqual([])
})

it('moves the own deadline of an inner order with the calendar, and its log says so', async () => {
  const level = await openSecondLevel(county)
  const story = await level.openTownCase()
  await level.splitInto(
    story.id,
    { unitId: level.north, part: '清理', limit: { value: 0.5, unit: 'work_hour' } },
    { unitId: level.south, part: '冲洗' },
  )
  await closeOffice('09:05', '10:05')
  await county.settle()
  const [own, withCase] = await level.ordersOf(story.id)
  const { disposeDueAt } = await story.show()
  expect([inChina(own?.dueAt ?? null), withCase?.dueAt]).toEqual(['06-15 10:30', disposeDueAt])
  expect(own?.timeline.at(-1)).toMatchObject({ action: 'moveWithCase' })
  expect(own?.clock?.dueAt).toBe(own?.dueAt)
  expect((await county.verify()).differences).toEqual([])
})
