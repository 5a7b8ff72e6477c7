import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PolygonGeometry } from '#domain/geography/geometry.ts'
import type { SurveyedCell } from '#domain/geography/survey-check.ts'
import { type Actor, systemActor } from '#platform/actor.ts'
import { createServer } from '#platform/http/create-server.ts'
import { type BareHouse, openBareHouse } from '#platform/testing/bare-house.ts'
import { exportCellSurvey, geographyModule, importCellSurvey, locate } from '../index.ts'
import { readSurvey } from '../survey/read-survey.ts'
import { writeSurvey } from '../survey/write-survey.ts'
import { forgetTerritories } from '../territory-memory.ts'
import { seedTinyTerritory, tinyMiddle, tinyOrigin, tinySquare, tinyStep } from '../testing.ts'
import { importCells } from './import-cells.ts'

const noon = new Date('2026-06-15T12:00:00+08:00')
const validFrom = '2026-07-01'
let house: BareHouse
let counties = 0

/** Each test has a county of its own. */
async function newCounty(): Promise<{ adcode: string; actor: Actor; west: string }> {
  counties += 1
  const adcode = String(990100 + counties)
  const actor = systemActor(adcode)
  await house.act(actor, seedTinyTerritory, {})
  return { adcode, actor, west: `${adcode}001001` }
}

beforeAll(async () => {
  house = await openBareHouse([geographyModule], noon)
})
afterAll(() => house.close())

const cell = (row: number, code: string, geometry: PolygonGeometry): SurveyedCell => ({
  row,
  code,
  areaClass: 'B',
  geometry,
})

/** The western community redrawn: its four northern cells become two, the southern four stay. */
const redrawn = (west: string): SurveyedCell[] => [
  cell(1, `${west}009`, tinySquare(0, 2, 1, 2)),
  cell(2, `${west}010`, tinySquare(1, 2, 1, 2)),
  cell(3, `${west}005`, tinySquare(0, 1)),
  cell(4, `${west}006`, tinySquare(1, 1)),
  cell(5, `${west}007`, tinySquare(0, 0)),
  cell(6, `${west}008`, tinySquare(1, 0)),
]

const auditLines = async (adcode: string) =>
  (
    await house.database.rows<{ n: number }>(
      "select count(*) as n from platform.audit_entries where adcode = $1 and command = 'cell.import'",
      [adcode],
    )
  )[0]?.n

describe('importing cells', () => {
  it('is refused without the right', async () => {
    const { adcode, west } = await newCounty()
    const reader: Actor = { ...systemActor(adcode), permissions: new Set(['area.read']) }
    const input = { validFrom, cells: redrawn(west) }
    await expect(house.act(reader, importCells, input)).rejects.toThrow('access.not-permitted')
    expect(await auditLines(adcode)).toBe(0)
  })

  it('begins new codes, ends missing ones, keeps the same, and hands responsibilities on', async () => {
    const { adcode, actor, west } = await newCounty()
    const done = await house.act(actor, importCells, { validFrom, cells: redrawn(west) })
    expect(done).toEqual({ begun: 2, ended: 4, unchanged: 4, uncoveredRows: [] })
    expect(await auditLines(adcode)).toBe(1)
    const at = async (i: number, j: number, day: string) => {
      const found = await locate(house.database, adcode, tinyMiddle(i, j), day)
      return [found?.cell?.code.slice(12), found?.cell?.areaClass, found?.responsibilities[0]?.code]
    }
    expect(await at(0, 3, '2026-06-30')).toEqual(['001', 'A', 'collection-01'])
    expect(await at(0, 3, '2026-07-01')).toEqual(['009', 'B', 'collection-01'])
    expect(await at(1, 2, '2026-07-01')).toEqual(['010', 'B', 'collection-01'])
    expect(await at(1, 0, '2026-07-01')).toEqual(['008', 'B', 'collection-01'])
    expect(await at(2, 3, '2026-07-01')).toEqual(['001', 'A', 'collection-02'])
  })

  it('sent twice changes nothing the second time', async () => {
    const { adcode, actor, west } = await newCounty()
    const options = { requestId: 'a-redrawing-1' }
    const first = await house.act(actor, importCells, { validFrom, cells: redrawn(west) }, options)
    expect(await house.act(actor, importCells, { validFrom, cells: redrawn(west) }, options)).toEqual(first)
    expect(await auditLines(adcode)).toBe(1)
    const again = await house.act(actor, importCells, { validFrom: '2026-08-01', cells: redrawn(west) })
    expect(again).toMatchObject({ begun: 0, ended: 0, unchanged: 6 })
  })

  it('refuses a known code with another shape, an ended code, and a day too early', async () => {
    const { actor, west } = await newCounty()
    const other = redrawn(west).map((it) =>
      it.row === 6 ? { ...it, geometry: tinySquare(1, 0, 1, 0.5) } : it,
    )
    await expect(house.act(actor, importCells, { validFrom, cells: other })).rejects.toThrow(
      'geography.survey-faulty',
    )
    await expect(
      house.act(actor, importCells, { validFrom: '2025-01-01', cells: redrawn(west) }),
    ).rejects.toThrow('geography.survey-too-early')
    await house.act(actor, importCells, { validFrom, cells: redrawn(west) })
    const revived = [...redrawn(west).slice(2), cell(1, `${west}001`, tinySquare(0, 3))]
    await expect(house.act(actor, importCells, { validFrom: '2026-08-01', cells: revived })).rejects.toThrow(
      'geography.survey-faulty',
    )
  })

  it('takes at most 1,000 rows', async () => {
    const { actor, west } = await newCounty()
    const many = Array.from({ length: 1001 }, (_, index) => cell(index, `${west}001`, tinySquare(0, 0)))
    await expect(house.act(actor, importCells, { validFrom, cells: many })).rejects.toThrow(
      'geography.survey-too-large',
    )
  })
})

const surveyOf = (cells: readonly SurveyedCell[]) => ({
  format: 'geojson' as const,
  reference: { kind: 'degrees', datum: 'cgcs2000' } as const,
  features: cells.map(({ row, code, areaClass, geometry }) => ({
    row,
    properties: { code, area_class: areaClass },
    geometry,
  })),
})

describe('importing a survey', () => {
  it('checks only, when it is told to', async () => {
    const { adcode, actor, west } = await newCounty()
    const parts = { act: house.act, actor, db: house.database, adcode }
    const report = await importCellSurvey(parts, surveyOf(redrawn(west)), { validFrom, dryRun: true })
    expect(report).toMatchObject({ read: 6, accepted: 6, refused: [], begun: 0 })
    expect(await auditLines(adcode)).toBe(0)
  })

  it('takes back what was exported, as unchanged', async () => {
    const { adcode, actor, west } = await newCounty()
    const form = { format: 'geopackage', reference: { kind: 'zone', zone: 34, prefixed: true } } as const
    const { fileName, bytes } = await exportCellSurvey(house.database, adcode, west, '2026-06-01', form)
    const survey = await readSurvey(new Map([[fileName, bytes]]))
    const parts = { act: house.act, actor, db: house.database, adcode }
    const report = await importCellSurvey(parts, survey, { validFrom })
    expect(report).toMatchObject({ read: 8, accepted: 8, begun: 0, ended: 0, unchanged: 8, refused: [] })
  })

  it('writes nothing while a row is wrong, and says which', async () => {
    const { adcode, actor, west } = await newCounty()
    const parts = { act: house.act, actor, db: house.database, adcode }
    const report = await importCellSurvey(parts, surveyOf(redrawn(west).slice(0, 5)), { validFrom })
    expect(report).toMatchObject({ read: 6 - 1, accepted: 0 })
    expect(report.refused.map((it) => it.row)).toEqual([0])
    expect(report.refused[0]?.reason.zh).toContain('未被覆盖')
    expect(await auditLines(adcode)).toBe(0)
  })

  it('warns of new cells that nobody is responsible for', async () => {
    const { adcode, actor, west } = await newCounty()
    await house.asOwner('delete from geography.responsibility_members where adcode = $1', [adcode])
    const parts = { act: house.act, actor, db: house.database, adcode }
    const report = await importCellSurvey(parts, surveyOf(redrawn(west)), { validFrom })
    expect(report.warned.map((it) => it.row)).toEqual([1, 2])
    expect(report).toMatchObject({ accepted: 6, begun: 2, ended: 4, unchanged: 4 })
  })
})

describe('a survey over HTTP', () => {
  const token = { authorization: 'Bearer a-token-for-tests' }

  function multipart(fileName: string, bytes: Uint8Array) {
    const head = `--x\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\nContent-Type: application/octet-stream\r\n\r\n`
    return {
      payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--x--\r\n')]),
      headers: { ...token, 'content-type': 'multipart/form-data; boundary=x' },
    }
  }

  it('comes in as a zipped Shapefile in a 3° zone and goes out as a GeoPackage', async () => {
    const { adcode, actor, west } = await newCounty()
    const serverOptions = {
      house,
      findActor: async () => actor,
      version: 'test',
      isDemonstration: true,
      adcode,
    }
    const app = await createServer(serverOptions)
    const reference = { kind: 'zone', zone: 34, prefixed: true } as const
    const { fileName, bytes } = await writeSurvey('grid', surveyOf(redrawn(west)).features, {
      format: 'shapefile',
      reference,
    })
    const url = `/api/cells/surveys?validFrom=${validFrom}`
    const checked = await app.inject({
      method: 'POST',
      url: `${url}&dryRun=true`,
      ...multipart(fileName, bytes),
    })
    expect(checked.json()).toMatchObject({ read: 6, accepted: 6, begun: 0 })
    const done = await app.inject({ method: 'POST', url, ...multipart(fileName, bytes) })
    expect(done.statusCode).toBe(200)
    expect(done.json()).toMatchObject({ accepted: 6, begun: 2, ended: 4, unchanged: 4, refused: [] })
    forgetTerritories(house.database)
    const onCorner = [tinyOrigin[0] + tinyStep / 2, tinyOrigin[1] + 3 * tinyStep] as [number, number]
    const found = await locate(house.database, adcode, onCorner, validFrom)
    expect(found?.cell?.code).toBe(`${west}009`)
    const out = await app.inject({
      method: 'GET',
      url: `/api/cells/surveys?areaCode=${west}&format=geopackage&epsg=4543&onDate=${validFrom}`,
      headers: token,
    })
    expect(out.statusCode).toBe(200)
    expect(out.headers['content-disposition']).toContain(`cells-${west}.gpkg`)
    expect(out.rawPayload.subarray(0, 15).toString()).toBe('SQLite format 3')
    const wrong = await app.inject({
      method: 'GET',
      url: `/api/cells/surveys?areaCode=${west}&epsg=2334`,
      headers: token,
    })
    expect(wrong.json()).toMatchObject({ code: 'geography.projection-unknown' })
    const empty = await app.inject({ method: 'POST', url, headers: token })
    expect(empty.json()).toMatchObject({ code: 'geography.survey-unreadable' })
    await app.close()
  })
})
