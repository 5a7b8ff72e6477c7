import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Mapping } from '#domain/exchange/mapping.ts'
import { areaSquareMetres } from '#domain/geography/measure.ts'
import { findReferenceOfEpsg, type SurveyReference } from '#domain/geography/survey-reference.ts'
import { permissionsOf } from '#domain/identity/permissions-of.ts'
import { importCatalogue } from '#modules/catalogue/index.ts'
import { aCatalogue } from '#modules/catalogue/testing.ts'
import { findComponentByCode, getComponent, putComponents } from '#modules/components/index.ts'
import { aDraft } from '#modules/components/testing.ts'
import { exportAreaSurvey, findArea, findAreas, locate } from '#modules/geography/index.ts'
import { seedTinyTerritory, tinyMiddle } from '#modules/geography/testing.ts'
import { findOrganisations } from '#modules/identity/index.ts'
import { systemActor } from '#platform/actor.ts'
import { realData } from '#platform/testing/real-data.ts'
import { openTestHouse, type TestHouse } from '../testing/test-house.ts'
import { exportAreas, exportComponents, exportOrganisations } from './export-tables.ts'
import { importAreas } from './import-areas.ts'
import { importComponents } from './import-components.ts'
import { importOrganisations } from './import-organisations.ts'
import { getMapping, listMappings } from './mapping-files.ts'

let house: TestHouse
let folder = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jingwei-importers-'))
  house = await openTestHouse()
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await house.close()
})

const write = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const actsIn = async (adcode: string) =>
  (
    await house.database.rows<{ count: number }>(
      'select count(*) from platform.audit_entries where adcode = $1',
      [adcode],
    )
  )[0]?.count
const shortly = (findings: readonly { row: number; column: string | null }[]) =>
  findings.map((it) => [it.row, it.column])

function getReference(epsg: number): SurveyReference {
  const found = findReferenceOfEpsg(epsg)
  if (!found) throw new Error(`EPSG:${epsg} is not known`)
  return found
}

let counties = 530300
const aCounty = async () => {
  counties += 1
  const adcode = String(counties)
  const actor = systemActor(adcode)
  await house.act(actor, importCatalogue, { content: aCatalogue(), publishFrom: '2020-01-01' })
  await house.act(actor, seedTinyTerritory, {})
  return { adcode, actor }
}

describe('a survey of areas', () => {
  const form = { reference: getReference(4543) }
  const written = async (adcode: string, format: 'shapefile' | 'geopackage', name: string) => {
    const survey = await exportAreaSurvey(
      house.database,
      { adcode, level: 'community', onDate: '2026-06-15' },
      {
        format,
        ...form,
      },
    )
    const path = join(folder, name)
    writeFileSync(path, survey.bytes)
    return path
  }

  it('comes as a Shapefile or a GeoPackage in a 3° zone and means the same ground', async () => {
    const { adcode, actor } = await aCounty()
    const mapping = await getMapping('jingwei-areas-survey', 'areas')
    const before = (await findAreas(house.database, adcode, '2026-06-15')).filter(
      (it) => it.level === 'community',
    )
    for (const [format, name] of [
      ['shapefile', 'areas.zip'],
      ['geopackage', 'areas.gpkg'],
    ] as const) {
      const file = await written(adcode, format, name)
      const dry = await importAreas(house, actor, file, mapping, { isDryRun: true })
      expect([dry.read, dry.accepted, dry.refused]).toEqual([before.length, before.length, []])
      const report = await importAreas(house, actor, file, mapping, { validFrom: '2027-01-01' })
      expect([report.accepted, report.refused]).toEqual([before.length, []])
    }
    for (const { code, name } of before) {
      const [old, now] = [
        await findArea(house.database, adcode, code, '2026-06-15'),
        await findArea(house.database, adcode, code, '2027-06-15'),
      ]
      expect(now?.name).toBe(name)
      if (!old?.geometry || !now?.geometry) throw new Error(`${code} has lost its ground`)
      expect(areaSquareMetres(now.geometry) / areaSquareMetres(old.geometry)).toBeCloseTo(1, 6)
    }
  })

  it('that lacks a column or its coordinate system is refused as a whole', async () => {
    const { adcode, actor } = await aCounty()
    const mapping = await getMapping('jingwei-areas-survey', 'areas')
    const file = await written(adcode, 'shapefile', 'without.zip')
    const parts = unzipSync(readFileSync(file))
    for (const name of Object.keys(parts)) if (name.endsWith('.prj')) delete parts[name]
    writeFileSync(file, zipSync(parts))
    await expect(importAreas(house, actor, file, mapping)).rejects.toMatchObject({
      code: 'geography.projection-missing',
    })
    const other = Mapping.parse({ ...mapping, fields: { ...mapping.fields, name: { column: 'title' } } })
    const whole = await written(adcode, 'geopackage', 'other.gpkg')
    await expect(importAreas(house, actor, whole, other)).rejects.toMatchObject({
      code: 'table.column-missing',
    })
  })
})

describe('mappings', () => {
  it('that ship can all be read', async () => {
    for (const noun of ['components', 'organisations', 'areas', 'cases'] as const)
      for (const name of await listMappings(noun)) expect((await getMapping(name, noun)).name).toBe(name)
    expect(await listMappings('components')).toContain('jingwei-components')
  })

  it('that are unknown, for another noun or not valid are told apart', async () => {
    const code = (work: Promise<unknown>) => work.catch((error: { code?: string }) => error.code)
    expect(await code(getMapping('atlantis', 'components'))).toBe('exchange.mapping-unknown')
    expect(await code(getMapping('../mappings/atlantis', 'components'))).toBe('exchange.mapping-unknown')
    expect(await code(getMapping('zurich-districts', 'components'))).toBe('exchange.mapping-for-other')
    expect(await code(getMapping(write('a.json', '{"name": 1}'), 'areas'))).toBe('exchange.mapping-invalid')
    expect(await code(getMapping(write('b.json', '{'), 'areas'))).toBe('exchange.mapping-invalid')
    const mapping = await getMapping('jingwei-components', 'components')
    const wrong = { ...mapping, fields: { ...mapping.fields, colour: { column: 'colour' } } }
    const file = write('c.csv', 'code\n')
    expect(await code(importComponents(house, systemActor('530127'), file, Mapping.parse(wrong)))).toBe(
      'exchange.mapping-invalid',
    )
  })
})

describe('components from a city’s own file', () => {
  const heading =
    'code,externalCode,classCode,name,competentName,ownerName,maintainerName,state,firstOn,changedOn,dataSource,address,note,cellCode,lng,lat,attributes'
  const line = (more: Partial<Record<string, string>>) => {
    const [lng, lat] = tinyMiddle(0, 0)
    const values: Partial<Record<string, string>> = {
      classCode: '01037',
      name: '路灯',
      lng: `${lng}`,
      lat: `${lat}`,
      ...more,
    }
    return heading
      .split(',')
      .map((it) => values[it] ?? '')
      .join(',')
  }

  it('are taken or refused row by row, with the file’s own column and a reason in two languages', async () => {
    const { adcode, actor } = await aCounty()
    const file = write(
      'rows.csv',
      [
        heading,
        line({ externalCode: 'A' }),
        line({ externalCode: 'A' }),
        line({ classCode: '01038' }),
        line({ name: '' }),
        line({ state: '良好' }),
        line({ firstOn: '2026/1/1' }),
        line({ lng: '110' }),
        line({ lng: 'E103' }),
        line({ code: `${adcode}01037000007`, cellCode: '12' }),
        line({ code: `${adcode}0103700007` }),
        line({ ownerName: '无此单位' }),
        'too,short',
      ].join('\n'),
    )
    const mapping = await getMapping('jingwei-components', 'components')
    const dry = await importComponents(house, actor, file, mapping, { isDryRun: true })
    const acts = await actsIn(adcode)
    const report = await importComponents(house, actor, file, mapping)
    expect(dry).toEqual(report)
    expect([report.read, report.accepted]).toEqual([12, 2])
    expect(shortly(report.refused)).toEqual([
      [3, 'externalCode'],
      [4, 'classCode'],
      [5, 'name'],
      [6, 'state'],
      [7, 'firstOn'],
      [8, 'lng + lat'],
      [9, 'lng'],
      [10, 'cellCode'],
      [11, 'code'],
      [13, null],
    ])
    expect(report.refused.every((it) => it.reason.zh !== '' && it.reason.en !== '')).toBe(true)
    expect(shortly(report.warned)).toEqual([[12, 'ownerName']])
    expect(await actsIn(adcode)).toBe((acts ?? 0) + 1)
  })

  it('go on where a broken import stopped, and are there once when two people import them at once', async () => {
    const { adcode, actor } = await aCounty()
    const [lng, lat] = tinyMiddle(1, 1)
    const lines = Array.from({ length: 2500 }, (_, index) =>
      line({ externalCode: `k${index}`, lng: `${lng + index * 1e-7}`, lat: `${lat}` }),
    )
    const file = write('long.csv', [heading, ...lines].join('\n'))
    const mapping = await getMapping('jingwei-components', 'components')
    let acts = 0
    const failing: typeof house.act = (...parts) => {
      acts += 1
      if (acts === 3) throw new Error('the power failed')
      return house.act(...parts)
    }
    await expect(importComponents({ ...house, act: failing }, actor, file, mapping)).rejects.toThrow(
      'the power failed',
    )
    const standing = async () =>
      (
        await house.database.rows<{ components: number; changes: number }>(
          `select (select count(*) from components.components where adcode = $1) as components,
             (select count(*) from components.component_changes where adcode = $1) as changes`,
          [adcode],
        )
      )[0]
    expect(await standing()).toEqual({ components: 2000, changes: 2000 })
    const before = await actsIn(adcode)
    const both = await Promise.all([
      importComponents(house, actor, file, mapping),
      importComponents(house, actor, file, mapping),
    ])
    expect(both.map((it) => [it.read, it.accepted])).toEqual([
      [2500, 2500],
      [2500, 2500],
    ])
    expect(await standing()).toEqual({ components: 2500, changes: 2500 })
    expect(await actsIn(adcode)).toBe((before ?? 0) + 1)
  })

  it('may be imported by whoever keeps the data, and by nobody else', async () => {
    const { adcode, actor } = await aCounty()
    const file = write('one.csv', [heading, line({})].join('\n'))
    const mapping = await getMapping('jingwei-components', 'components')
    const collector = { ...actor, permissions: permissionsOf(['collector']) }
    await expect(importComponents(house, collector, file, mapping)).rejects.toMatchObject({
      code: 'access.not-permitted',
    })
    const keeper = { ...actor, permissions: permissionsOf(['data_admin']) }
    expect((await importComponents(house, keeper, file, mapping)).accepted).toBe(1)
    expect(await getComponent(house.database, adcode, `${adcode}01037000001`)).toMatchObject({ name: '路灯' })
    await expect(getComponent(house.database, adcode, `${adcode}01037000002`)).rejects.toMatchObject({
      code: 'component.not-found',
    })
  })

  it.each([
    ['csv', 'jingwei-components'],
    ['xlsx', 'jingwei-components-xlsx'],
    ['geojson', 'jingwei-components-geojson'],
  ])('come back unchanged when exported to %s and imported again', async (ending, mappingName) => {
    const { adcode, actor } = await aCounty()
    const items = [
      aDraft(tinyMiddle(0, 0), {
        externalCode: '7',
        state: 'broken',
        note: '两,处\n"损坏"',
        firstOn: '2026-01-02',
        attributes: { height: 8.5, lit: true, material: '钢' },
      }),
      aDraft(tinyMiddle(3, 3), { owner: { organisationId: null, name: '某公司' } }),
    ].map((draft, index) => ({ row: index + 2, draft }))
    await house.act(actor, putComponents, { source: 'test', items })
    const file = join(folder, `round-${adcode}.${ending}`)
    expect(await exportComponents(house, adcode, file)).toBe(2)
    const mapping = await getMapping(mappingName, 'components')
    const report = await importComponents(house, actor, file, mapping)
    expect([report.read, report.accepted, report.refused]).toEqual([2, 2, []])
    const [changes] = await house.database.rows<{ count: number; highest: number }>(
      'select count(*), max(version) as highest from components.component_changes where adcode = $1',
      [adcode],
    )
    expect(changes).toEqual({ count: 2, highest: 1 })
  })

  it('may come with the attributes of the national standard', async () => {
    const { adcode, actor } = await aCounty()
    const feature = (properties: object, coordinates: readonly number[]) => ({
      type: 'Feature',
      properties,
      geometry: { type: 'Point', coordinates },
    })
    const whole = {
      GLBJBSM: `${adcode}01037000042`,
      GLBJMC: '路灯',
      ZGBMDM: null,
      ZGBMMC: '城市管理局',
      SZDYWGBSM: `${adcode}001001007`,
      GLBJZT: '完好',
      CSRQ: '20260102',
    }
    const features = [
      feature(whole, tinyMiddle(0, 0)),
      feature({ ...whole, GLBJBSM: `${adcode}01037000043`, GLBJZT: '尚可' }, tinyMiddle(0, 0)),
      feature({ ...whole, GLBJBSM: '3205080101000001' }, tinyMiddle(0, 0)),
    ]
    const file = write('survey.geojson', JSON.stringify({ type: 'FeatureCollection', features }))
    const mapping = await getMapping('gbt47678.5-components-geojson', 'components')
    const report = await importComponents(house, actor, file, mapping)
    expect(report.accepted).toBe(1)
    expect(shortly(report.refused)).toEqual([
      [2, 'GLBJZT'],
      [3, 'GLBJBSM'],
    ])
    expect(await findComponentByCode(house.database, adcode, whole.GLBJBSM)).toMatchObject({
      state: 'intact',
      firstOn: '2026-01-02',
      cellCode: whole.SZDYWGBSM,
      competent: { organisationId: null, name: '城市管理局' },
    })
  })
})

describe('organisations', () => {
  const heading = 'externalCode,name,shortName,kind,creditCode,parentCode,areaCodes,aliases'
  it('are taken with parents above or below them, known again, and come back unchanged', async () => {
    const adcode = '530401'
    const actor = systemActor(adcode)
    const mapping = await getMapping('jingwei-organisations', 'organisations')
    const file = write(
      'organisations.csv',
      [
        heading,
        '2,路灯管理所,灯所,company,,1,,路灯所;照明所',
        '1,城市管理局,,bureau,,,530401001;530401002,',
        '3,某处,,office,,,,',
        '4,,,bureau,,,,',
        '5,某队,,squad,,99,,',
        '6,某公司,,company,91110000000000000X,,,',
        '1,城市管理局,,bureau,,,,',
      ].join('\n'),
    )
    const report = await importOrganisations(house, actor, file, mapping)
    expect([report.read, report.accepted]).toEqual([7, 2])
    expect(shortly(report.refused)).toEqual([
      [4, 'kind'],
      [5, 'name'],
      [6, 'parentCode'],
      [7, 'creditCode'],
      [8, 'externalCode'],
    ])
    const [bureau, lamps] = await findOrganisations(house.database, adcode)
    expect(bureau).toMatchObject({ name: '城市管理局', areaCodes: ['530401001', '530401002'] })
    expect(lamps).toMatchObject({ name: '路灯管理所', parentId: bureau?.id, aliases: ['路灯所', '照明所'] })
    const acts = await actsIn(adcode)
    const exported = join(folder, 'organisations-out.csv')
    expect(await exportOrganisations(house, adcode, exported)).toBe(2)
    expect((await importOrganisations(house, actor, exported, mapping)).accepted).toBe(2)
    expect(await actsIn(adcode)).toBe(acts)
    const renamed = write('renamed.csv', `${heading}\n2,照明中心,,company,,,,\n`)
    await importOrganisations(house, actor, renamed, mapping)
    const again = (await findOrganisations(house.database, adcode)).find((it) => it.externalCode === '2')
    expect(again).toMatchObject({
      id: lamps?.id,
      name: '照明中心',
      shortName: '灯所',
      parentId: bureau?.id,
      aliases: ['路灯所', '照明所', '路灯管理所'],
    })
  })
})

const districts = realData('zurich-zueri-wie-neu/districts_wgs84.geojson')
// Read in place; skipped where the folder of real data is missing.
describe.skipIf(!districts)('the districts of Zürich', () => {
  const adcode = '990301'
  const actor = systemActor(adcode)

  it('become 22 areas of a county of their own, in which points are found', {
    timeout: 120_000,
  }, async () => {
    const mapping = await getMapping('zurich-districts', 'areas')
    const dry = await importAreas(house, actor, districts ?? '', mapping, { isDryRun: true })
    expect(await actsIn(adcode)).toBe(0)
    const report = await importAreas(house, actor, districts ?? '', mapping)
    expect(dry).toEqual(report)
    expect(report).toEqual({ read: 22, accepted: 22, warned: [], refused: [] })
    const now = house.clock.now()
    const areas = await findAreas(house.database, adcode, '2026-06-15')
    expect(areas.map((it) => it.name)).toHaveLength(22)
    expect(areas.find((it) => it.code === '990301005')?.name).toBe('Höngg')
    // Every district has the size that the file states for it, by another way of measuring, to a hundredth.
    const text = readFileSync(districts ?? '', 'utf8')
    const stated = JSON.parse(text) as { features: { properties: { objid: string; area_km2: number } }[] }
    for (const { properties } of stated.features) {
      const code = `${adcode}${properties.objid.padStart(3, '0')}`
      const area = await findArea(house.database, adcode, code, '2026-06-15')
      if (!area?.geometry) throw new Error(`${code} has no shape`)
      const share = areaSquareMetres(area.geometry) / 1e6 / properties.area_km2
      expect(Math.abs(share - 1)).toBeLessThan(0.01)
    }
    expect((await locate(house.database, adcode, [8.5272402, 47.3436957], now))?.town?.name).toBe(
      'Wollishofen',
    )
  })

  it('stay as they are when imported again, on the same day or a later one, or exported before', {
    timeout: 120_000,
  }, async () => {
    const mapping = await getMapping('zurich-districts', 'areas')
    const acts = await actsIn(adcode)
    await importAreas(house, actor, districts ?? '', mapping)
    await importAreas(house, actor, districts ?? '', mapping, { validFrom: '2027-01-01' })
    const file = join(folder, 'areas.geojson')
    expect(await exportAreas(house, adcode, file)).toBe(22)
    const ours = await getMapping('jingwei-areas-geojson', 'areas')
    expect((await importAreas(house, actor, file, ours)).accepted).toBe(22)
    expect(await actsIn(adcode)).toBe(acts)
  })

  it('are refused as a whole where the file says its coordinates are others than the mapping says', async () => {
    const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::4543' } }
    const features = [{ type: 'Feature', properties: { code: '990301001', name: 'x' }, geometry: null }]
    const file = write('crs.geojson', JSON.stringify({ type: 'FeatureCollection', crs, features }))
    const ours = await getMapping('jingwei-areas-geojson', 'areas')
    await expect(importAreas(house, actor, file, ours)).rejects.toMatchObject({
      code: 'exchange.system-differs',
    })
  })

  it('refuse, row by row, what is no area of the county', async () => {
    const square = [
      [8.5, 47.3],
      [8.6, 47.3],
      [8.6, 47.4],
      [8.5, 47.4],
      [8.5, 47.3],
    ]
    const bow = [
      [8.5, 47.3],
      [8.6, 47.4],
      [8.6, 47.3],
      [8.5, 47.4],
      [8.5, 47.3],
    ]
    const feature = (code: string, name: string, geometry: object | null) => ({
      type: 'Feature',
      properties: { code, name },
      geometry,
    })
    const features = [
      feature('990302001', 'elsewhere', { type: 'Polygon', coordinates: [square] }),
      feature('99030100', 'short', { type: 'Polygon', coordinates: [square] }),
      feature('990301901', '', { type: 'Polygon', coordinates: [square] }),
      feature('990301902', 'bow', { type: 'Polygon', coordinates: [bow] }),
      feature('990301903', 'point', { type: 'Point', coordinates: [8.5, 47.3] }),
    ]
    const file = write('areas-bad.geojson', JSON.stringify({ type: 'FeatureCollection', features }))
    const ours = await getMapping('jingwei-areas-geojson', 'areas')
    const report = await importAreas(house, actor, file, ours)
    expect(report.accepted).toBe(0)
    expect(shortly(report.refused)).toEqual([
      [1, 'code'],
      [2, 'code'],
      [3, 'name'],
      [4, null],
      [5, null],
    ])
  })
})
