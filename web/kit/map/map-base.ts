/**
 * A base map under the county's data. Pictures are dimmed in the dark; vector tiles are drawn quietly in our own colours, by
 * the names that the two common schemas (OpenMapTiles and Protomaps) give their layers, and labelled with the fonts of the machine.
 */
import type { FilterSpecification, LayerSpecification, Map as LibreMap } from 'maplibre-gl'
import type { MapBase } from './map-layer.ts'
import type { Palette } from './map-style.ts'

/** The name of its source, by which its failures are told from those of the data. */
export const baseSource = 'base'

/** Adds source and layers of `base`; they lie lowest when added first. */
export function addBase(map: LibreMap, base: MapBase, palette: Palette): void {
  const source = {
    tiles: [base.url],
    minzoom: base.minZoom,
    maxzoom: base.maxZoom,
    ...(base.bounds ? { bounds: [...base.bounds] as [number, number, number, number] } : {}),
  }
  if (base.picture === 'vector') {
    map.addSource(baseSource, { type: 'vector', ...source })
    for (const it of vectorStyles(base, palette)) map.addLayer(it)
  } else {
    map.addSource(baseSource, { type: 'raster', tileSize: 256, ...source })
    map.addLayer({
      id: 'base:picture',
      source: baseSource,
      type: 'raster',
      paint: {
        'raster-opacity': base.opacity,
        'raster-saturation': base.isGrey ? -1 : 0,
        'raster-brightness-max': Number(palette.picture) || 1,
        'raster-fade-duration': 0,
      },
    })
  }
}

type Part = { readonly layers: readonly string[]; readonly style: (opacity: number) => object }

/** What each kind of layer is called in OpenMapTiles and in Protomaps, the lowest first. */
const partsOf = ({ isGrey }: MapBase, palette: Palette): Part[] => {
  const fill = (colour: string) => (opacity: number) => ({
    type: 'fill',
    paint: { 'fill-color': colour, 'fill-opacity': opacity },
  })
  const line =
    (colour: string, width: unknown, more: object = {}) =>
    (opacity: number) => ({
      type: 'line',
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': colour, 'line-width': width, 'line-opacity': opacity, ...more },
    })
  const [water, wood] = isGrey ? [palette.built, palette.ground] : [palette.water, palette.wood]
  return [
    { layers: ['earth'], style: fill(palette.land) },
    { layers: ['landcover', 'park', 'globallandcover'], style: fill(wood) },
    {
      layers: ['landuse'],
      style: (opacity) => ({
        type: 'fill',
        paint: {
          'fill-color': ['match', kindOf, greens, wood, palette.built],
          'fill-opacity': ['match', kindOf, greens, opacity, opacity * 0.5],
        },
      }),
    },
    { layers: ['water'], style: fill(water) },
    { layers: ['waterway'], style: line(water, byZoom(8, 0.6, 16, 4)) },
    { layers: ['building', 'buildings'], style: fill(palette.built) },
    { layers: ['transportation', 'roads'], style: line(palette.line, roadWidth(2.4)) },
    { layers: ['transportation', 'roads'], style: line(palette.road, roadWidth(0)) },
    {
      layers: ['boundary', 'boundaries'],
      style: line(palette.strong, 0.8, { 'line-dasharray': [4, 2] }),
    },
  ]
}

const kindOf = ['coalesce', ['get', 'class'], ['get', 'kind'], ['get', 'pmap:kind'], '']
const greens = [
  'park',
  'wood',
  'forest',
  'grass',
  'garden',
  'cemetery',
  'nature_reserve',
  'meadow',
  'pitch',
  'farmland',
]

const byZoom = (from: number, thin: number, to: number, wide: number): unknown => [
  'interpolate',
  ['exponential', 1.5],
  ['zoom'],
  from,
  thin,
  to,
  wide,
]

const large = ['motorway', 'trunk', 'highway', 'primary', 'major_road']
const roadWidth = (edge: number): unknown => [
  'interpolate',
  ['exponential', 1.5],
  ['zoom'],
  8,
  ['match', kindOf, large, 1 + edge / 2, 0.2],
  13,
  ['match', kindOf, large, 3 + edge, 1 + edge / 2],
  17,
  ['match', kindOf, large, 12 + edge, 7 + edge],
]

const nameOf = [
  'coalesce',
  ['get', 'name:zh-Hans'],
  ['get', 'name:zh'],
  ['get', 'name_zh'],
  ['get', 'name'],
  '',
]

type Naming = {
  layers: readonly string[]
  size: number
  isAlong: boolean
  fromZoom: number
  filter?: unknown
}

const namings: readonly Naming[] = [
  { layers: ['transportation_name'], size: 11, isAlong: true, fromZoom: 13 },
  { layers: ['roads'], size: 11, isAlong: true, fromZoom: 14 },
  { layers: ['water_name'], size: 11, isAlong: false, fromZoom: 11 },
  { layers: ['poi', 'pois'], size: 11, isAlong: false, fromZoom: 15 },
  { layers: ['place', 'places'], size: 13, isAlong: false, fromZoom: 6 },
]

const labelStyle = ({ size, isAlong }: Naming, palette: Palette) => ({
  type: 'symbol',
  layout: {
    'text-field': nameOf,
    'text-font': ['Noto Sans CJK SC'],
    'text-size': size,
    'symbol-placement': isAlong ? 'line' : 'point',
  },
  paint: { 'text-color': palette.soft, 'text-halo-color': palette.land, 'text-halo-width': 1.4 },
})

/** The drawing of a vector base map; layers that it does not have are left out. */
export function vectorStyles(base: MapBase, palette: Palette): LayerSpecification[] {
  const has = (name: string): boolean => base.vectorLayers.includes(name)
  const drawn = partsOf(base, palette).flatMap(({ layers, style }, part) =>
    layers.filter(has).map((name) => ({
      ...style(base.opacity),
      id: `base:${name}:${part}`,
      source: baseSource,
      'source-layer': name,
      ...(part === 1 || part === 2 || part === 3 || part === 5 ? { filter: onlyAreas } : {}),
    })),
  )
  const named = namings.flatMap((it) =>
    it.layers.filter(has).map((name) => ({
      ...labelStyle(it, palette),
      id: `base:${name}:label`,
      source: baseSource,
      'source-layer': name,
      minzoom: it.fromZoom,
    })),
  )
  return [...drawn, ...named] as unknown as LayerSpecification[]
}

const onlyAreas: FilterSpecification = ['==', ['geometry-type'], 'Polygon']
