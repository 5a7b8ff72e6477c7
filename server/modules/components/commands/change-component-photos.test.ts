/** Photos of a component: refused without the right, kept with their history, and the same request twice is one. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '#platform/ids.ts'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestCounty, type TestCounty, tinyMiddle } from '../../../testing/test-county.ts'
import type { Voice } from '../../../testing/test-house.ts'

let county: TestCounty
let keeper: Voice
let id: string
let photoIds: string[]
beforeAll(async () => {
  county = await openTestCounty()
  keeper = await county.as({ username: 'keeper', posts: ['data_admin'] })
  const lamp = { classCode: '01037', name: '路灯', state: 'intact' }
  const geometry = { type: 'Point', coordinates: tinyMiddle(0, 0) }
  id = String((await keeper.post('/api/components', { ...lamp, geometry })).body['id'])
  photoIds = await county.photos(keeper, 2)
})
afterAll(() => county.close())

const put = (voice: Voice, body: object, requestId: string = newId()) =>
  voice.post(`/api/components/${id}/photos`, body, { 'idempotency-key': requestId })

it('is refused to who may not manage the ledger, and outside the area of duty', async () => {
  const before = await sumTables(county.database)
  expect((await put(county.collector, { photoIds, version: 1 })).status).toBe(403)
  expect(await sumTables(county.database)).toEqual(before)
  const elsewhere = await county.as({ username: 'east', posts: ['data_admin'], areaCodes: ['530127002002'] })
  expect((await put(elsewhere, { photoIds, version: 1 })).body).toMatchObject({
    code: 'component.outside-duty',
  })
})

it('shows the photos, writes history and audit line, and sent twice changes nothing more', async () => {
  const [first = '', second = ''] = photoIds
  const body = { photoIds: [first, second, first], version: 1, note: '普查照片' }
  const answer = await put(keeper, body, 'photos-once')
  expect(answer).toMatchObject({ status: 200, body: { id, photoIds: [first, second], version: 2 } })
  expect((await county.collector.get(`/api/components/${id}`)).body).toMatchObject({
    photos: photoIds,
    version: 2,
  })
  const [change] = (await keeper.get(`/api/components/${id}/changes`)).body['changes'] as unknown[]
  expect(change).toMatchObject({
    action: 'changed',
    note: '普查照片',
    actorName: 'keeper',
    changes: { photos: { from: [], to: photoIds } },
  })
  const audit = await county.database.rows(
    "select command, subject_id from platform.audit_entries where request_id = 'photos-once'",
  )
  expect(audit).toEqual([{ command: 'component.change-photos', subject_id: id }])
  const before = await sumTables(county.database)
  expect((await put(keeper, body, 'photos-once')).body).toEqual(answer.body)
  expect(await sumTables(county.database)).toEqual(before)
})

it('takes them away again, and keeps in the history what was shown', async () => {
  expect((await put(keeper, { photoIds: [], version: 2 })).body).toMatchObject({ photoIds: [], version: 3 })
  const [change] = (await keeper.get(`/api/components/${id}/changes`)).body['changes'] as unknown[]
  expect(change).toMatchObject({ changes: { photos: { from: photoIds, to: [] } } })
})

it.each([
  ['a photo that is not there', () => ({ photoIds: [newId()], version: 3 }), 'component.photo-unknown'],
  ['a version that has passed', () => ({ photoIds, version: 1 }), 'component.changed-meanwhile'],
  [
    'more photos than anybody looks at',
    () => ({ photoIds: Array.from({ length: 21 }, newId), version: 3 }),
    'request.invalid',
  ],
])('refuses %s', async (_, body, code) => {
  const before = await sumTables(county.database)
  expect((await put(keeper, body())).body).toMatchObject({ code })
  expect(await sumTables(county.database)).toEqual(before)
})
