import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PolygonGeometry, Position } from '#domain/geography/geometry.ts'
import { GridOperation } from '#domain/geography/grid/grid-operation.ts'
import { areaSquareMetres } from '#domain/geography/measure.ts'
import { type Actor, systemActor } from '#platform/actor.ts'
import type { House } from '#platform/house.ts'
import { createServer } from '#platform/http/create-server.ts'
import { openBareHouse } from '#platform/testing/bare-house.ts'
import { geographyModule, locate } from '../index.ts'
import { writeSurvey } from '../survey/write-survey.ts'
import { forgetTerritories } from '../territory-memory.ts'
import { seedTinyTerritory, tinyMiddle, tinyOrigin, tinySquare, tinyStep } from '../testing.ts'
import { changeGridDraft } from './change-grid-draft.ts'
import { deliverGridDraft } from './deliver-grid-draft.ts'

type Body = Record<string, unknown>
type Answer = { status: number; body: Body }
const today = '2026-06-15'
let house: House
let app: Awaited<ReturnType<typeof createServer>>
let asking: Actor
let counties = 0

beforeAll(async () => {
  house = await openBareHouse([geographyModule], new Date(`${today}T12:00:00+08:00`))
  const findActor = async () => asking
  app = await createServer({ house, findActor, version: 'test', isDemonstration: true, adcode: '530127' })
})
afterAll(async () => {
  await app.close()
  await house.close()
})

const at = (x: number, y: number): Position => [tinyOrigin[0] + x * tinyStep, tinyOrigin[1] + y * tinyStep]

/** A county of its own with a draft of its western community. */
async function openCounty() {
  counties += 1
  const adcode = String(980100 + counties)
  await house.act(systemActor(adcode), seedTinyTerritory, {})
  const permissions = new Set(['area.read', 'area.manage'])
  const manager: Actor = { ...systemActor(adcode, '数据员甲'), permissions }
  const other: Actor = { ...manager, id: '00000000-0000-7000-8000-0000000000aa', name: '数据员乙' }
  const reader: Actor = { ...manager, permissions: new Set(['area.read']) }
  const west = `${adcode}001001`
  const call = async (method: 'GET' | 'POST', path: string, body?: Body, as = manager): Promise<Answer> => {
    asking = as
    const headers = { authorization: 'Bearer a-token-for-tests' }
    const reply = await app.inject({
      method,
      url: `/api${path}`,
      headers,
      ...(body ? { payload: body } : {}),
    })
    forgetTerritories(house.database)
    return { status: reply.statusCode, body: reply.json() }
  }
  const auditLines = async (command: string) =>
    (
      await house.database.rows<{ n: number }>(
        'select count(*) as n from platform.audit_entries where adcode = $1 and command = $2',
        [adcode, command],
      )
    )[0]?.n
  const cellAt = async (i: number, j: number, day: string) =>
    (await locate(house.database, adcode, tinyMiddle(i, j), day))?.cell?.code.slice(12)
  return { adcode, west, manager, other, reader, call, auditLines, cellAt }
}

async function openDraft() {
  const county = await openCounty()
  const { body } = await county.call('POST', '/grid-drafts', { communityCode: county.west })
  const path = `/grid-drafts/${body['id']}`
  const step = (expectedVersion: number, operation: Body, as?: Actor) =>
    county.call('POST', `${path}/steps`, { expectedVersion, operation }, as)
  const get = async () => (await county.call('GET', path)).body
  const code = (serial: number) => county.west + String(serial).padStart(3, '0')
  const codes = async () =>
    ((await get())['cells'] as { code: string }[]).map((it) => Number(it.code.slice(12)))
  // The first cell from north to south, so that its western half lies west.
  const split = { kind: 'split', code: code(1), line: [at(0.4, 4.1), at(0.4, 2.9)] }
  return { ...county, path, step, get, code, codes, split }
}

describe('opening a draft', () => {
  it('is refused without the right, and for a community without cells', async () => {
    const { call, reader, west, adcode, auditLines } = await openCounty()
    expect((await call('POST', '/grid-drafts', { communityCode: west }, reader)).status).toBe(403)
    expect((await call('GET', '/grid-drafts', undefined, reader)).status).toBe(403)
    expect(await call('POST', '/grid-drafts', { communityCode: `${adcode}001009` })).toMatchObject({
      status: 404,
      body: { code: 'geography.area-not-found' },
    })
    expect(await auditLines('grid-draft.open')).toBe(0)
  })

  it('is done once, however often it is sent; a community has one open draft', async () => {
    const { call, west, auditLines } = await openCounty()
    const request = { communityCode: west, requestId: 'open-a-draft-1' }
    const first = await call('POST', '/grid-drafts', request)
    expect(first).toMatchObject({ status: 200, body: { version: 0 } })
    expect(await call('POST', '/grid-drafts', request)).toEqual(first)
    expect(await auditLines('grid-draft.open')).toBe(1)
    expect(await call('POST', '/grid-drafts', { communityCode: west })).toMatchObject({
      status: 409,
      body: { code: 'geography.draft-open' },
    })
    expect(await call('GET', '/grid-drafts?state=open')).toMatchObject({
      body: { drafts: [{ communityCode: west, communityName: '西社区居民委员会', openedBy: '数据员甲' }] },
    })
  })
})

describe('an operation', () => {
  it('is refused without the right, on another version, and when it cannot be done', async () => {
    const { step, split, reader, other, auditLines, code } = await openDraft()
    expect((await step(0, split, reader)).status).toBe(403)
    expect(await step(0, { ...split, line: [at(0.4, 3.9), at(0.4, 3.5)] })).toMatchObject({
      status: 400,
      body: { code: 'geography.operation-refused', title: expect.stringContaining('没有从网格的一侧边界') },
    })
    expect(await auditLines('grid-draft.change')).toBe(0)
    expect((await step(0, split, other)).status).toBe(200)
    const late = await step(0, { kind: 'merge', codes: [code(3), code(4)] })
    expect(late).toMatchObject({ status: 409, body: { code: 'geography.draft-moved-on' } })
    expect(late.body['title']).toContain('数据员乙')
    expect(
      await step(1, { kind: 'set-attributes', codes: [code(3)], grids: { collection: 'none' } }),
    ).toMatchObject({
      status: 404,
      body: { code: 'geography.responsibility-not-found' },
    })
  })

  it('is done once, however often it is sent, and leaves the grid in force alone', async () => {
    const { call, path, split, codes, get, auditLines, cellAt } = await openDraft()
    const first = await call('POST', `${path}/steps`, {
      expectedVersion: 0,
      operation: split,
      requestId: 'split-it-1',
    })
    expect(
      await call('POST', `${path}/steps`, { expectedVersion: 0, operation: split, requestId: 'split-it-1' }),
    ).toEqual(first)
    expect(first).toMatchObject({ status: 200, body: { version: 1, position: 1 } })
    expect(await codes()).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(await auditLines('grid-draft.change')).toBe(1)
    expect(await cellAt(0, 3, today)).toBe('001')
    const draft = await get()
    expect(draft).toMatchObject({ isStale: false, ended: [{ code: expect.stringMatching(/001$/) }] })
    const shares = (draft['descent'] as { squareMetres: number }[]).map((it) => it.squareMetres)
    const whole = areaSquareMetres(tinySquare(0, 3))
    expect(shares[0]).toBeCloseTo(whole * 0.4, -2)
    expect(shares[1]).toBeCloseTo(whole * 0.6, -2)
    expect((draft['faults'] as { kind: string }[]).map((it) => it.kind)).toEqual(['too-large', 'too-large'])
  })

  it('is for people with areas of duty only within these', async () => {
    const { step, split, manager, west, adcode } = await openDraft()
    const elsewhere = await step(0, split, { ...manager, areaCodes: [`${adcode}001002`] })
    expect(elsewhere).toMatchObject({ status: 403, body: { code: 'geography.outside-duty' } })
    expect((await step(0, split, { ...manager, areaCodes: [west] })).status).toBe(200)
  })

  it('of two people at the same time only one is done; the other sees why', async () => {
    const { path, call, split, code, manager, other } = await openDraft()
    const id = path.split('/').at(-1) ?? ''
    const send = (operation: unknown, as: Actor) =>
      house.act(as, changeGridDraft, { id, expectedVersion: 0, operation: GridOperation.parse(operation) })
    const both = await Promise.allSettled([
      send(split, manager),
      send({ kind: 'merge', codes: [code(5), code(6)] }, other),
    ])
    expect(both.map((it) => it.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(String(both.flatMap((it) => (it.status === 'rejected' ? [it.reason] : []))[0])).toContain(
      'draft-moved-on',
    )
    expect((await call('GET', path)).body).toMatchObject({ version: 1, position: 1 })
  })
})

describe('taking back and doing again', () => {
  it('restores the draft exactly; a new operation takes the place of what was undone', async () => {
    const { call, path, step, split, get, codes, code, reader } = await openDraft()
    const before = (await get())['cells']
    await step(0, split)
    const after = (await get())['cells']
    expect((await call('POST', `${path}/undo`, { expectedVersion: 1 }, reader)).status).toBe(403)
    const request = { expectedVersion: 1, requestId: 'undo-the-split-1' }
    const undone = await call('POST', `${path}/undo`, request)
    expect(undone).toMatchObject({ body: { version: 2, position: 0 } })
    expect(await call('POST', `${path}/undo`, request)).toEqual(undone)
    expect((await get())['cells']).toEqual(before)
    expect(await call('POST', `${path}/undo`, { expectedVersion: 2 })).toMatchObject({
      status: 409,
      body: { code: 'geography.nothing-to-turn' },
    })
    expect(await call('POST', `${path}/redo`, { expectedVersion: 2 })).toMatchObject({
      body: { position: 1 },
    })
    expect((await get())['cells']).toEqual(after)
    await call('POST', `${path}/undo`, { expectedVersion: 3 })
    await step(4, { kind: 'merge', codes: [code(1), code(2)] })
    expect(await codes()).toEqual([3, 4, 5, 6, 7, 8, 9])
    expect(await get()).toMatchObject({ steps: 1, position: 1, history: [{ kind: 'merge', by: '数据员甲' }] })
    expect((await call('POST', `${path}/redo`, { expectedVersion: 5 })).status).toBe(409)
  })

  it('given up it stays to be read, and nothing more is done in it', async () => {
    const { call, path, step, split, auditLines, reader, west } = await openDraft()
    await step(0, split)
    expect((await call('POST', `${path}/discard`, { expectedVersion: 1 }, reader)).status).toBe(403)
    const request = { expectedVersion: 1, requestId: 'give-it-up-1' }
    const first = await call('POST', `${path}/discard`, request)
    expect(await call('POST', `${path}/discard`, request)).toEqual(first)
    expect(await auditLines('grid-draft.discard')).toBe(1)
    expect(await call('GET', path)).toMatchObject({ body: { state: 'discarded', faults: [] } })
    expect((await step(2, split)).status).toBe(404)
    expect((await call('POST', '/grid-drafts', { communityCode: west })).status).toBe(200)
  })
})

describe('publishing', () => {
  const publication = (expectedVersion: number, validFrom = '2026-06-20') => ({
    expectedVersion,
    validFrom,
    reason: '老菜市场拆分',
  })

  it('is refused without the right, without a change, for the past, and while something is wrong', async () => {
    const { call, path, step, split, reader, auditLines } = await openDraft()
    expect((await call('POST', `${path}/publish`, publication(0), reader)).status).toBe(403)
    expect(await call('POST', `${path}/publish`, publication(0))).toMatchObject({
      body: { code: 'geography.draft-empty' },
    })
    await step(0, split)
    expect(await call('POST', `${path}/publish`, publication(1, '2026-06-14'))).toMatchObject({
      body: { code: 'geography.publication-past' },
    })
    await step(1, { kind: 'move-nodes', moves: [{ from: at(1, 4), to: at(1, 3.5) }] })
    const refused = await call('POST', `${path}/publish`, publication(2))
    expect(refused).toMatchObject({ status: 409, body: { code: 'geography.draft-faulty' } })
    expect(refused.body['title']).toContain('没有网格覆盖')
    expect(await auditLines('grid-draft.publish')).toBe(0)
  })

  it('ends and begins cells on the day, once, and the past stays as it was', async () => {
    const { call, path, step, split, cellAt, auditLines, code, adcode } = await openDraft()
    await step(0, split)
    await step(1, { kind: 'set-attributes', codes: [code(10)], name: '老菜市场', areaClass: 'A' })
    const request = { ...publication(2), requestId: 'publish-it-1' }
    const done = await call('POST', `${path}/publish`, request)
    expect(done).toMatchObject({ status: 200, body: { begun: 2, ended: 1, changed: 0 } })
    expect(await call('POST', `${path}/publish`, request)).toEqual(done)
    expect(await auditLines('grid-draft.publish')).toBe(1)
    expect(await cellAt(0, 3, '2026-06-19')).toBe('001')
    expect(await cellAt(0, 3, '2026-06-20')).toBe('010')
    const found = await locate(house.database, adcode, tinyMiddle(0, 3), '2026-06-20')
    expect(found).toMatchObject({
      cell: { areaClass: 'A' },
      responsibilities: [{ layer: 'collection', code: 'collection-01' }],
    })
    const on = async (day: string) =>
      (
        (await call('GET', `/cells?areaCode=${adcode}001001&onDate=${day}`)).body['cells'] as {
          code: string
        }[]
      ).map((it) => Number(it.code.slice(12)))
    expect(await on('2026-06-19')).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(await on('2026-06-20')).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(await call('GET', `/cells/${code(10)}/descent`)).toMatchObject({
      body: { from: [{ code: code(1), onDate: '2026-06-20', reason: '老菜市场拆分' }], to: [] },
    })
    expect((await call('GET', `/cells/${code(1)}/descent`)).body['to']).toHaveLength(2)
    expect(await call('GET', path)).toMatchObject({
      body: {
        state: 'published',
        counts: { begun: 2, ended: 1 },
        ended: [{ code: code(1) }],
        reason: '老菜市场拆分',
      },
    })
  })

  it('moves memberships and draws the responsibility grids anew', async () => {
    const { call, path, step, code, adcode } = await openDraft()
    await step(0, { kind: 'merge', codes: [code(7), code(8)] })
    await step(1, {
      kind: 'set-attributes',
      codes: [code(2), code(9)],
      grids: { collection: 'collection-02' },
    })
    await call('POST', `${path}/publish`, publication(2))
    const members = async (grid: string, day: string) =>
      ((await call('GET', `/responsibilities/collection/${grid}?onDate=${day}`)).body['cells'] as string[])
        .length
    expect([
      await members('collection-01', '2026-06-19'),
      await members('collection-02', '2026-06-19'),
    ]).toEqual([8, 8])
    expect([
      await members('collection-01', '2026-06-20'),
      await members('collection-02', '2026-06-20'),
    ]).toEqual([5, 10])
    const [west, east] = await house.database.rows<{ geometry: PolygonGeometry }>(
      'select geometry from geography.responsibility_grids where adcode = $1 order by code',
      [adcode],
    )
    const one = areaSquareMetres(tinySquare(0, 0))
    expect(areaSquareMetres(west?.geometry ?? tinySquare(0, 0)) / one).toBeCloseTo(5, 1)
    expect(areaSquareMetres(east?.geometry ?? tinySquare(0, 0)) / one).toBeCloseTo(11, 1)
  })

  it('keeps a neighbour whose border got a node, without a hole between the two', async () => {
    const { call, path, step, adcode, cellAt } = await openDraft()
    await step(0, { kind: 'split', code: `${adcode}001001001`, line: [at(0.4, 4), at(0.4, 3)] })
    await call('POST', `${path}/publish`, publication(1))
    expect(await cellAt(0, 2, '2026-06-20')).toBe('003')
    for (const x of [0.1, 0.399999, 0.4, 0.400001, 0.9]) {
      const found = await locate(house.database, adcode, at(x, 3), '2026-06-20')
      expect(found?.cell?.code).toBeDefined()
    }
  })

  it('is refused when the grid in force changed meanwhile, and nobody takes back a change made elsewhere', async () => {
    const first = await openDraft()
    await first.step(0, first.split)
    await house.database.rows(
      "update geography.unit_grids set valid_to = '2026-12-01' where adcode = $1 and code = $2",
      [first.adcode, first.code(8)],
    )
    expect(await first.call('GET', first.path)).toMatchObject({ body: { isStale: true } })
    expect(await first.call('POST', `${first.path}/publish`, publication(1))).toMatchObject({
      status: 409,
      body: { code: 'geography.draft-stale' },
    })

    const second = await openDraft()
    await second.step(0, second.split)
    await house.database.rows(
      "update geography.unit_grids set area_class = 'C' where adcode = $1 and code = any($2)",
      [second.adcode, [second.code(1), second.code(3)]],
    )
    await second.call('POST', `${second.path}/publish`, publication(1))
    const { body } = await second.call('GET', `/cells?areaCode=${second.west}&onDate=2026-06-20`)
    const classes = new Map(
      (body['cells'] as { code: string; areaClass: string }[]).map((it) => [it.code, it.areaClass]),
    )
    expect([3, 9, 10].map((it) => classes.get(second.code(it)))).toEqual(['C', 'C', 'C'])
  })

  it('a second publication must begin later than the cells it ends', async () => {
    const { call, path, step, split, west, code } = await openDraft()
    await step(0, split)
    await call('POST', `${path}/publish`, publication(1))
    const { body } = await call('POST', '/grid-drafts', { communityCode: west })
    const next = `/grid-drafts/${body['id']}`
    await call('POST', `${next}/steps`, {
      expectedVersion: 0,
      operation: { kind: 'merge', codes: [code(9), code(10)] },
    })
    expect(await call('POST', `${next}/publish`, publication(1))).toMatchObject({
      body: { code: 'geography.survey-too-early' },
    })
    expect((await call('POST', `${next}/publish`, publication(1, '2026-06-21'))).status).toBe(200)
  })
})

describe('a survey as a draft', () => {
  async function deliver(
    county: { manager: Actor },
    features: Parameters<typeof writeSurvey>[1],
    as?: Actor,
  ) {
    const reference = { kind: 'zone', zone: 34, prefixed: true } as const
    const { fileName, bytes } = await writeSurvey('grid', features, { format: 'geopackage', reference })
    asking = as ?? county.manager
    const head = `--x\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\nContent-Type: application/octet-stream\r\n\r\n`
    const reply = await app.inject({
      method: 'POST',
      url: '/api/grid-drafts/surveys',
      payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--x--\r\n')]),
      headers: {
        authorization: 'Bearer a-token-for-tests',
        'content-type': 'multipart/form-data; boundary=x',
      },
    })
    return { status: reply.statusCode, body: reply.json() }
  }
  const feature = (row: number, code: string, geometry: PolygonGeometry) => ({
    row,
    properties: { code, area_class: 'B' },
    geometry,
  })
  const delivery = (west: string) => [
    feature(1, `${west}001`, tinySquare(0, 2, 1, 2)),
    feature(2, `${west}010`, tinySquare(1, 2, 1, 1.5)),
    ...[5, 6, 7, 8].map((serial, index) =>
      feature(3 + index, `${west}00${serial}`, tinySquare(index % 2, index < 2 ? 1 : 0)),
    ),
  ]

  it('is refused without the right; rows that are no cells are named, and nothing is opened', async () => {
    const county = await openCounty()
    expect((await deliver(county, delivery(county.west), county.reader)).status).toBe(403)
    const wrong = await deliver(county, [feature(1, 'nonsense', tinySquare(0, 0))])
    expect(wrong).toMatchObject({
      status: 200,
      body: { accepted: 0, drafts: [], refused: [{ row: 1, column: 'code' }] },
    })
    expect((await county.call('GET', '/grid-drafts')).body['drafts']).toEqual([])
  })

  it('opens a draft with its faults; a known code with another shape gets a free one', async () => {
    const county = await openCounty()
    const { body } = await deliver(county, delivery(county.west))
    expect(body).toMatchObject({
      read: 6,
      accepted: 6,
      drafts: [{ communityCode: county.west }],
      renumbered: [{ row: 1, code: `${county.west}001`, newCode: `${county.west}011` }],
    })
    const [{ id }] = body.drafts
    const draft = (await county.call('GET', `/grid-drafts/${id}`)).body
    expect((draft['cells'] as { code: string }[]).map((it) => Number(it.code.slice(12)))).toEqual([
      5, 6, 7, 8, 10, 11,
    ])
    expect(
      (draft['faults'] as { kind: string; level: string }[]).filter((it) => it.level === 'error'),
    ).toMatchObject([{ kind: 'gap' }])
    expect(await county.auditLines('grid-draft.deliver')).toBe(1)
    const again = await deliver(county, [
      ...delivery(county.west).filter((it) => it.row !== 2),
      feature(2, `${county.west}010`, tinySquare(1, 2, 1, 2)),
    ])
    expect(again.body.drafts).toEqual([{ id, communityCode: county.west }])
    expect((await county.call('GET', `/grid-drafts/${id}`)).body).toMatchObject({
      steps: 2,
      faults: [
        { kind: 'too-large', level: 'warning' },
        { kind: 'too-large', level: 'warning' },
      ],
    })
    const done = await county.call('POST', `/grid-drafts/${id}/publish`, {
      expectedVersion: 2,
      validFrom: '2026-06-20',
      reason: '普查成果',
    })
    expect(done).toMatchObject({ status: 200, body: { begun: 2, ended: 4 } })
  })

  it('the same delivery sent twice is one step', async () => {
    const { manager, west, auditLines, call } = await openCounty()
    const cells = delivery(west).map(({ row, properties, geometry }) => ({
      row,
      code: properties.code,
      areaClass: 'B' as const,
      geometry,
    }))
    const input = { communityCode: west, fileName: 'grid.gpkg', cells }
    const options = { requestId: 'deliver-it-1' }
    const first = await house.act(manager, deliverGridDraft, input, options)
    expect(await house.act(manager, deliverGridDraft, input, options)).toEqual(first)
    expect(await auditLines('grid-draft.deliver')).toBe(1)
    expect(await call('GET', `/grid-drafts/${first.id}`)).toMatchObject({ body: { steps: 1 } })
  })

  it('goes out as a file that comes in as no change', async () => {
    const { call, path, step, split, west, manager } = await openDraft()
    await step(0, split)
    asking = manager
    const url = `/api${path}/survey?format=geojson`
    const file = await app.inject({
      method: 'GET',
      url,
      headers: { authorization: 'Bearer a-token-for-tests' },
    })
    expect(file.headers['content-disposition']).toContain(`draft-${west}.geojson`)
    expect(JSON.parse(file.payload).features).toHaveLength(9)
    expect((await call('GET', `${path}/survey?epsg=2334`)).body).toMatchObject({
      code: 'geography.projection-unknown',
    })
  })
})
