import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { zipSync } from 'fflate'
import { afterAll, describe, expect, it } from 'vitest'
import { type Geometry, orientPolygon, type Position, positionsOf } from '#domain/geography/geometry.ts'
import { distanceMetres } from '#domain/geography/measure.ts'
import { findReferenceOfEpsg, type SurveyReference } from '#domain/geography/survey-reference.ts'
import { createChance } from '#domain/geography/synthetic/chance.ts'
import { parsePrj } from './parse-prj.ts'
import { readSurvey, readSurveyFile } from './read-survey.ts'
import type { Survey, SurveyFeature } from './survey.ts'
import { writeSurvey } from './write-survey.ts'

const hasGdal = spawnSync('ogr2ogr', ['--version']).status === 0
const folder = mkdtempSync(join(tmpdir(), 'jingwei-gdal-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const centimetre = 0.01
const names = ['嵩阳社区', '杨林经济技术开发区', '牛栏江镇（东）', '四营']

/** Crooked polygons, one with a hole and one of two parts, all over the county. */
function drawFeatures(): SurveyFeature[] {
  const chance = createChance(7)
  const ringAround = (lng: number, lat: number, radius: number): Position[] => {
    const ring = Array.from({ length: 9 }, (_, k): Position => {
      const far = radius * (0.6 + 0.4 * chance())
      return [lng + far * Math.cos((k * 2 * Math.PI) / 9), lat + far * Math.sin((k * 2 * Math.PI) / 9)]
    })
    return [...ring, ring[0] ?? [lng, lat]]
  }
  return Array.from({ length: 20 }, (_, index) => {
    const [lng, lat] = [102.95 + 0.3 * chance(), 25.12 + 0.3 * chance()]
    const outer = ringAround(lng, lat, 0.004)
    const hole = ringAround(lng, lat, 0.001)
    const geometry: Geometry =
      index === 0
        ? { type: 'Polygon', coordinates: orientPolygon([outer, hole]) }
        : index === 1
          ? { type: 'MultiPolygon', coordinates: [[outer], [ringAround(lng + 0.02, lat, 0.004)]] }
          : { type: 'Polygon', coordinates: [outer] }
    return {
      row: index + 1,
      properties: {
        code: `530127001001${String(index + 1).padStart(3, '0')}`,
        name: names[index % 4] ?? '',
        size: index + 0.5,
      },
      geometry,
    }
  })
}

const drawn = drawFeatures()
const degrees: SurveyReference = { kind: 'degrees', datum: 'cgcs2000' }

/** The farthest that any corner of one survey lies from its place in the other; rings may begin anywhere. */
function farthestMetres(a: readonly SurveyFeature[], b: readonly SurveyFeature[]): number {
  expect(a.length).toBe(b.length)
  return Math.max(
    ...a.map((one, index) => {
      const [from, to] = [one.geometry, b[index]?.geometry]
      if (!from || !to) throw new Error(`row ${index + 1} has no shape`)
      expect(positionsOf(to).length).toBe(positionsOf(from).length)
      return Math.max(
        ...positionsOf(from).map((p) => Math.min(...positionsOf(to).map((q) => distanceMetres(p, q)))),
      )
    }),
  )
}

const ogr2ogr = (...args: string[]) => execFileSync('ogr2ogr', args, { stdio: 'pipe' })

/** The same features as a file of another format, made by GDAL from degrees of CGCS2000. */
async function makeByGdal(
  format: string,
  fileName: string,
  epsg: number,
  ...options: string[]
): Promise<string> {
  const { bytes } = await writeSurvey('source', drawn, { format: 'geojson', reference: degrees })
  const at = mkdtempSync(join(folder, 'made-'))
  writeFileSync(join(at, 'source.geojson'), bytes)
  mkdirSync(join(at, 'out'))
  const path = join(at, 'out', fileName)
  ogr2ogr(
    '-f',
    format,
    '-s_srs',
    'EPSG:4490',
    '-t_srs',
    `EPSG:${epsg}`,
    ...options,
    path,
    join(at, 'source.geojson'),
  )
  return path
}

const rowsOf = (survey: Survey) => survey.features.map((it) => it.properties)

describe.skipIf(!hasGdal)('what GDAL writes (needs gdal-bin)', () => {
  it.each([4522, 4543, 4490])(
    'is read from a Shapefile with GBK attributes in EPSG:%i, to the centimetre',
    async (epsg) => {
      const path = await makeByGdal(
        'ESRI Shapefile',
        'survey.shp',
        epsg,
        '-lco',
        'ENCODING=GBK',
        '-lco',
        'RESIZE=YES',
      )
      const survey = await readSurveyFile(path)
      expect(survey.reference).toEqual(findReferenceOfEpsg(epsg))
      expect(farthestMetres(drawn, survey.features)).toBeLessThan(centimetre)
      expect(rowsOf(survey)).toEqual(drawn.map((it) => it.properties))
      expect(survey.features[0]?.geometry).toMatchObject({ type: 'Polygon', coordinates: [{}, {}] })
      expect(survey.features[1]?.geometry?.type).toBe('MultiPolygon')
    },
  )

  it.each([4522, 4543, 4490])('is read from a GeoPackage in EPSG:%i, to the centimetre', async (epsg) => {
    const survey = await readSurveyFile(await makeByGdal('GPKG', 'survey.gpkg', epsg))
    expect(survey.reference).toEqual(findReferenceOfEpsg(epsg))
    expect(farthestMetres(drawn, survey.features)).toBeLessThan(centimetre)
    expect(survey.features.map((it) => it.properties['name'])).toEqual(
      drawn.map((it) => it.properties['name']),
    )
  })

  it('is read from GeoJSON with a named system', async () => {
    const survey = await readSurveyFile(await makeByGdal('GeoJSON', 'survey.geojson', 4522))
    expect(survey.reference).toEqual(findReferenceOfEpsg(4522))
    expect(farthestMetres(drawn, survey.features)).toBeLessThan(centimetre)
  })

  it.each([2334, 2382, 32648, 4214])(
    'is refused in EPSG:%i, which needs parameters or is not used here',
    async (epsg) => {
      const path = await makeByGdal('ESRI Shapefile', 'survey.shp', epsg)
      await expect(readSurveyFile(path)).rejects.toThrow('geography.projection-unknown')
    },
  )

  it('is refused without its .prj, whatever else is there', async () => {
    const path = await makeByGdal('ESRI Shapefile', 'survey.shp', 4522)
    rmSync(path.replace('.shp', '.prj'))
    await expect(readSurveyFile(path)).rejects.toThrow('geography.projection-missing')
    const at = join(path, '..')
    const zip = zipSync(Object.fromEntries(readdirSync(at).map((it) => [it, readFileSync(join(at, it))])))
    writeFileSync(join(folder, 'no-prj.zip'), zip)
    await expect(readSurveyFile(join(folder, 'no-prj.zip'))).rejects.toThrow('geography.projection-missing')
  })
})

describe.skipIf(!hasGdal)('what is written, GDAL reads (needs gdal-bin)', () => {
  it.each([
    ['shapefile', 4522],
    ['shapefile', 4543],
    ['geopackage', 4522],
    ['geopackage', 4490],
    ['geojson', 4490],
  ] as const)('a %s in EPSG:%i, to the centimetre', async (format, epsg) => {
    const reference = findReferenceOfEpsg(epsg) ?? degrees
    const at = mkdtempSync(join(folder, 'written-'))
    const { fileName, bytes } = await writeSurvey('grid', drawn, { format, reference })
    writeFileSync(join(at, fileName), bytes)
    const source = format === 'shapefile' ? `/vsizip/${join(at, fileName)}/grid.shp` : join(at, fileName)
    const target = join(at, 'by-gdal.geojson')
    // The system is taken from the file itself; only the target is told.
    ogr2ogr('-f', 'GeoJSON', '-t_srs', 'EPSG:4490', '-lco', 'COORDINATE_PRECISION=10', target, source)
    const read = await readSurvey(new Map([[basename(target), readFileSync(target)]]))
    expect(farthestMetres(drawn, read.features)).toBeLessThan(centimetre)
    expect(read.features.map((it) => it.properties['name'])).toEqual(drawn.map((it) => it.properties['name']))
    expect(read.features.map((it) => it.properties['size'])).toEqual(drawn.map((it) => it.properties['size']))
  })
})

describe('a delivery', () => {
  it.each([
    ['geojson', 4522],
    ['shapefile', 4543],
    ['geopackage', 4326],
  ] as const)('that was written as %s in EPSG:%i comes back', async (format, epsg) => {
    const reference = findReferenceOfEpsg(epsg) ?? degrees
    const { fileName, bytes } = await writeSurvey('grid', drawn, { format, reference })
    const path = join(folder, fileName)
    writeFileSync(path, bytes)
    const survey = await readSurveyFile(path)
    expect(survey.reference).toEqual(reference)
    expect(farthestMetres(drawn, survey.features)).toBeLessThan(0.001)
  })

  it.each([
    ['nothing.txt', 'x'],
    ['broken.geojson', '{"type":'],
    ['no-collection.geojson', '{"type":"Point"}'],
    ['broken.gpkg', 'not a database'],
  ])('that is no delivery is refused: %s', async (name, text) => {
    const files = new Map([[name, new TextEncoder().encode(text)]])
    await expect(readSurvey(files)).rejects.toThrow('geography.survey-unreadable')
  })

  it('whose shapes are damaged, or whose parts do not fit, is refused', async () => {
    const { bytes } = await writeSurvey('grid', drawn, { format: 'shapefile', reference: degrees })
    writeFileSync(join(folder, 'whole.zip'), bytes)
    writeFileSync(join(folder, 'cut.zip'), bytes.subarray(0, 400))
    await expect(readSurveyFile(join(folder, 'cut.zip'))).rejects.toThrow('geography.survey-unreadable')
    const { unzipSurvey } = await import('./read-survey.ts')
    const files = new Map(await unzipSurvey('whole.zip', bytes))
    const shp = files.get('grid.shp') ?? new Uint8Array()
    files.set('grid.shp', shp.subarray(0, shp.length - 200))
    await expect(readSurvey(files)).rejects.toThrow('geography.survey-unreadable')
    files.set('grid.shp', shp)
    files.set('grid.cpg', new TextEncoder().encode('EBCDIC'))
    await expect(readSurvey(files)).rejects.toThrow('geography.survey-unreadable')
  })

  it('keeps the row of a record without a shape', async () => {
    const feature = (geometry: unknown) => ({ type: 'Feature', properties: {}, geometry })
    const point = { type: 'Point', coordinates: [103, 25, 1900] }
    const crooked = ['Polygon', 'MultiPolygon', 'Circle'].map((type) =>
      feature({ type, coordinates: [103, 25] }),
    )
    const collection = { type: 'FeatureCollection', features: [feature(null), feature(point), ...crooked, 7] }
    const bytes = new TextEncoder().encode(JSON.stringify(collection))
    const { features } = await readSurvey(new Map([['a.json', bytes]]))
    expect(features.map((it) => it.geometry)).toEqual([
      null,
      { type: 'Point', coordinates: [103, 25] },
      ...[null, null, null, null],
    ])
  })
})

describe('a coordinate system', () => {
  const plane = (datum: string, spheroid: string, meridian: number, easting: number, scale = 1) =>
    `PROJCS["x",GEOGCS["g",DATUM["${datum}",SPHEROID["s",${spheroid}]],PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",${easting}],PARAMETER["False_Northing",0],PARAMETER["Central_Meridian",${meridian}],PARAMETER["Scale_Factor",${scale}],PARAMETER["Latitude_Of_Origin",0],UNIT["Meter",1]]`
  const cgcs2000 = '6378137.0,298.257222101'

  it.each([
    [102, 34_500_000, { kind: 'zone', zone: 34, prefixed: true }],
    [102, 500_000, { kind: 'zone', zone: 34, prefixed: false }],
    [135, 45_500_000, { kind: 'zone', zone: 45, prefixed: true }],
  ])('with meridian %i and false easting %i is known', (meridian, easting, reference) => {
    expect(parsePrj(plane('D_China_2000', cgcs2000, meridian, easting))).toEqual(reference)
  })

  it.each([
    ['another meridian than a zone has', plane('D_China_2000', cgcs2000, 102.75, 500_000)],
    ['the number of another zone', plane('D_China_2000', cgcs2000, 102, 35_500_000)],
    ['a scale of its own', plane('D_China_2000', cgcs2000, 102, 500_000, 0.9996)],
    ['Xi’an 1980', plane('D_Xian_1980', '6378140.0,298.257', 102, 34_500_000)],
    ['WGS-84 in a plane', plane('D_WGS_1984', '6378137.0,298.257223563', 102, 500_000)],
    ['no sense', 'nonsense'],
    ['nothing', ''],
  ])('with %s is refused', (_, text) => {
    expect(() => parsePrj(text)).toThrow('geography.projection-unknown')
  })
})
