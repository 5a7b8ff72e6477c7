import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedTinyTerritory } from '#modules/geography/testing.ts'
import { systemActor } from '#platform/actor.ts'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestHouse, type TestHouse, testAdcode, type Voice } from '../../../testing/test-house.ts'

let house: TestHouse
let keeper: Voice
let dispatcher: Voice
let unit: Voice

beforeAll(async () => {
  house = await openTestHouse()
  await house.act(systemActor(testAdcode), seedTinyTerritory, {})
  keeper = await house.as({ username: 'keeper', posts: ['data_admin'] })
  dispatcher = await house.as({ username: 'dispatcher', posts: ['dispatcher'] })
  unit = await house.as({ username: 'unit', posts: ['unit'] })
})
afterAll(() => house.close())

const path = '/api/basemaps'
const tianditu = {
  name: '天地图影像',
  source: { kind: 'tianditu', look: 'img', labels: true, server: 'https://t{s}.tianditu.gov.cn' },
  key: 'a-secret-key-of-the-county',
  datum: 'cgcs2000',
  minZoom: 1,
  maxZoom: 18,
  opacity: 0.9,
  isGrey: false,
  attribution: '国家地理信息公共服务平台',
  reviewNumber: 'GS（2024）0650号',
  noReviewReason: null,
  visibleTo: [],
}
type Line = { command: string; input: Record<string, unknown>; output: Record<string, unknown> }
const linesOf = (requestId: string): Promise<Line[]> =>
  house.database.rows<Line>(
    'select command, input, output from platform.audit_entries where request_id = $1',
    [requestId],
  )
const codeOf = async (body: object): Promise<unknown> => (await keeper.post(path, body)).body['code']

describe('a base map', () => {
  let id: string

  it('is added by whoever keeps them, once, and its key stays on the server', async () => {
    const refused = await dispatcher.post(path, tianditu)
    expect(refused.body).toMatchObject({ code: 'access.not-permitted' })
    const key = { 'idempotency-key': 'add-tianditu' }
    const done = await keeper.post(path, tianditu, key)
    expect(done).toMatchObject({ status: 200, body: { version: 1 } })
    id = String(done.body['id'])
    const sums = await sumTables(house.database)
    expect((await keeper.post(path, tianditu, key)).body).toEqual(done.body)
    expect(await sumTables(house.database)).toEqual(sums)
    const [line] = await linesOf('add-tianditu')
    expect(line).toMatchObject({ command: 'basemap.create', input: { name: '天地图影像', hasKey: true } })
    const told = [
      line,
      (await keeper.get(`${path}/managed`)).body,
      (await dispatcher.get(path)).body,
      await house.database.rows('select data from platform.announcements where subject_id = $1', [id]),
    ]
    expect(JSON.stringify(told)).not.toContain('a-secret-key')
    expect((await keeper.get(`${path}/managed`)).body).toMatchObject({
      defaultId: 'own',
      baseMaps: [{ id, hasKey: true, reviewNumber: 'GS(2024)0650号' }],
    })
    expect((await dispatcher.get(path)).body).toEqual({
      defaultId: 'own',
      version: 0,
      baseMaps: [
        {
          id,
          name: '天地图影像',
          version: 1,
          picture: 'raster',
          minZoom: 1,
          maxZoom: 18,
          bounds: null,
          opacity: 0.9,
          isGrey: false,
          attribution: '国家地理信息公共服务平台',
          reviewNumber: 'GS(2024)0650号',
          vectorLayers: [],
        },
      ],
    })
  })

  it('is refused when something is missing, and then nothing is kept', async () => {
    const sums = await sumTables(house.database)
    expect(await codeOf({ ...tianditu, reviewNumber: null })).toBe('basemap.review-number-missing')
    expect(await codeOf({ ...tianditu, reviewNumber: '0650' })).toBe('request.invalid')
    expect(await codeOf({ ...tianditu, key: null })).toBe('basemap.key-missing')
    expect(await codeOf({ ...tianditu, minZoom: 12, maxZoom: 9 })).toBe('basemap.zooms-wrong')
    expect(await codeOf({ ...tianditu, datum: 'bd09' })).toBe('request.invalid')
    const fileId = '01980000-0000-7000-8000-000000000001'
    expect(await codeOf({ ...tianditu, source: { kind: 'file', fileId } })).toBe('basemap.file-unknown')
    expect(await sumTables(house.database)).toEqual(sums)
    const withReason = { ...tianditu, reviewNumber: null, noReviewReason: '仅在内网使用的测绘成果' }
    const spare = await keeper.post(path, withReason)
    expect(spare.status).toBe(200)
    const end = { expectedVersion: 1 }
    expect((await keeper.post(`${path}/${String(spare.body['id'])}/end`, end)).status).toBe(200)
  })

  it('is changed from the version that was seen; the audit line tells what, and of the key only that it is new', async () => {
    const { key: _key, ...body } = { ...tianditu, name: '影像', opacity: 0.5 }
    const put = (it: object, headers?: Record<string, string>) =>
      keeper.call('PUT', `${path}/${id}`, it, headers)
    expect((await dispatcher.call('PUT', `${path}/${id}`, { ...body, expectedVersion: 1 })).status).toBe(403)
    const once = { 'idempotency-key': 'change-tianditu' }
    const done = await put({ ...body, expectedVersion: 1 }, once)
    expect(done.body).toMatchObject({ id, version: 2 })
    expect((await put({ ...body, expectedVersion: 1 }, once)).body).toEqual(done.body)
    expect((await put({ ...body, expectedVersion: 1 })).body).toMatchObject({ code: 'basemap.stale-version' })
    const [line] = await linesOf('change-tianditu')
    expect(line?.output['changed']).toEqual({ name: ['天地图影像', '影像'], opacity: [0.9, 0.5] })
    // The key was left out, so it is as before.
    expect((await keeper.get(`${path}/managed`)).body).toMatchObject({ baseMaps: [{ hasKey: true }, {}] })
    const rekeyed = { ...body, key: 'another-key', expectedVersion: 2 }
    await put(rekeyed, { 'idempotency-key': 'rekey-tianditu' })
    const [second] = await linesOf('rekey-tianditu')
    expect(second?.output['changed']).toEqual({ key: ['•••', '•••'] })
    expect(JSON.stringify(second)).not.toContain('another-key')
  })

  it('is shown to the posts it is for, and to nobody else', async () => {
    const { key: _key, ...body } = tianditu
    await keeper.call('PUT', `${path}/${id}`, { ...body, visibleTo: ['dispatcher'], expectedVersion: 3 })
    const seen = async (voice: Voice) => ((await voice.get(path)).body['baseMaps'] as object[]).length
    expect([await seen(dispatcher), await seen(unit), await seen(keeper)]).toEqual([1, 0, 1])
    expect((await unit.get(`${path}/${id}/10/805/438`)).body).toMatchObject({ code: 'basemap.unknown' })
    await keeper.call('PUT', `${path}/${id}`, { ...body, expectedVersion: 4 })
  })

  it('is made the first one; then it cannot end before another takes its place', async () => {
    const choose = (voice: Voice, body: object, headers?: Record<string, string>) =>
      voice.call('PUT', `${path}/default`, body, headers)
    expect((await choose(unit, { id, expectedVersion: 0 })).status).toBe(403)
    const once = { 'idempotency-key': 'choose-first' }
    expect((await choose(keeper, { id, expectedVersion: 0 }, once)).body).toEqual({ id, version: 1 })
    expect((await choose(keeper, { id, expectedVersion: 0 }, once)).body).toEqual({ id, version: 1 })
    expect(await linesOf('choose-first')).toMatchObject([{ command: 'basemap.choose-default' }])
    expect((await choose(keeper, { id: 'own', expectedVersion: 0 })).body).toMatchObject({
      code: 'basemap.stale-version',
    })
    expect((await unit.get(path)).body).toMatchObject({ defaultId: id })
    const end = (headers?: Record<string, string>) =>
      keeper.post(`${path}/${id}/end`, { expectedVersion: 5 }, headers)
    expect((await end()).body).toMatchObject({ code: 'basemap.is-default' })
    expect((await choose(keeper, { id: 'own', expectedVersion: 1 })).body).toEqual({ id: 'own', version: 2 })
    expect((await dispatcher.post(`${path}/${id}/end`, { expectedVersion: 5 })).status).toBe(403)
    const ending = { 'idempotency-key': 'end-tianditu' }
    expect((await end(ending)).body).toEqual({ id, version: 6 })
    expect((await end(ending)).body).toEqual({ id, version: 6 })
    expect((await end()).body).toMatchObject({ code: 'basemap.stale-version' })
    expect(await linesOf('end-tianditu')).toMatchObject([{ command: 'basemap.end' }])
    expect((await unit.get(path)).body).toMatchObject({ defaultId: 'own', baseMaps: [] })
    expect((await choose(keeper, { id, expectedVersion: 2 })).body).toMatchObject({ code: 'basemap.ended' })
    const kept = (await keeper.get(`${path}/managed`)).body['baseMaps'] as { endedAt: string | null }[]
    expect(kept.every((it) => it.endedAt !== null)).toBe(true)
  })
})
