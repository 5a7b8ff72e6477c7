/**
 * The county enters a day off of its own while cases are open. Deadlines that lie beyond it move as the calendar says;
 * those before it, and what was already judged, stay. Worked by hand from office hours 08–12 and 14–18.
 */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStory } from '../server/testing/case-story.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'

let county: TestCounty
beforeAll(async () => {
  county = await openTestCounty({ now: new Date('2026-06-16T17:00:00+08:00') })
})
afterAll(() => county.close())

/** Wednesday 17 June becomes a day off in the county's own office calendar. */
async function enterDayOff(): Promise<void> {
  const admin = await county.as({ username: 'calendar-admin', name: '数据员', posts: ['data_admin'] })
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
  const reply = await admin.call('PUT', '/api/calendars', { ...entered, ownDays, expectedVersion: version })
  expect(reply, JSON.stringify(reply.body)).toMatchObject({ status: 200 })
  await county.settle()
}

it('moves open deadlines beyond the day off, and nothing else', async () => {
  const open = await openStory(county)
  await open.takeAll('sendOn', 'file', 'dispatch')
  const confirmed = await openStory(county)
  await confirmed.takeAll('sendOn', 'file', 'dispatch', 'start', 'reportDone')
  const early = await openStory(county)
  const ended = await openStory(county)
  await ended.take('decline')
  const untouched = [confirmed, early, ended]
  const before = await Promise.all(untouched.map((it) => it.show()))
  // One work day from Tuesday 17:00 is Wednesday 17:00; with Wednesday off it is Thursday 17:00.
  expect(await open.show()).toMatchObject({ disposeDueAt: '2026-06-17T09:00:00.000Z' })
  expect(before[0]).toMatchObject({ disposeDueAt: '2026-06-17T09:00:00.000Z' })

  await enterDayOff()

  const after = await open.show(county.unit)
  expect(after).toMatchObject({
    disposeDueAt: '2026-06-18T09:00:00.000Z',
    clockDueAt: '2026-06-18T09:00:00.000Z',
  })
  expect(after.timeline.at(-1)).toMatchObject({
    action: 'recompute',
    data: {
      reason: 'calendar-changed',
      disposeDueAt: { before: '2026-06-17T09:00:00.000Z', after: '2026-06-18T09:00:00.000Z' },
    },
  })
  const versions = async () => (await Promise.all(untouched.map((it) => it.show()))).map((it) => it.version)
  expect(await versions()).toEqual(before.map((it) => it.version))
  // The confirmed result keeps the deadline it was judged by, also when the case goes on.
  expect(await confirmed.take('passOn')).toMatchObject({ disposeDueAt: '2026-06-17T09:00:00.000Z' })
  expect((await county.verify()).differences).toEqual([])
})
