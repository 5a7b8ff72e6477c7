/**
 * The State Council publishes the days of 2027 while cases are open. Deadlines that lie beyond New Year move as the new
 * days say; those before it, and what was already judged, stay. Worked by hand from office hours 08–12 and 14–18.
 */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { importCalendarDays } from '#modules/catalogue/commands/import-calendar-days.ts'
import { systemActor } from '#platform/actor.ts'
import { openStory } from '../server/testing/case-story.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'
import { testAdcode } from '../server/testing/test-house.ts'

let county: TestCounty
beforeAll(async () => {
  county = await openTestCounty({ now: new Date('2026-12-31T17:00:00+08:00') })
})
afterAll(() => county.close())

it('moves what lies in the new year, and nothing else', async () => {
  const open = await openStory(county)
  await open.takeAll('sendOn', 'file', 'dispatch')
  const early = await openStory(county)
  const ended = await openStory(county)
  await ended.take('decline')
  const [before, earlyBefore, endedBefore] = [await open.show(), await early.show(), await ended.show()]
  console.log(JSON.stringify([before.disposeDueAt, before.clockDueAt, before.clocks, earlyBefore.clockDueAt]))
  const name = { name: '元旦', name_en: 'New Year', notice: '2027' }
  await county.act(systemActor(testAdcode), importCalendarDays, {
    notices: [{ notice: '2027', year: 2027, url: 'https://www.gov.cn/' }],
    days: [{ date: '2027-01-01', kind: 'off', ...name }],
  })
  await county.settle()
  const after = await open.show()
  console.log(JSON.stringify([after.disposeDueAt, after.timeline.at(-1)]))
  expect(await early.show()).toEqual(earlyBefore)
  expect(await ended.show()).toEqual(endedBefore)
  expect((await county.verify()).differences).toEqual([])
})
