/** Saved filters: one's own, shared with colleagues of the same post, and never with conditions nobody understands. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '#platform/ids.ts'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'
import type { Voice } from '../../../testing/test-house.ts'

let county: TestCounty
let colleague: Voice
beforeAll(async () => {
  county = await openTestCounty()
  colleague = await county.as({ username: 'mei', name: '梅派遣', posts: ['dispatcher'] })
})
afterAll(() => county.close())

const id = newId()
const late = { name: '快到期的', queue: 'mine', query: { light: 'yellow', sort: 'due' }, isShared: false }
const put = (as: Voice, body: object, at = id, requestId: string = newId()) =>
  as.call('PUT', `/api/case-filters/${at}`, body, { 'idempotency-key': requestId })
const names = async (as: Voice): Promise<unknown[]> =>
  ((await as.get('/api/case-filters')).body['filters'] as { name: string }[]).map((it) => it.name)

it('is refused without the right and with conditions that no list knows', async () => {
  const citizen = await county.as({ username: 'lan', posts: ['citizen'] })
  const before = await sumTables(county.database)
  expect((await put(citizen, late)).body).toMatchObject({ code: 'access.not-permitted' })
  for (const query of [{ light: 'purple' }, { colour: 'red' }, { state: 7 }, { unitId: 'nobody' }])
    expect((await put(county.dispatcher, { ...late, query })).body).toMatchObject({ code: 'request.invalid' })
  expect((await put(county.dispatcher, { ...late, name: '  ' })).body).toMatchObject({
    code: 'request.invalid',
  })
  expect(await sumTables(county.database)).toEqual(before)
})

it('is kept with its audit line; sent twice it changes nothing more; the same name twice is refused', async () => {
  expect((await put(county.dispatcher, late, id, 'filter-once')).body).toEqual({ id, version: 1 })
  const before = await sumTables(county.database)
  expect((await put(county.dispatcher, late, id, 'filter-once')).body).toEqual({ id, version: 1 })
  expect(await sumTables(county.database)).toEqual(before)
  const audit = await county.database.rows(
    "select command, subject_id from platform.audit_entries where request_id = 'filter-once'",
  )
  expect(audit).toEqual([{ command: 'case-filter.save', subject_id: id }])
  expect((await put(county.dispatcher, late, newId())).body).toMatchObject({ code: 'case-filter.name-taken' })
  expect((await put(colleague, late, newId())).status).toBe(200)
})

it('holds a drawing of many corners, and refuses one that is none', async () => {
  const corners = Array.from({ length: 60 }, (_, n) => `${103 + n / 1000},${25 + ((n * n) % 60) / 1000}`)
  const drawn = { ...late, name: '老城片区', query: { within: corners.join(' ') } }
  const drawnId = newId()
  expect((await put(county.dispatcher, drawn, drawnId)).status).toBe(200)
  const kept = (await county.dispatcher.get('/api/case-filters')).body['filters'] as {
    id: string
    query: unknown
  }[]
  expect(kept.find((it) => it.id === drawnId)?.query).toEqual(drawn.query)
  const wrong = { ...drawn, query: { within: corners.slice(0, 2).join(' ') } }
  expect((await put(county.dispatcher, wrong, newId())).body).toMatchObject({ code: 'request.invalid' })
})

it('is seen by colleagues of the post once it is shared, and changed only by whoever saved it', async () => {
  const other = await county.as({
    username: 'ying',
    posts: ['dispatcher'],
    organisationId: county.waterCompany,
  })
  expect(await names(colleague)).toEqual(['快到期的'])
  expect((await put(county.dispatcher, { ...late, name: '班组清单', isShared: true })).body).toEqual({
    id,
    version: 2,
  })
  expect(await names(colleague)).toEqual(['快到期的', '班组清单'])
  for (const voice of [county.acceptor, other]) expect(await names(voice)).toEqual([])
  expect((await put(colleague, { ...late, name: '改名' })).body).toMatchObject({
    code: 'case-filter.not-yours',
  })
  const remove = (as: Voice, requestId: string = newId()) =>
    as.call('DELETE', `/api/case-filters/${id}`, undefined, { 'idempotency-key': requestId })
  expect((await remove(colleague)).body).toMatchObject({ code: 'case-filter.not-yours' })
  expect((await remove(county.dispatcher, 'remove-once')).body).toEqual({ id })
  const before = await sumTables(county.database)
  expect((await remove(county.dispatcher, 'remove-once')).body).toEqual({ id })
  expect(await sumTables(county.database)).toEqual(before)
  expect(await names(colleague)).toEqual(['快到期的'])
  // A name is free again once nothing bears it.
  expect((await put(county.dispatcher, { ...late, name: '班组清单' }, newId())).status).toBe(200)
})
