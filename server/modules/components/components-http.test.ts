import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importCatalogue } from '#modules/catalogue/index.ts'
import { aCatalogue } from '#modules/catalogue/testing.ts'
import { seedTinyTerritory, tinyMiddle } from '#modules/geography/testing.ts'
import { systemActor } from '#platform/actor.ts'
import { newId } from '#platform/ids.ts'
import { countIn, readTile } from '#platform/tiles/testing.ts'
import { openTestHouse, type TestHouse, testAdcode, type Voice } from '../../testing/test-house.ts'

let house: TestHouse
let keeper: Voice
let collector: Voice
let westKeeper: Voice
const west = `${testAdcode}001001`

beforeAll(async () => {
  house = await openTestHouse()
  const actor = systemActor(testAdcode)
  await house.act(actor, importCatalogue, { content: aCatalogue(), publishFrom: '2020-01-01' })
  await house.act(actor, seedTinyTerritory, {})
  keeper = await house.as({ username: 'keeper', posts: ['data_admin'] })
  collector = await house.as({ username: 'collector', posts: ['collector'] })
  westKeeper = await house.as({ username: 'west', posts: ['data_admin'], areaCodes: [west] })
})
afterAll(() => house.close())

const lampAt = (point: readonly [number, number], more: object = {}) => ({
  classCode: '01037',
  name: '路灯',
  state: 'intact',
  geometry: { type: 'Point', coordinates: point },
  ...more,
})
const codeOf = (it: { body: Record<string, unknown> }) => it.body['code']

describe('entering a component', () => {
  it('is refused to strangers and to those without the right', async () => {
    expect((await house.stranger.post('/api/components', lampAt(tinyMiddle(0, 0)))).status).toBe(401)
    expect((await collector.post('/api/components', lampAt(tinyMiddle(0, 0)))).status).toBe(403)
  })

  it('gives a code and a grid, shows it, and tells the same story twice for the same request', async () => {
    const body = lampAt(tinyMiddle(0, 3), { address: '嵩阳街1号', externalCode: 'L-1' })
    const key = { 'idempotency-key': newId() }
    const made = await keeper.call('POST', '/api/components', body, key)
    expect(made.status).toBe(200)
    expect(codeOf(made)).toMatch(/^53012701037\d{6}$/)
    expect((await keeper.call('POST', '/api/components', body, key)).body).toEqual(made.body)
    const shown = await collector.get(`/api/components/${codeOf(made)}`)
    expect(shown.body).toMatchObject({
      className: '路灯',
      cellCode: `${west}001`,
      version: 1,
      lacks: ['ZGBMDM', 'ZGBMMC', 'CSRQ'],
      possibleStates: ['broken', 'missing', 'abandoned', 'removed'],
    })
    expect(
      (await collector.get(`/api/components?q=${encodeURIComponent('嵩阳街')}`)).body['components'],
    ).toHaveLength(1)
    const again = await keeper.post('/api/components', body)
    expect([again.status, codeOf(again)]).toEqual([409, 'component.external-code-taken'])
  })

  it.each([
    [
      'a class nobody knows',
      lampAt(tinyMiddle(0, 0), { classCode: '09999' }),
      400,
      'component.class-unknown',
    ],
    ['a point outside the county', lampAt([110, 30]), 400, 'component.outside-county'],
    ['coordinates that are none', lampAt([200, 30]), 400, 'request.invalid'],
    [
      'an owner nobody knows',
      lampAt(tinyMiddle(0, 0), {
        owner: { organisationId: '01890000-0000-7000-8000-00000000abcd', name: null },
      }),
      400,
      'component.organisation-unknown',
    ],
  ])('refuses %s', async (_, body, status, code) => {
    const before = (await keeper.get('/api/components/counts')).body['total']
    const answer = await keeper.post('/api/components', body)
    expect([answer.status, codeOf(answer)]).toEqual([status, code])
    expect((await keeper.get('/api/components/counts')).body['total']).toBe(before)
  })

  it('belongs to those whose area it is', async () => {
    const answer = await westKeeper.post('/api/components', lampAt(tinyMiddle(3, 3)))
    expect([answer.status, codeOf(answer)]).toEqual([403, 'component.outside-duty'])
    expect((await westKeeper.post('/api/components', lampAt(tinyMiddle(1, 1)))).status).toBe(200)
  })
})

describe('changing the state', () => {
  it('follows what is possible, guards the version and writes the history', async () => {
    const { id } = (await keeper.post('/api/components', lampAt(tinyMiddle(3, 0)))).body
    const to = (voice: Voice, state: string, version: number) =>
      voice.post(`/api/components/${id}/state`, { state, version, note: '巡查发现' })
    expect((await to(collector, 'broken', 1)).status).toBe(403)
    expect(codeOf(await to(westKeeper, 'broken', 1))).toBe('component.outside-duty')
    expect((await to(keeper, 'broken', 1)).body).toEqual({ id, state: 'broken', version: 2 })
    expect(codeOf(await to(keeper, 'intact', 1))).toBe('component.changed-meanwhile')
    expect(codeOf(await to(keeper, 'broken', 2))).toBe('component.state-not-possible')
    expect((await to(keeper, 'removed', 2)).status).toBe(200)
    expect(codeOf(await to(keeper, 'intact', 3))).toBe('component.state-not-possible')
    const { changes } = (await collector.get(`/api/components/${id}/changes`)).body
    expect(changes).toMatchObject([
      { version: 3, action: 'state-changed', actorName: 'keeper', note: '巡查发现' },
      { version: 2, changes: { state: { from: 'intact', to: 'broken' } } },
      { version: 1, action: 'created' },
    ])
  })

  it('of many who decide on the same version lets one through', async () => {
    const { id } = (await keeper.post('/api/components', lampAt(tinyMiddle(2, 0)))).body
    const answers = await Promise.all(
      ['broken', 'missing', 'abandoned', 'removed'].map((state) =>
        keeper.post(`/api/components/${id}/state`, { state, version: 1 }),
      ),
    )
    expect(answers.map((it) => it.status).sort()).toEqual([200, 409, 409, 409])
  })

  it('of nothing is not found', async () => {
    const answer = await keeper.post(`/api/components/${newId()}/state`, { state: 'broken', version: 1 })
    expect([answer.status, codeOf(answer)]).toEqual([404, 'component.not-found'])
  })
})

describe('looking', () => {
  it('lists page by page in the order of codes, by area and state', async () => {
    const first = (await collector.get('/api/components?limit=2')).body
    expect(first['components']).toHaveLength(2)
    const rest = (await collector.get(`/api/components?after=${first['next']}`)).body
    const total = (await collector.get('/api/components/counts')).body['total']
    expect((rest['components'] as unknown[]).length + 2).toBe(total)
    const inWest = (await collector.get(`/api/components?areaCode=${west}&state=intact`)).body['components']
    expect((inWest as { cellCode: string }[]).every((it) => it.cellCode.startsWith(west))).toBe(true)
    expect(inWest).toHaveLength(2)
  })

  it('draws what stands in a box, and says when that is not all', async () => {
    const [lng, lat] = tinyMiddle(0, 3)
    const box = `${lng - 0.001},${lat - 0.001},${lng + 0.001},${lat + 0.001}`
    const { components, truncated } = (await collector.get(`/api/components/in-box?bbox=${box}`)).body
    expect(components).toMatchObject([{ classCode: '01037', state: 'intact', position: [lng, lat] }])
    expect(truncated).toBe(false)
    const all = (await collector.get('/api/components/in-box?bbox=102,24,104,26&limit=1')).body
    expect([(all['components'] as unknown[]).length, all['truncated']]).toEqual([1, true])
    expect((await collector.get('/api/components/in-box?bbox=1,2,3')).status).toBe(400)
  })

  it('finds what is nearest, with the distance', async () => {
    const [lng, lat] = tinyMiddle(0, 3)
    const { components } = (
      await collector.get(`/api/components/nearest?lng=${lng}&lat=${lat}&withinMetres=50`)
    ).body
    expect(components).toMatchObject([{ externalCode: 'L-1', distanceMetres: 0 }])
  })
})

describe('the map of components', () => {
  const world = { z: 0, x: 0, y: 0 }
  const tile = async (voice: Voice, query = '') => {
    const reply = await house.app.inject({
      url: `/api/tiles/components/0/0/0?${query}`,
      headers: { authorization: `Bearer ${voice.token}` },
    })
    expect(reply.statusCode, reply.body).toBe(200)
    return readTile(reply.rawPayload, world)
  }

  it('tells of as many as the ledger has, by class and state, and follows every change', async () => {
    const before = countIn(await tile(collector))
    const { body: box } = await collector.get('/api/components/in-box?bbox=100,20,110,30')
    expect(before).toBe((box['components'] as unknown[]).length)
    const made = await keeper.post('/api/components', lampAt(tinyMiddle(1, 1)))
    expect(made.status).toBe(200)
    await house.settle()
    expect(countIn(await tile(collector))).toBe(before + 1)
    expect(countIn(await tile(collector, 'classCode=01037'))).toBe(before + 1)
    expect(countIn(await tile(collector, 'classCode=01001'))).toBe(0)
    const { body } = await collector.get(`/api/components/${codeOf(made)}`)
    const state = (to: string, version: number) =>
      keeper.post(`/api/components/${String(body['id'])}/state`, {
        state: to,
        version,
        note: '巡查',
      })
    const broken = Number((await tile(collector))[0]?.properties['broken'] ?? 0)
    const first = await state('broken', 1)
    expect(first.status, JSON.stringify(first.body)).toBe(200)
    await house.settle()
    expect((await tile(collector))[0]?.properties['broken']).toBe(broken + 1)
    expect((await state('removed', 2)).status).toBe(200)
    await house.settle()
    expect(countIn(await tile(collector))).toBe(before)
  })

  it('is nothing of another county, and nothing without the right', async () => {
    const far = await house.as({ username: 'far', posts: ['leader'], adcode: '530126' })
    expect(await tile(far)).toEqual([])
    const citizen = await house.as({ username: 'lan', posts: ['citizen'] })
    expect((await citizen.get('/api/tiles/components/0/0/0')).status).toBe(403)
  })
})
