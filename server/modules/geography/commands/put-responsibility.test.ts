import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PolygonGeometry } from '#domain/geography/geometry.ts'
import { type Actor, systemActor } from '#platform/actor.ts'
import type { House } from '#platform/house.ts'
import { createServer } from '#platform/http/create-server.ts'
import { openBareHouse } from '#platform/testing/bare-house.ts'
import { findNoReportZones, geographyModule, listResponsibilitiesOfCell } from '../index.ts'
import { forgetTerritories } from '../territory-memory.ts'
import { seedTinyTerritory, tinyMiddle, tinySquare } from '../testing.ts'

const adcode = '530127'
const [west, east] = ['530127001001', '530127001002']
const manager: Actor = { ...systemActor(adcode), permissions: new Set(['area.read', 'area.manage']) }
const reader: Actor = { ...manager, permissions: new Set(['area.read']) }
const holder = '01980000-0000-7000-8000-000000000001'
const noon = new Date('2026-06-15T12:00:00+08:00')
let house: House
let call: (
  method: 'GET' | 'PUT' | 'POST',
  path: string,
  body?: object,
  as?: Actor,
) => Promise<{ status: number; body: Record<string, unknown> }>

beforeAll(async () => {
  house = await openBareHouse([geographyModule], noon)
  await house.act(systemActor(adcode), seedTinyTerritory, {})
  let asking: Actor | undefined
  const findActor = async () => asking
  const app = await createServer({ house, findActor, version: 'test', isDemonstration: true, adcode })
  call = async (method, url, body, as = manager) => {
    asking = as
    const headers = { authorization: 'Bearer a-token-for-tests' }
    const reply = await app.inject({ method, url, headers, ...(body ? { payload: body } : {}) })
    forgetTerritories(house.database)
    return { status: reply.statusCode, body: reply.json() }
  }
})
afterAll(() => house.close())

const auditLines = async () =>
  (await house.database.rows<{ n: number }>('select count(*) as n from platform.audit_entries'))[0]?.n ?? 0
const codesOf = async (cell: string, day: string) =>
  (await listResponsibilitiesOfCell(house.database, adcode, cell, day)).map((it) => it.code)
const body = (validFrom: string, cells?: string[]) => ({
  name: '城中采集网格',
  organisationId: holder,
  staff: [{ name: '李春燕', role: '信息采集员' }],
  validFrom,
  ...(cells ? { cells } : {}),
})

describe('a responsibility grid', () => {
  const path = '/api/responsibilities/collection/collection-01'

  it('is not changed without the right', async () => {
    expect((await call('PUT', path, body('2026-07-01'), reader)).status).toBe(403)
  })

  it('takes a cell from its neighbour from a day on, and keeps what was before', async () => {
    const cells = [1, 2, 3, 4, 5, 6, 7].map((n) => `${west}00${n}`).concat(`${east}001`)
    const before = await auditLines()
    const request = { ...body('2026-07-01', cells), requestId: 'put-responsibility-1' }
    const done = await call('PUT', path, request)
    expect(done).toMatchObject({ status: 200, body: { cells: 8, taken: 1, released: 1 } })
    expect(await call('PUT', path, request)).toEqual(done)
    expect(await auditLines()).toBe(before + 1)
    expect(await codesOf(`${east}001`, '2026-06-30')).toEqual(['collection-02'])
    expect(await codesOf(`${east}001`, '2026-07-01')).toEqual(['collection-01'])
    expect(await codesOf(`${west}008`, '2026-06-30')).toEqual(['collection-01'])
    expect(await codesOf(`${west}008`, '2026-07-01')).toEqual([])
    const [now] = await listResponsibilitiesOfCell(house.database, adcode, `${west}001`, '2026-07-01')
    expect(now).toMatchObject({ name: '城中采集网格', organisationId: holder, staff: [{ name: '李春燕' }] })
  })

  it('is drawn as the ground of its cells, and so is the neighbour that lost one', async () => {
    const { body: shown } = await call('GET', '/api/map/responsibilities?of=collection&onDate=2026-07-01')
    const features = shown['features'] as { id: string; geometry: PolygonGeometry }[]
    expect(features.map((it) => it.id)).toEqual(['collection/collection-01', 'collection/collection-02'])
    const corners = features.map((it) => it.geometry.coordinates[0]?.map(String) ?? [])
    const corner = String(tinySquare(2, 3).coordinates[0]?.[3])
    expect(corners.map((it) => it.includes(corner))).toEqual([true, false])
  })

  it('ends when another takes all of its cells', async () => {
    const all = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `${east}00${n}`)
    const other = '/api/responsibilities/collection/collection-03'
    expect(await call('PUT', other, body('2026-08-01', all))).toMatchObject({ body: { taken: 8 } })
    const { body: listed } = await call('GET', '/api/responsibilities?layer=collection&onDate=2026-08-01')
    const grids = listed['responsibilities'] as { code: string; cells: number }[]
    expect(grids.map((it) => [it.code, it.cells])).toEqual([
      ['collection-01', 7],
      ['collection-03', 8],
    ])
  })

  it('keeps its cells when only its people change', async () => {
    const done = await call('PUT', path, {
      ...body('2026-09-01'),
      staff: [{ name: '王志强', role: '信息采集员' }],
    })
    expect(done).toMatchObject({ body: { cells: 7, taken: 0, released: 0 } })
    const names = async (day: string) =>
      (await listResponsibilitiesOfCell(house.database, adcode, `${west}001`, day))[0]?.staff[0]?.name
    expect([await names('2026-08-31'), await names('2026-09-01')]).toEqual(['李春燕', '王志强'])
  })

  it.each([
    ['/api/responsibilities/nobody/x', body('2026-10-01', [`${west}001`]), 404, 'geography.layer-not-found'],
    [path, body('2026-10-01', [`${west}999`]), 404, 'geography.cell-not-found'],
    [path, body('2025-06-01'), 400, 'geography.survey-too-early'],
    ['/api/responsibilities/collection/empty', body('2026-10-01'), 400, 'geography.grid-without-cells'],
    [path, body('2026-10-01', []), 400, 'request.invalid'],
  ])('%s is refused what it cannot be', async (to, request, status, code) => {
    const before = await auditLines()
    expect(await call('PUT', to, request)).toMatchObject({ status, body: { code } })
    expect(await auditLines()).toBe(before)
  })
})

describe('a no-report zone', () => {
  const zone = (geometry: PolygonGeometry) => ({
    name: '施工管控区',
    reason: '道路改造',
    geometry,
    hours: [{ from: '08:00', to: '18:00' }],
    validFrom: '2026-06-01',
  })
  const warned = async (at: string) =>
    (await findNoReportZones(house.database, adcode, tinyMiddle(2, 2), new Date(at))).map((it) => it.name)

  it('is not marked or ended without the right', async () => {
    expect((await call('POST', '/api/no-report-zones', zone(tinySquare(2, 2)), reader)).status).toBe(403)
    const end = `/api/no-report-zones/${holder}/end`
    expect((await call('POST', end, { validTo: '2026-07-01' }, reader)).status).toBe(403)
  })

  it('warns from its first day until it is ended', async () => {
    const made = await call('POST', '/api/no-report-zones', {
      ...zone(tinySquare(2, 2)),
      requestId: 'make-zone-1',
    })
    expect(made.status).toBe(200)
    const before = await auditLines()
    expect(
      await call('POST', '/api/no-report-zones', { ...zone(tinySquare(2, 2)), requestId: 'make-zone-1' }),
    ).toEqual(made)
    expect(await auditLines()).toBe(before)
    expect(await warned('2026-06-15T12:00:00+08:00')).toEqual(['施工管控区'])
    expect(await warned('2026-05-31T12:00:00+08:00')).toEqual([])
    const end = `/api/no-report-zones/${made.body['id']}/end`
    expect(await call('POST', end, { validTo: '2026-06-01' })).toMatchObject({
      status: 400,
      body: { code: 'geography.survey-too-early' },
    })
    expect((await call('POST', end, { validTo: '2026-07-01' })).status).toBe(200)
    expect(await warned('2026-06-30T12:00:00+08:00')).toEqual(['施工管控区'])
    expect(await warned('2026-07-01T12:00:00+08:00')).toEqual([])
    expect(await call('POST', end, { validTo: '2026-08-01' })).toMatchObject({ status: 404 })
  })

  it('must be sound ground within the county', async () => {
    expect(await call('POST', '/api/no-report-zones', zone(tinySquare(3, 3, 2, 1)))).toMatchObject({
      body: { code: 'geography.outside-county' },
    })
    const tie = tinySquare(1, 1)
    const [a, b, c, d] = tie.coordinates[0] ?? []
    if (!a || !b || !c || !d) throw new Error('no corners')
    const crossing: PolygonGeometry = { type: 'Polygon', coordinates: [[a, c, b, d, a]] }
    expect(await call('POST', '/api/no-report-zones', zone(crossing))).toMatchObject({
      body: { code: 'geography.survey-faulty' },
    })
    const backwards = { ...zone(tinySquare(1, 1)), validTo: '2026-05-01' }
    expect(await call('POST', '/api/no-report-zones', backwards)).toMatchObject({ status: 400 })
  })
})
