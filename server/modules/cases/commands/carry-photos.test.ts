/** Photos of an old system put to a case: who may, what is written, twice is once, and after whatever happened to it. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '#platform/actor.ts'
import { type CaseStory, openStory } from '../../../testing/case-story.ts'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'
import { testAdcode } from '../../../testing/test-house.ts'
import { carryPhotos } from './carry-photos.ts'

let county: TestCounty
let story: CaseStory
let id = ''
beforeAll(async () => {
  county = await openTestCounty()
  story = await openStory(county)
  id = await county.photo(county.collector)
})
afterAll(() => county.close())

const photo = (photoId: string, during = 'reportDone') =>
  ({ id: photoId, at: '2026-06-11T02:00:00.000Z', during, file: 'A/处置后/1.jpg', timeFrom: 'file' }) as const
const carry = (photos: ReturnType<typeof photo>[], requestId: string, caseId = story.id) =>
  county.act(systemActor(testAdcode), carryPhotos, { caseId, photos }, { requestId })

it('is refused without the right, and of what is not there', async () => {
  const before = await sumTables(county.database)
  const input = { caseId: story.id, photos: [photo(id)] }
  await expect(county.act(county.dispatcher.session, carryPhotos, input)).rejects.toMatchObject({
    code: 'access.not-permitted',
  })
  await expect(carry([photo(crypto.randomUUID())], 'p1')).rejects.toMatchObject({
    code: 'case.photo-unknown',
  })
  await expect(carry([photo(id)], 'p2', crypto.randomUUID())).rejects.toMatchObject({ code: 'case.unknown' })
  expect(await sumTables(county.database)).toEqual(before)
})

it('adds an entry with its audit line, leaves state and clocks as they are, and is done once', async () => {
  const before = await story.takeAll('sendOn', 'file')
  expect(await carry([photo(id)], 'once')).toEqual({ added: 1 })
  const after = await story.show()
  expect(after.photos.at(-1)).toMatchObject({ id, during: 'reportDone', at: '2026-06-11T02:00:00.000Z' })
  expect(after).toMatchObject({
    state: before.state,
    clockDueAt: before.clockDueAt,
    version: before.version + 1,
  })
  expect(after.timeline.at(-1)).toMatchObject({ action: 'carryPhotos', zh: '旧系统照片' })
  const lines = await county.database.rows(
    "select subject_id from platform.audit_entries where command = 'case.carry-photos'",
  )
  expect(lines).toEqual([{ subject_id: story.id }])
  const sums = await sumTables(county.database)
  expect(await carry([photo(id)], 'once')).toEqual({ added: 1 })
  expect(await sumTables(county.database)).toEqual(sums)
  expect(await carry([photo(id)], 'again')).toEqual({ added: 0 })
  expect((await story.show()).photos).toHaveLength(after.photos.length)
  expect((await county.verify()).differences).toEqual([])
})
