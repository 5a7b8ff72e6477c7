/** The map's look in the colours of the present theme. */
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl'
import type { MapLayer } from './map-layer.ts'

export type Palette = Readonly<
  Record<
    | 'ground'
    | 'land'
    | 'ink'
    | 'soft'
    | 'line'
    | 'strong'
    | 'accent'
    | 'red'
    | 'yellow'
    | 'green'
    | 'water'
    | 'wood'
    | 'built'
    | 'road'
    | 'picture',
    string
  >
>

/** Reads the palette from the tokens of the page. */
export function readPalette(root: Element): Palette {
  const style = getComputedStyle(root)
  const read = (name: string): string => style.getPropertyValue(name).trim()
  return {
    ground: read('--ground-sunk'),
    land: read('--ground-raised'),
    ink: read('--ink'),
    soft: read('--ink-soft'),
    line: read('--line'),
    strong: read('--line-strong'),
    accent: read('--accent'),
    red: read('--light-red'),
    yellow: read('--light-yellow'),
    green: read('--light-green'),
    water: read('--map-water'),
    wood: read('--map-wood'),
    built: read('--map-built'),
    road: read('--map-road'),
    picture: read('--map-picture'),
  }
}

/** An empty map; labels are drawn with the fonts of the machine, so nothing is fetched. */
export const emptyStyle = (palette: Palette): StyleSpecification => ({
  version: 8,
  sources: {},
  layers: [{ id: 'ground', type: 'background', paint: { 'background-color': palette.ground } }],
})

type Common = { source: string; minzoom?: number }

const labelLayer = (layer: MapLayer, palette: Palette, common: Common): LayerSpecification[] =>
  layer.label === undefined
    ? []
    : [
        {
          ...common,
          id: `${layer.id}:label`,
          type: 'symbol',
          layout: {
            'text-field': ['get', layer.label],
            'text-font': ['Noto Sans CJK SC'],
            'text-size': layer.look === 'area' ? 13 : 12,
            'symbol-placement': layer.look === 'line' ? 'line' : 'point',
            ...(layer.look === 'place'
              ? { 'text-anchor': 'left' as const, 'text-offset': [0.7, 0] as [number, number] }
              : {}),
          },
          paint: {
            'text-color': layer.look === 'area' ? palette.soft : palette.ink,
            'text-halo-color': palette.land,
            'text-halo-width': 1.5,
          },
        },
      ]

/** A feature says its own `colour`, and with `weight` how strongly its ground is filled. */
const zoneStyles = (id: string, common: Common, palette: Palette): LayerSpecification[] => [
  {
    ...common,
    id: `${id}:fill`,
    type: 'fill',
    paint: {
      'fill-color': ['coalesce', ['get', 'colour'], palette.soft],
      'fill-opacity': ['coalesce', ['get', 'weight'], 0.28],
    },
  },
  {
    ...common,
    id: `${id}:line`,
    type: 'line',
    paint: { 'line-color': ['coalesce', ['get', 'colour'], palette.strong], 'line-width': 1.2 },
  },
]

const drawnStyles = (id: string, common: Common, palette: Palette): LayerSpecification[] => [
  {
    ...common,
    id: `${id}:fill`,
    type: 'fill',
    paint: { 'fill-color': palette.accent, 'fill-opacity': 0.1 },
  },
  {
    ...common,
    id: `${id}:line`,
    type: 'line',
    paint: { 'line-color': palette.accent, 'line-width': 2 },
  },
]

/** A light band under a border, so that it is seen on any picture. */
const casing = (
  id: string,
  common: Common,
  palette: Palette,
  hasBase: boolean,
  width: number,
): LayerSpecification[] =>
  hasBase
    ? [
        {
          ...common,
          id: `${id}:casing`,
          type: 'line',
          paint: { 'line-color': palette.land, 'line-width': width, 'line-opacity': 0.75 },
        },
      ]
    : []

const streetStyles = (
  id: string,
  common: Common,
  palette: Palette,
  label: readonly LayerSpecification[],
): LayerSpecification[] => [
  {
    ...common,
    id: `${id}:line`,
    type: 'line',
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': palette.line,
      'line-width': ['interpolate', ['linear'], ['zoom'], 10, 1, 15, 6],
    },
  },
  ...label,
]

/** The drawing of one layer, lowest first; over a base map no ground is painted. */
export function toLayerStyles(layer: MapLayer, palette: Palette, hasBase = false): LayerSpecification[] {
  const common: Common = {
    source: layer.id,
    ...(layer.fromZoom === undefined ? {} : { minzoom: layer.fromZoom }),
  }
  const label = labelLayer(layer, palette, common)
  switch (layer.look) {
    case 'border':
      return [
        {
          ...common,
          id: `${layer.id}:fill`,
          type: 'fill',
          paint: { 'fill-color': palette.land, 'fill-opacity': hasBase ? 0 : 1 },
        },
        ...casing(layer.id, common, palette, hasBase, 6),
        {
          ...common,
          id: `${layer.id}:line`,
          type: 'line',
          paint: { 'line-color': hasBase ? palette.soft : palette.strong, 'line-width': 2 },
        },
        ...label,
      ]
    case 'area':
      return [
        ...casing(layer.id, common, palette, hasBase, 3),
        {
          ...common,
          id: `${layer.id}:line`,
          type: 'line',
          paint: {
            'line-color': hasBase ? palette.soft : palette.strong,
            'line-width': hasBase ? 1.2 : 0.8,
            'line-dasharray': [4, 2],
          },
        },
        ...label,
      ]
    case 'cell':
      return [
        {
          ...common,
          id: `${layer.id}:line`,
          type: 'line',
          paint: { 'line-color': palette.accent, 'line-width': 0.6, 'line-opacity': 0.32 },
        },
        ...label,
      ]
    case 'zone':
      return [...zoneStyles(layer.id, common, palette), ...label]
    case 'drawn':
      return drawnStyles(layer.id, common, palette)
    case 'line':
      return streetStyles(layer.id, common, palette, label)
    case 'place':
      return [
        {
          ...common,
          id: `${layer.id}:dot`,
          type: 'circle',
          paint: { 'circle-radius': 3, 'circle-color': palette.soft },
        },
        ...label,
      ]
  }
}

/** Points of interest above everything else. */
export const pointStyles = (source: string, palette: Palette): LayerSpecification[] => [
  {
    id: `${source}:dot`,
    source,
    type: 'circle',
    // What is most urgent lies on top.
    layout: {
      'circle-sort-key': ['match', ['get', 'tone'], 'main', 4, 'red', 3, 'yellow', 2, 'green', 1, 0],
    },
    paint: {
      'circle-radius': [
        'interpolate',
        ['linear'],
        ['zoom'],
        9,
        ['match', ['get', 'tone'], 'main', 8, 'faint', 3, 4],
        14,
        ['match', ['get', 'tone'], 'main', 8, 'faint', 4, 7],
      ],
      'circle-color': [
        'match',
        ['get', 'tone'],
        'red',
        palette.red,
        'yellow',
        palette.yellow,
        'green',
        palette.green,
        'faint',
        palette.soft,
        palette.accent,
      ],
      'circle-stroke-width': 1.5,
      'circle-stroke-color': palette.land,
    },
  },
  {
    id: `${source}:label`,
    source,
    type: 'symbol',
    filter: ['!=', ['get', 'text'], ''],
    layout: {
      'text-field': ['get', 'text'],
      'text-font': ['Noto Sans CJK SC'],
      'text-size': 12,
      'text-offset': [0, 1.1],
      'text-anchor': 'top',
    },
    paint: { 'text-color': palette.ink, 'text-halo-color': palette.land, 'text-halo-width': 1.5 },
  },
]
