import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Mapping } from '#domain/exchange/mapping.ts'
import type { Finding, ImportReport } from '#domain/table.ts'
import { findClasses, findVersions } from '#modules/catalogue/index.ts'
import { findComponentCounts, findNearestComponents } from '#modules/components/index.ts'
import { findOrganisations } from '#modules/identity/index.ts'
import { systemActor } from '#platform/actor.ts'
import { realData } from '#platform/testing/real-data.ts'
import { openTestHouse, type TestHouse } from '../testing/test-house.ts'
import { importComponents } from './import-components.ts'
import { getMapping } from './mapping-files.ts'

// These files are read in place; where the folder of real data is missing the tests are skipped.
const bristol = realData('bristol-streetlights/streetlights.csv')
const taichung = realData('taichung-hydrants/hydrants.csv')
const zurich = realData('zurich-zueri-wie-neu/waste_bins_wgs84.geojson')
const patience = 120_000

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

const run = (file: string, mapping: Mapping, adcode: string, isDryRun = false): Promise<ImportReport> =>
  importComponents(house, systemActor(adcode), file, mapping, { isDryRun })
const kinds = (findings: readonly Finding[]) =>
  Object.fromEntries(
    [...Map.groupBy(findings, (it) => `${it.column}: ${it.reason.en.replace(/"[^"]*"|row \d+/g, '…')}`)].map(
      ([kind, its]) => [kind, its.length],
    ),
  )
const stateOf = async (adcode: string) => {
  const [row] = await house.database.rows<{ components: number; changes: number; acts: number }>(
    `select (select count(*) from components.components where adcode = $1) as components,
       (select count(*) from components.component_changes where adcode = $1) as changes,
       (select count(*) from platform.audit_entries where adcode = $1 and command = 'component.put') as acts`,
    [adcode],
  )
  return row
}
const countsOf = async (adcode: string) =>
  (await findComponentCounts(house.database, adcode)).map((it) => [it.className, it.state, it.count])

describe.skipIf(!bristol)('the street lights of Bristol', () => {
  const adcode = '990101'
  it('are all taken; 288 stand exactly where another does, and are warned of', {
    timeout: patience,
  }, async () => {
    const mapping = await getMapping('bristol-streetlights', 'components')
    const report = await run(bristol ?? '', mapping, adcode)
    expect([report.read, report.accepted, report.refused]).toEqual([49_451, 49_451, []])
    expect(kinds(report.warned)).toEqual({ 'longitude + latitude: the position is exactly that of …': 288 })
    expect(await countsOf(adcode)).toEqual([['Street light', null, 49_451]])
    expect(await stateOf(adcode)).toEqual({ components: 49_451, changes: 49_451, acts: 50 })
    // Again: answered from the log.
    expect(await run(bristol ?? '', mapping, adcode)).toEqual(report)
    expect(await stateOf(adcode)).toEqual({ components: 49_451, changes: 49_451, acts: 50 })
    const nearest = await findNearestComponents(house.database, adcode, [-2.5366, 51.4905], {
      withinMetres: 30,
      limit: 3,
    })
    expect(nearest.map((it) => it.externalCode)).toEqual([
      '-2.536601140327318,51.49049679592616',
      '-2.536849106263999,51.490381467739596',
    ])
  })
})

describe.skipIf(!taichung)('the hydrants of Taichung', () => {
  const adcode = '710000'
  it('are all taken, each gap that matters warned of', { timeout: patience }, async () => {
    const mapping = await getMapping('taichung-hydrants', 'components')
    const dry = await run(taichung ?? '', mapping, adcode, true)
    expect(await stateOf(adcode)).toEqual({ components: 0, changes: 0, acts: 0 })
    expect(await findVersions(house.database, adcode)).toEqual([])
    expect(await findOrganisations(house.database, adcode)).toEqual([])
    const report = await run(taichung ?? '', mapping, adcode)
    expect(dry).toEqual(report)
    expect([report.read, report.accepted, report.refused]).toEqual([6328, 6328, []])
    expect(kinds(report.warned)).toEqual({
      '消防栓編號: nothing is given': 191,
      '種類: nothing is given': 2448,
      '種類: … is not among the known values (地下, 地下式, 地上)': 1,
      '消防栓位置: nothing is given': 2447,
      '是否停用: nothing is given': 2451,
      'lon + lat: the position is exactly that of …': 86,
      // Rows without a number go by their position, and four of those repeat one.
      '消防栓編號: the key … is that of …; kept as …': 4,
    })
    expect(await countsOf(adcode)).toEqual([
      ['地下消防栓', 'intact', 3062],
      ['地下消防栓', null, 3],
      ['地上消防栓', 'intact', 814],
      ['消防栓（型式未填）', 'intact', 1],
      ['消防栓（型式未填）', null, 2448],
    ])
  })

  it('keep what was delivered: a line break, a date, a number that came as 6025.0, a water office', async () => {
    const one = async (where: string, value: string) =>
      (
        await house.database.rows<Record<string, unknown>>(
          `select external_code, changed_on, maintainer_id, maintainer_name, attributes from components.components
           where adcode = $1 and ${where} = $2`,
          [adcode, value],
        )
      )[0]
    const offices = (await findOrganisations(house.database, adcode)).map((it) => [it.name, it.id] as const)
    expect(offices.map(([name]) => name).sort()).toEqual(
      ['大里服務所', '烏日營運所', '霧峰營運所', '台中給水廠', '草屯營運所'].sort(),
    )
    expect(await one('external_code', '6025')).toMatchObject({
      changed_on: '2024-10-10',
      maintainer_name: '大里服務所',
      maintainer_id: new Map(offices).get('大里服務所'),
      attributes: { 自訂編號: 'A1', 水壓不足: false, 查察梯次: '1' },
    })
    expect(await one('external_code', '097-1')).toBeDefined()
    expect(await one('external_code', '120.7133478,24.1599646')).toMatchObject({
      attributes: { 標籤: '樹德路388號往北20公尺\n(101文具天堂對面)' },
    })
  })

  it('changes nothing when imported again after a word of the mapping was mended', {
    timeout: patience,
  }, async () => {
    const before = await stateOf(adcode)
    const mapping = await getMapping('taichung-hydrants', 'components')
    await run(taichung ?? '', { ...mapping, name: 'taichung-hydrants-2' }, adcode)
    const after = await stateOf(adcode)
    expect([after?.components, after?.changes]).toEqual([before?.components, before?.changes])
    expect((await findVersions(house.database, adcode)).filter((it) => it.adcode === adcode)).toHaveLength(1)
  })
})

describe.skipIf(!zurich)('the waste bins of Zürich', () => {
  const adcode = '990301'
  it('are all taken, in eight classes of their own', { timeout: patience }, async () => {
    const mapping = await getMapping('zurich-waste-bins', 'components')
    const report = await run(zurich ?? '', mapping, adcode)
    expect([report.read, report.accepted, report.refused]).toEqual([4063, 4063, []])
    expect(kinds(report.warned)).toEqual({ 'dimension_txt: nothing is given': 386 })
    expect(await countsOf(adcode)).toEqual([
      ['Robidog', null, 186],
      ['Bravo', null, 54],
      ['Dispenser', null, 44],
      ['Zuerikuebel', null, 1355],
      ['Abfallhai', null, 2268],
      ['Unterflur', null, 82],
      ['Container', null, 37],
      ['andere', null, 37],
    ])
    const [version] = (await findVersions(house.database, adcode)).filter((it) => it.adcode === adcode)
    expect(version).toMatchObject({ series: 'zurich-waste-bins', state: 'published', assembled: true })
    expect(await findClasses(house.database, version?.id ?? '')).toHaveLength(8)
    const [bin] = await house.database.rows<{ attributes: unknown }>(
      `select attributes from components.components where adcode = $1 and external_code = '157'`,
      [adcode],
    )
    expect(bin?.attributes).toEqual({
      dimension: 'L70',
      region: 'Region_Sued',
      saison: 'ganzjaehrig',
      auspraegung: 'andere',
    })
  })
})
