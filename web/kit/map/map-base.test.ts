import { expect, it } from 'vitest'
import { vectorStyles } from './map-base.ts'
import type { MapBase } from './map-layer.ts'
import type { Palette } from './map-style.ts'

const palette = new Proxy({} as Palette, { get: (_, name) => `#${String(name)}` })
const base = (vectorLayers: string[], changes: Partial<MapBase> = {}): MapBase => ({
  id: 'a',
  name: 'a',
  url: '/{z}/{x}/{y}',
  picture: 'vector',
  vectorLayers,
  minZoom: 0,
  maxZoom: 14,
  bounds: null,
  opacity: 0.6,
  isGrey: false,
  attribution: '',
  reviewNumber: null,
  ...changes,
})
const namesOf = (layers: readonly string[]) =>
  new Set(
    vectorStyles(base([...layers]), palette).map((it) => ('source-layer' in it ? it['source-layer'] : '')),
  )

it.each([
  [
    'OpenMapTiles',
    [
      'landcover',
      'landuse',
      'water',
      'waterway',
      'building',
      'transportation',
      'boundary',
      'place',
      'poi',
      'transportation_name',
      'water_name',
      'park',
    ],
  ],
  [
    'Protomaps',
    ['earth', 'landuse', 'water', 'buildings', 'roads', 'boundaries', 'places', 'pois', 'landcover'],
  ],
])('draws every layer of %s, and none that the map does not have', (_name, layers) => {
  expect(namesOf(layers)).toEqual(new Set(layers))
  expect(namesOf(['water'])).toEqual(new Set(['water']))
  expect(namesOf(['something else'])).toEqual(new Set())
})

it('names no layer twice, labels lie above all else, and a grey map has no blue', () => {
  const styles = vectorStyles(base(['roads', 'water', 'places', 'pois', 'earth']), palette)
  expect(new Set(styles.map((it) => it.id)).size).toBe(styles.length)
  const firstLabel = styles.findIndex((it) => it.type === 'symbol')
  expect(styles.slice(firstLabel).every((it) => it.type === 'symbol')).toBe(true)
  expect(JSON.stringify(vectorStyles(base(['water'], { isGrey: true }), palette))).not.toContain('#water')
  expect(JSON.stringify(vectorStyles(base(['water']), palette))).toContain('#water')
})
