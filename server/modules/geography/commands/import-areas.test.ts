import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeliveredArea } from '#domain/geography/area-check.ts'
import type { AreaGeometry } from '#domain/geography/geometry.ts'
import { areaSquareMetres } from '#domain/geography/measure.ts'
import { type Actor, systemActor } from '#platform/actor.ts'
import type { House } from '#platform/house.ts'
import { openBareHouse } from '#platform/testing/bare-house.ts'
import { realData } from '#platform/testing/real-data.ts'
import { readKunmingCounties, readRankedUnits, readSongmingAreas } from '../areas-folder.ts'
import {
  exportAreaSurvey,
  findAreas,
  geographyModule,
  getCountyOutline,
  importAreaSurvey,
  locate,
  readSurveyFile,
} from '../index.ts'
import { readSurvey, unzipSurvey } from '../survey/read-survey.ts'
import { tinyMiddle, tinySquare } from '../testing.ts'
import { importAreas } from './import-areas.ts'

let house: House

beforeAll(async () => {
  house = await openBareHouse([geographyModule], new Date('2026-06-15T12:00:00+08:00'))
})
afterAll(() => house.close())

const area = (row: number, code: string, name: string, geometry: AreaGeometry | null): DeliveredArea => ({
  row,
  code,
  name,
  geometry,
})

describe('importing areas', () => {
  const adcode = '990201'
  const actor = systemActor(adcode)
  const areas = [
    area(1, adcode, '某县', tinySquare(0, 0, 4, 4)),
    area(2, `${adcode}001`, '一区', tinySquare(0, 0, 2, 4)),
  ]

  it('is refused without the right', async () => {
    const reader: Actor = { ...actor, permissions: new Set(['area.read']) }
    await expect(house.act(reader, importAreas, { validFrom: '2026-01-01', areas })).rejects.toThrow(
      'access.not-permitted',
    )
  })

  it('draws a county without unit grids, whose points are still found', async () => {
    const options = { requestId: 'import-areas-1' }
    const done = await house.act(actor, importAreas, { validFrom: '2026-01-01', areas }, options)
    expect(done).toEqual({ written: 2, ended: 0 })
    expect(await house.act(actor, importAreas, { validFrom: '2026-01-01', areas }, options)).toEqual(done)
    expect(await locate(house.database, adcode, tinyMiddle(0, 0), '2026-06-01')).toEqual({
      town: { code: `${adcode}001`, name: '一区' },
      community: null,
      cell: null,
      responsibilities: [],
    })
    expect(await locate(house.database, adcode, tinyMiddle(3, 0), '2026-06-01')).toMatchObject({ town: null })
    expect(await locate(house.database, adcode, tinyMiddle(5, 0), '2026-06-01')).toBeUndefined()
  })

  it('draws an area anew from a day on, and keeps the old one before it', async () => {
    const anew = [area(1, `${adcode}001`, '新一区', tinySquare(0, 0, 3, 4))]
    expect(await house.act(actor, importAreas, { validFrom: '2026-05-01', areas: anew })).toEqual({
      written: 1,
      ended: 1,
    })
    const names = async (day: string) =>
      (await findAreas(house.database, adcode, day, { level: 'town' })).map((it) => it.name)
    expect(await names('2026-04-30')).toEqual(['一区'])
    expect(await names('2026-05-01')).toEqual(['新一区'])
    await expect(house.act(actor, importAreas, { validFrom: '2026-04-01', areas: anew })).rejects.toThrow(
      'geography.survey-too-early',
    )
  })

  it('refuses codes of elsewhere, codes given twice, missing names and crossing outlines, all at once', async () => {
    const crossing: AreaGeometry = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [2, 2],
          [2, 0],
          [0, 2],
          [0, 0],
        ],
      ],
    }
    const wrong = [
      area(1, '530127001', '别处', null),
      area(2, `${adcode}002`, '二区', null),
      area(3, `${adcode}002`, ' ', crossing),
    ]
    const refused = await house.act(actor, importAreas, { validFrom: '2026-06-01', areas: wrong }).then(
      () => [],
      (error: { details: { refused: { row: number; column: string | null }[] } }) => error.details.refused,
    )
    expect(refused.map((it) => [it.row, it.column])).toEqual([
      [1, 'code'],
      [3, 'code'],
      [3, 'name'],
      [3, null],
    ])
  })
})

describe('a survey of areas', () => {
  const adcode = '990203'
  const parts = () => ({ act: house.act, actor: systemActor(adcode), adcode })
  const survey = (...areas: DeliveredArea[]) => ({
    format: 'geojson' as const,
    reference: { kind: 'degrees', datum: 'cgcs2000' } as const,
    features: areas.map(({ row, code, name, geometry }) => ({ row, properties: { code, name }, geometry })),
  })
  const west = area(1, `${adcode}001`, '西区', tinySquare(0, 0, 2, 4))
  const east = area(2, `${adcode}002`, '东区', tinySquare(2, 0, 2, 4))

  it('is told of shared ground and of missing shapes, and nothing is written', async () => {
    const wide = area(2, `${adcode}002`, '东区', tinySquare(1, 0, 3, 4))
    const report = await importAreaSurvey(parts(), survey(west, wide, area(3, adcode, '县', null)), {
      validFrom: '2026-01-01',
    })
    expect(report.refused.map((it) => it.row).sort()).toEqual([2, 3])
    expect(report.accepted).toBe(0)
    expect(await findAreas(house.database, adcode, '2026-06-01')).toEqual([])
  })

  it('goes in, out as a Shapefile in a 3° zone, and in again', async () => {
    const options = { validFrom: '2026-01-01' }
    expect(await importAreaSurvey(parts(), survey(west, east), { ...options, dryRun: true })).toMatchObject({
      accepted: 2,
    })
    expect(await findAreas(house.database, adcode, '2026-06-01')).toEqual([])
    expect(await importAreaSurvey(parts(), survey(west, east), options)).toMatchObject({
      accepted: 2,
      refused: [],
    })
    const reference = { kind: 'zone', zone: 34, prefixed: false } as const
    const { fileName, bytes } = await exportAreaSurvey(
      house.database,
      { adcode, level: 'town', onDate: '2026-06-01' },
      { format: 'shapefile', reference },
    )
    const read = await readSurvey(await unzipSurvey(fileName, bytes))
    expect(await importAreaSurvey(parts(), read, { validFrom: '2026-07-01' })).toMatchObject({
      read: 2,
      accepted: 2,
      refused: [],
    })
    const again = await findAreas(house.database, adcode, '2026-07-01')
    expect(again.map((it) => it.name)).toEqual(['西区', '东区'])
  })
})

const folder = 'songming-geo'
const outlineFile = realData(`${folder}/songming_county_wgs84_derived.geojson`)
const communitiesFile = realData(`${folder}/songming_communities_2023.csv`)
const townsFile = realData(`${folder}/songming_townships_2023.csv`)
const kunmingFile = realData(`${folder}/kunming_communities_2023.csv`)

describe.skipIf(!outlineFile)('the real outline of the county (needs the real data)', () => {
  it('is read and imported, and covers about 828 km²', async () => {
    const { features } = await readSurveyFile(outlineFile ?? '')
    const geometry = features[0]?.geometry
    if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') throw new Error('no outline')
    const adcode = '530127'
    const areas = [area(1, adcode, '嵩明县', geometry)]
    await house.act(systemActor(adcode), importAreas, { validFrom: '2026-01-01', areas })
    const outline = await getCountyOutline(house.database, adcode, '2026-06-01')
    expect(Math.abs(areaSquareMetres(outline) / 1e6 - 828)).toBeLessThan(1)
    expect(await locate(house.database, adcode, [103.0298, 25.3251], '2026-06-01')).toBeDefined()
  })
})

const districtsFile = realData('zurich-zueri-wie-neu/districts_wgs84.geojson')

describe.skipIf(!districtsFile)('districts of a foreign city (needs the real data)', () => {
  it('make a county of their own outside China', async () => {
    const adcode = '990261'
    const { features } = await readSurveyFile(districtsFile ?? '')
    expect(features).toHaveLength(22)
    const areas = features.map(({ row, properties, geometry }) => {
      if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') throw new Error(`row ${row}`)
      const code = adcode + String(properties['objid']).padStart(3, '0')
      return area(row, code, String(properties['name']), geometry)
    })
    await house.act(systemActor(adcode), importAreas, { validFrom: '2010-01-01', areas })
    const [lng, lat] = [8.53, 47.374]
    const found = await locate(house.database, adcode, [lng, lat], '2020-01-01')
    expect(found?.town).not.toBeNull()
    expect(await locate(house.database, adcode, [9.5, 47.374], '2020-01-01')).toBeUndefined()
  })
})

describe.skipIf(!communitiesFile || !townsFile || !kunmingFile)('shipped areas (needs the real data)', () => {
  const read = (file: string | undefined): Record<string, string>[] =>
    parse(readFileSync(file ?? ''), { columns: true, bom: true })

  it('are the towns and communities of the statistical list, and no other', () => {
    const shipped = readSongmingAreas().filter((it) => it.level !== 'county')
    const real = [...read(townsFile), ...read(communitiesFile)]
    expect(new Map(shipped.map((it) => [it.code, it.name]))).toEqual(
      new Map(real.map((it) => [it['code'], it['name']])),
    )
    expect(shipped).toHaveLength(91)
    expect(shipped.filter((it) => it.kind === 'virtual')).toHaveLength(3)
  })

  it('are the 14 counties of the city, each of them a ranked unit', () => {
    const real = new Map(read(kunmingFile).map((it) => [it['county_code'], it['county']]))
    expect(new Map(readKunmingCounties().map((it) => [it.code, it.name]))).toEqual(real)
    const ranked = readRankedUnits()
    expect(ranked).toHaveLength(19)
    expect(
      new Map(ranked.filter((it) => !it.assembled).map((it) => [it.countyCode ?? '', it.name.zh])),
    ).toEqual(real)
  })
})
