import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { communityOf } from '#domain/geography/area-code.ts'
import { findCrossing } from '#domain/geography/line-crossing.ts'
import { distanceMetres, moveMetres } from '#domain/geography/measure.ts'
import { type Actor, systemActor } from '#platform/actor.ts'
import type { House } from '#platform/house.ts'
import { createServer } from '#platform/http/create-server.ts'
import { openBareHouse } from '#platform/testing/bare-house.ts'
import { geographyModule, listPlaces, searchAddresses } from '../index.ts'
import { getCountyOutline } from '../queries/list-areas.ts'
import { findCells } from '../queries/list-cells.ts'
import { locate } from '../queries/locate.ts'
import { readSurvey } from '../survey/read-survey.ts'
import { type SeedTerritory, seedTerritory } from './seed-territory.ts'

const adcode = '530127'
const seat: [number, number] = [103.0388, 25.3351]
const noon = new Date('2026-06-15T12:00:00+08:00')
const lotHolder = '01980000-0000-7000-8000-000000000001'
const input: SeedTerritory = {
  validFrom: '2025-01-01',
  redrawnOn: '2026-01-01',
  organisations: { 'cleaning/cleaning-01': lotHolder },
}
const reader: Actor = { ...systemActor(adcode), permissions: new Set(['area.read']) }
let house: House
let get: (path: string, as?: Actor) => Promise<{ status: number; body: Record<string, unknown> }>

beforeAll(async () => {
  house = await openBareHouse([geographyModule], noon)
  let asking: Actor | undefined
  const app = await createServer({
    house,
    findActor: async () => asking,
    version: 'test',
    isDemonstration: true,
    adcode,
  })
  get = async (path, as = reader) => {
    asking = as
    const reply = await app.inject({
      method: 'GET',
      url: path,
      headers: { authorization: 'Bearer a-token-for-tests' },
    })
    return { status: reply.statusCode, body: reply.json() }
  }
})
afterAll(() => house.close())

const auditLines = async () =>
  (await house.database.rows<{ n: number }>('select count(*) as n from platform.audit_entries'))[0]?.n

describe('seeding the territory', () => {
  it('is refused without the right', async () => {
    await expect(house.act(reader, seedTerritory, input)).rejects.toThrow('access.not-permitted')
    expect(await auditLines()).toBe(0)
  })

  it('lays areas, cells, responsibilities and places in one act, once', async () => {
    const system = systemActor(adcode)
    const options = { requestId: 'seed-territory-1' }
    const done = await house.act(system, seedTerritory, input, options)
    expect(done).toMatchObject({ areas: 92, cells: 4779 })
    expect(done.places).toBeGreaterThan(7_000)
    expect(await auditLines()).toBe(1)
    expect(await house.act(system, seedTerritory, input, options)).toEqual(done)
    await expect(house.act(system, seedTerritory, input)).rejects.toThrow('geography.territory-exists')
    expect(await auditLines()).toBe(1)
  })

  it('is announced', async () => {
    const names = await house.database.rows('select name, data from platform.announcements')
    expect(names).toEqual([{ name: 'area.redrawn', data: { what: 'territory', validFrom: '2025-01-01' } }])
  })
})

describe('the seeded county', () => {
  it('knows the place of the seat, with a grid of every layer', async () => {
    const found = await locate(house.database, adcode, seat, noon)
    expect(found?.town?.name).toBe('嵩阳街道')
    expect(found?.cell?.areaClass).toBe('A')
    expect(found?.community?.code).toBe(communityOf(found?.cell?.code ?? ''))
    expect(found?.responsibilities.map((it) => it.layer)).toEqual([
      'collection',
      'cleaning',
      'enforcement',
      'safety',
      'town',
      'community',
    ])
    const cleaning = found?.responsibilities.find((it) => it.layer === 'cleaning')
    expect(['cleaning-01', 'cleaning-02']).toContain(cleaning?.code)
    expect(cleaning?.organisationId).toBe(cleaning?.code === 'cleaning-01' ? lotHolder : undefined)
    expect(cleaning?.staff[0]?.phone).toMatch(/^000-/)
  })

  it('answers for the past with the cells of the past', async () => {
    const before = await findCells(house.database, adcode, adcode, '2025-12-31')
    const after = await findCells(house.database, adcode, adcode, '2026-01-01')
    expect(before.length - after.length).toBe(5)
    const joined = after.find((cell) => cell.validFrom === '2026-01-01')
    const { body } = await get(`/api/cells/${joined?.code}`)
    const [[corner]] = (body['geometry'] as { coordinates: [[[number, number]]] }).coordinates
    const middle: [number, number] = [corner[0], corner[1] - 0.0001]
    const codes = await Promise.all(
      ['2025-06-01', '2026-06-01'].map(
        async (at) => (await locate(house.database, adcode, middle, at))?.cell?.code,
      ),
    )
    expect(before.map((it) => it.code)).toContain(codes[0])
    expect(after.map((it) => it.code)).toContain(codes[1])
  })

  it.each([
    ['朝泰路12号', '嵩阳街道朝泰路12号'],
    ['嵩阳街道朝泰路12号附近', '嵩阳街道朝泰路12号附近'],
    ['朝泰路十二号', '嵩阳街道朝泰路12号'],
    ['ctl12h对面', '嵩阳街道朝泰路12号对面'],
    ['朝泰路 １２号', '嵩阳街道朝泰路12号'],
    ['朝泰路', '嵩阳街道朝泰路'],
    ['ctl12h', '嵩阳街道朝泰路12号'],
    ['chaotailu12hao', '嵩阳街道朝泰路12号'],
    ['有人反映朝泰路12号门口井盖坏了', '嵩阳街道朝泰路12号'],
    ['兰茂社区居民委员会', '兰茂社区居民委员会'],
  ])('finds "%s"', async (typed, text) => {
    const [best] = await searchAddresses(house.database, adcode, typed)
    expect(best?.text).toBe(text)
    expect(best?.synthetic).toBe(true)
  })

  it('moves the point only where a direction and a distance are said, and keeps the words', async () => {
    const [plain] = await searchAddresses(house.database, adcode, '朝泰路12号')
    const [across] = await searchAddresses(house.database, adcode, '朝泰路12号对面')
    const [east] = await searchAddresses(house.database, adcode, '朝泰路十二号东侧五十米')
    if (plain === undefined || across === undefined || east === undefined) throw new Error('not found')
    expect(plain.relation).toBeNull()
    expect(across.position).toEqual(plain.position)
    expect(across.relation).toEqual({ kind: 'opposite', anchor: plain.text, words: '对面' })
    expect(east.relation).toEqual({ kind: 'offset', anchor: plain.text, words: '东侧50米' })
    expect(east.communityCode).toBeNull()
    expect(distanceMetres(plain.position, east.position)).toBeCloseTo(50, 2)
    expect(east.position[0]).toBeGreaterThan(plain.position[0])
  })

  it.each([
    ['嵩阳街道朝秦路12号', true],
    ['朝泰泰路12号', true],
    ['泰朝路十二号对面', true],
    ['朝泰路12号', false],
  ])('forgives one slip in "%s" and says so', async (typed, hasSlip) => {
    const found = (await searchAddresses(house.database, adcode, typed)).slice(0, 3)
    expect(found.map((it) => it.relation?.anchor ?? it.text)).toContain('嵩阳街道朝泰路12号')
    expect(found[0]?.hasSlip).toBe(hasSlip)
  })

  it('finds the crossing of two streets on both of them, however it is said, and none where they do not meet', async () => {
    const streets = await listPlaces(house.database, adcode, 'street')
    const lines = streets.flatMap((it) => (it.line === null ? [] : [it.line.coordinates]))
    const names = streets.map((it) => it.text.replace(/^.*(?:街道|镇)/, ''))
    const pairs = names.flatMap((one, i) => names.slice(i + 1).map((other) => [one, other] as const))
    let met = 0
    let apart = 0
    for (const [one, other] of pairs.slice(0, 60)) {
      const [best] = await searchAddresses(house.database, adcode, `${one}与${other}交叉口`)
      const [same] = await searchAddresses(house.database, adcode, `${one}${other}口`)
      if (best?.kind !== 'crossing') {
        apart += 1
        continue
      }
      met += 1
      expect(same?.position).toEqual(best.position)
      expect(best.text).toBe(`${one}与${other}交叉口`)
      // A point that lies on two lines crosses a short line laid through it from each of them.
      const probe: [number, number][] = [
        moveMetres(best.position, 45, 40),
        moveMetres(best.position, 225, 40),
      ]
      expect(lines.filter((it) => findCrossing(it, probe) !== undefined).length).toBeGreaterThanOrEqual(2)
    }
    expect(met).toBeGreaterThan(0)
    expect(apart).toBeGreaterThan(0)
  })

  it('finds the middle between two places, and nothing when one of them is unknown', async () => {
    const [one] = await searchAddresses(house.database, adcode, '朝泰路12号')
    const [other] = await searchAddresses(house.database, adcode, '兰茂社区居民委员会')
    const [between] = await searchAddresses(house.database, adcode, '朝泰路12号与兰茂社区居民委员会之间')
    if (one === undefined || other === undefined || between === undefined) throw new Error('not found')
    expect(between.kind).toBe('between')
    expect(between.position[0]).toBeCloseTo((one.position[0] + other.position[0]) / 2, 9)
    const unknown = await searchAddresses(house.database, adcode, '甲乙丙与丁戊己之间')
    expect(unknown).toEqual([])
  })

  it('finds nothing for nothing, and nothing that is nowhere', async () => {
    expect(await searchAddresses(house.database, adcode, '   ')).toEqual([])
    expect(await searchAddresses(house.database, adcode, '不存在的地方')).toEqual([])
    expect(await searchAddresses(house.database, '530199', '朝泰路')).toEqual([])
  })

  it('has an outline, and a Problem where there is none', async () => {
    expect((await getCountyOutline(house.database, adcode, '2026-06-15')).type).toBe('Polygon')
    await expect(getCountyOutline(house.database, '530199', '2026-06-15')).rejects.toThrow(
      'geography.outline-missing',
    )
  })
})

describe('over HTTP', () => {
  it('lists areas, one area, ranked units and responsibilities', async () => {
    expect((await get('/api/areas')).body['areas']).toHaveLength(92)
    expect((await get('/api/areas?level=town')).body['areas']).toHaveLength(8)
    expect((await get('/api/areas?parentCode=530127001')).body['areas']).toHaveLength(17)
    expect((await get('/api/areas/530127001001')).body).toMatchObject({
      name: '嵩阳社区居民委员会',
      synthetic: true,
    })
    expect((await get('/api/areas/530127401498')).body).toMatchObject({ isVirtual: true, geometry: null })
    expect(await get('/api/areas/530127999')).toMatchObject({
      status: 404,
      body: { code: 'geography.area-not-found' },
    })
    const units = (await get('/api/areas/ranked-units')).body['units'] as { assembled: boolean }[]
    expect(units).toHaveLength(19)
    expect(units.filter((it) => it.assembled)).toHaveLength(5)
    const { body } = await get('/api/responsibilities?layer=cleaning')
    expect(body['layers']).toHaveLength(6)
    expect(body['responsibilities']).toHaveLength(5)
  })

  it('locates a point in any datum and refuses one outside', async () => {
    const inside = await get('/api/places/locate?lng=103.0388&lat=25.3351')
    expect(inside).toMatchObject({ status: 200, body: { town: { code: '530127001' } } })
    expect(await get('/api/places/locate?lng=120&lat=30&datum=gcj02')).toMatchObject({
      status: 400,
      body: { code: 'geography.outside-county' },
    })
    expect(await get('/api/places/locate?lng=1000&lat=30')).toMatchObject({ status: 400 })
    expect(await get('/api/places/locate?lng=103&lat=25&datum=mars')).toMatchObject({ status: 400 })
  })

  it.each([
    ['outline', '', 1],
    ['towns', '', 5],
    ['communities', '', 80],
    ['cells', '', 4769],
    ['cells', '?onDate=2025-06-01', 4774],
    ['responsibilities', '?of=cleaning', 5],
    ['no-report-zones', '', 2],
    ['streets', '', 50],
    ['landmarks', '', 225],
  ])('draws the layer %s%s', async (layer, query, count) => {
    const { status, body } = await get(`/api/map/${layer}${query}`)
    const features = body['features'] as { geometry: unknown; properties: { synthetic: boolean } }[]
    expect(status).toBe(200)
    expect(body['synthetic']).toBe(true)
    expect(features.every((it) => it.properties.synthetic)).toBe(true)
    expect(features).toHaveLength(count)
  })

  it('draws only what is in the box', async () => {
    const { body } = await get('/api/map/cells?bbox=103.0388,25.3351,103.0389,25.3352')
    expect((body['features'] as unknown[]).length).toBeLessThanOrEqual(4)
    expect((await get('/api/map/cells?bbox=1,2,3')).status).toBe(400)
    expect((await get('/api/map/roads')).status).toBe(400)
  })

  it('sends areas and cells as survey files that can be read again', async () => {
    for (const path of [
      '/api/areas/surveys?level=town&format=geojson',
      '/api/cells/surveys?areaCode=530127001001&format=geojson',
    ]) {
      const { status, body } = await get(path)
      expect(status).toBe(200)
      const survey = await readSurvey(
        new Map([['sent.geojson', new TextEncoder().encode(JSON.stringify(body))]]),
      )
      expect(survey.reference).toEqual({ kind: 'degrees', datum: 'cgcs2000' })
      expect(
        survey.features.every((it) => it.geometry !== null && it.properties['synthetic'] === 'synthetic'),
      ).toBe(true)
    }
    expect(await get('/api/areas/surveys?epsg=2334')).toMatchObject({ status: 400 })
  })

  it('refuses whoever may not read areas, and shows another county nothing', async () => {
    const nobody: Actor = { ...reader, permissions: new Set() }
    for (const path of ['/api/areas', '/api/cells?areaCode=530127', '/api/map/cells', '/api/addresses?q=a'])
      expect((await get(path, nobody)).status).toBe(403)
    const stranger: Actor = { ...reader, adcode: '530199' }
    expect((await get('/api/areas', stranger)).body['areas']).toEqual([])
    expect((await get('/api/map/cells', stranger)).body['features']).toEqual([])
  })
})
