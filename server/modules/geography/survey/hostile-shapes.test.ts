/** Shapes that are no ground: crossing themselves, beyond the world, the wrong way round, too many corners, nests without end. */
import { expect, it } from 'vitest'
import { checkAreas } from '#domain/geography/area-check.ts'
import type { AreaGeometry } from '#domain/geography/geometry.ts'
import { readSurvey } from './read-survey.ts'

const read = (geometry: unknown, crs?: string) => {
  const collection = {
    type: 'FeatureCollection',
    ...(crs ? { crs: { type: 'name', properties: { name: crs } } } : {}),
    features: [{ type: 'Feature', properties: { code: '530127001', name: '镇' }, geometry }],
  }
  return readSurvey(new Map([['a.geojson', new TextEncoder().encode(JSON.stringify(collection))]]))
}
const polygon = (...ring: [number, number][]) => ({ type: 'Polygon', coordinates: [ring] })
const square = polygon([103, 25], [103.1, 25], [103.1, 25.1], [103, 25.1], [103, 25])

/** What the check says of a shape that could be read. */
async function faultsOf(geometry: unknown): Promise<string[]> {
  const { features } = await read(geometry)
  const [feature] = features
  if (!feature?.geometry) return ['no shape']
  const area = { row: 1, code: '530127001', name: '镇', geometry: feature.geometry as AreaGeometry }
  return checkAreas('530127', [area]).map((it) => it.reason.en)
}

it('a sound square is taken, and a bow tie is not', async () => {
  expect(await faultsOf(square)).toEqual([])
  const tie = polygon([103, 25], [103.1, 25.1], [103.1, 25], [103, 25.1], [103, 25])
  expect((await faultsOf(tie)).join()).toMatch(/cross|touch/)
})

it.each([
  ['latitude before longitude', polygon([25, 103], [25, 103.1], [25.1, 103.1], [25, 103])],
  ['beyond the world', polygon([203, 25], [203.1, 25], [203.1, 25.1], [203, 25])],
  [
    'metres called degrees',
    polygon([500_000, 2_760_000], [500_100, 2_760_000], [500_100, 2_760_100], [500_000, 2_760_000]),
  ],
  [
    'a number that is none',
    {
      type: 'Polygon',
      coordinates: [
        [
          [103, null],
          [103.1, 25],
          [103.1, 25.1],
          [103, 25],
        ],
      ],
    },
  ],
  ['a ring of two corners', polygon([103, 25], [103.1, 25])],
  ['a kind nobody knows', { type: 'Circle', coordinates: [103, 25], radius: 9 }],
  ['no list at all', { type: 'Polygon', coordinates: 'everywhere' }],
  [
    'nests without end',
    { type: 'Polygon', coordinates: JSON.parse(`${'['.repeat(3000)}${']'.repeat(3000)}`) as unknown },
  ],
])('%s is no shape', async (_, geometry) => {
  expect(await faultsOf(geometry)).toEqual(['no shape'])
})

it('a million corners are refused before anything is reckoned from them', async () => {
  const count = 400_000
  const ring = Array.from({ length: count }, (_, it): [number, number] => {
    const turn = (2 * Math.PI * it) / (count - 1)
    return [103 + Math.cos(turn) / 100, 25 + Math.sin(turn) / 100]
  })
  await expect(read({ type: 'Polygon', coordinates: [ring] })).rejects.toMatchObject({
    code: 'geography.survey-unreadable',
    sentence: { zh: expect.stringContaining('节点') },
  })
})

it('a system that nobody knows, and the shifted one of map services, are refused by name', async () => {
  for (const crs of ['urn:ogc:def:crs:EPSG::99999', 'GCJ-02', 'EPSG:'])
    await expect(read(square, crs)).rejects.toMatchObject({ code: 'geography.projection-unknown' })
})
