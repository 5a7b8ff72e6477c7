/** Vector tiles of things by kind: single things as marks in colour and shape, many as a bubble with their number. */
import type { LayerSpecification, Map as LibreMap } from 'maplibre-gl'
import type { MapTiles, MarkShape } from './map-layer.ts'
import type { Palette } from './map-style.ts'

type Tone = MapTiles['kinds'][number]['tone']

const colourOf = (tone: Tone, palette: Palette): string =>
  tone === 'faint' ? palette.soft : tone === 'main' ? palette.accent : palette[tone]

/** The same outlines as those of the badge beside the map, on a square of 12. */
const outlines: Readonly<Record<MarkShape, string>> = {
  circle: 'M6 1.2a4.8 4.8 0 1 0 0 9.6a4.8 4.8 0 1 0 0-9.6z',
  triangle: 'M6 .6 11.8 11H.2z',
  octagon: 'M3.6.5h4.8l3.1 3.1v4.8l-3.1 3.1H3.6L.5 8.4V3.6z',
  bars: 'M1.6 1.2h3.4v9.6H1.6zM7 1.2h3.4v9.6H7z',
  square: 'M2 2h8v8H2z',
}

const markName = (tiles: MapTiles, kind: string): string => `${tiles.id}:${kind}`

function drawMark(shape: MarkShape, colour: string, edge: string): ImageData | undefined {
  const size = 36
  const canvas = document.createElement('canvas')
  canvas.width = size
  canvas.height = size
  const context = canvas.getContext('2d')
  if (!context) return undefined
  context.translate(3, 3)
  context.scale((size - 6) / 12, (size - 6) / 12)
  const path = new Path2D(outlines[shape])
  context.lineWidth = 1.6
  context.lineJoin = 'round'
  context.strokeStyle = edge
  context.stroke(path)
  context.fillStyle = colour
  context.fill(path)
  return context.getImageData(0, 0, size, size)
}

/** Puts the marks of every kind into the map, in the colours of the theme. */
export function addMarks(map: LibreMap, tiles: MapTiles, palette: Palette): void {
  for (const { name, tone, shape } of tiles.kinds) {
    const id = markName(tiles, name)
    if (map.hasImage(id)) map.removeImage(id)
    const image = drawMark(shape, colourOf(tone, palette), palette.land)
    if (image) map.addImage(id, image, { pixelRatio: 2 })
  }
}

/** For each kind its name and a value, as the expression `match` wants them. */
const ofKinds = <Value>(
  kinds: MapTiles['kinds'],
  toValue: (kind: MapTiles['kinds'][number], rank: number) => Value,
): (string | Value)[] => kinds.flatMap((kind, rank) => [kind.name, toValue(kind, rank)])

const bubbleStyles = ({ id, layer, kinds, size = 1 }: MapTiles, palette: Palette): LayerSpecification[] => {
  // Lesser things stand aside, so that the numbers of both can be read.
  const aside = size < 1 ? [18, 18] : [0, 0]
  const common = { source: id, 'source-layer': layer, filter: ['has', 'total'] }
  const worst = kinds.flatMap((kind) => [
    ['>', ['coalesce', ['get', kind.name], 0], 0],
    colourOf(kind.tone, palette),
  ])
  const bubble = {
    ...common,
    id: `${id}:cell`,
    type: 'circle',
    layout: { 'circle-sort-key': ['get', 'total'] },
    paint: {
      'circle-radius': [
        'interpolate',
        ['linear'],
        ['log10', ['get', 'total']],
        0,
        9,
        1,
        12,
        2,
        16,
        3,
        20,
        5,
        28,
      ],
      'circle-color': palette.land,
      'circle-translate': aside,
      'circle-opacity': 0.94,
      'circle-stroke-width': 3,
      'circle-stroke-color': ['case', ...worst, palette.soft],
    },
  }
  const total = {
    ...common,
    id: `${id}:total`,
    type: 'symbol',
    layout: {
      'text-field': ['to-string', ['get', 'total']],
      'text-font': ['Noto Sans CJK SC'],
      'text-size': 12,
      'text-allow-overlap': true,
      'text-ignore-placement': true,
    },
    paint: { 'text-color': palette.ink, 'text-translate': aside },
  }
  return [bubble, total] as unknown as LayerSpecification[]
}

const markStyle = (tiles: MapTiles): LayerSpecification => {
  const { id, layer, kinds, size = 1 } = tiles
  const other = markName(tiles, kinds.at(-1)?.name ?? '')
  const style = {
    source: id,
    'source-layer': layer,
    filter: ['has', 'kind'],
    id: `${id}:mark`,
    type: 'symbol',
    layout: {
      'icon-image': ['match', ['get', 'kind'], ...ofKinds(kinds, (it) => markName(tiles, it.name)), other],
      'icon-size': ['interpolate', ['linear'], ['zoom'], 13, 0.8 * size, 17, 1.2 * size],
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
      'symbol-sort-key': ['match', ['get', 'kind'], ...ofKinds(kinds, (_it, rank) => -rank), -99],
    },
  }
  return style as unknown as LayerSpecification
}

/** How tiles are drawn: bubbles in the colour of the most urgent kind they hold, marks with the most urgent on top. */
export const tileStyles = (tiles: MapTiles, palette: Palette): LayerSpecification[] => [
  ...bubbleStyles(tiles, palette),
  markStyle(tiles),
]
