/** The map library behind a small face; this file is loaded only when a map is shown. */
import type { FeatureCollection } from 'geojson'
import {
  type GeoJSONSource,
  Map as LibreMap,
  type MapMouseEvent,
  setWorkerUrl,
  type VectorTileSource,
} from 'maplibre-gl'
import 'maplibre-gl/dist/maplibre-gl.css'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { addBase, baseSource } from './map-base.ts'
import { type DragHears, hearDrags } from './map-drag.ts'
import type { Bounds, MapBase, MapCamera, MapLayer, MapPoint, MapTiles, Position } from './map-layer.ts'
import { type SketchMode, sketch } from './map-sketch.ts'
import { emptyStyle, type Palette, pointStyles, toLayerStyles } from './map-style.ts'
import { addMarks, tileStyles } from './map-tiles.ts'

setWorkerUrl(workerUrl)

/** Everything that a map shows. */
export type MapContent = {
  readonly base: MapBase | undefined
  readonly layers: readonly MapLayer[]
  readonly points: readonly MapPoint[]
  readonly tiles: readonly MapTiles[]
}

export type MapEngine = {
  draw(content: MapContent, palette: Palette): void
  /** Reads the tiles that are shown again, without taking them away meanwhile. */
  refresh(): void
  /** Asks for the tiles of the base map again, after some could not be had. */
  refreshBase(): void
  /** What is shown, as a picture for paper. */
  picture(): string
  /** Begins a drawing; what is returned gives it up. */
  sketch(mode: SketchMode, done: (ring: readonly Position[] | undefined) => void): () => void
  look(camera: MapCamera): void
  /** Shows all of `bounds`, right of what covers the first `insetPixels`. */
  show(bounds: Bounds, options: { readonly isAnimated: boolean; readonly insetPixels: number }): void
  zoom(step: number): void
  destroy(): void
}

/** Why a tile could not be had; what the server replied stands in `body`. */
export type TileFailure = { readonly message: string; readonly body?: unknown }

export type MapHears = DragHears & {
  readonly pick: (position: Position) => void
  readonly choose: (id: string, from: string) => void
  readonly move: (bounds: Bounds, camera: MapCamera) => void
  /** Everything asked for is drawn. */
  readonly ready: () => void
  readonly fail: (reason: string) => void
  /** A tile of the base map could not be had: everything else goes on. Undefined as soon as one could. */
  readonly baseFail: (error: TileFailure | undefined) => void
}

const pointSource = 'points'

const toCollection = (points: readonly MapPoint[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: points.map((it) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [...it.position] },
    properties: { id: it.id, text: it.text, tone: it.tone },
  })),
})

/** Tiles are asked of our own server by their full address, because a worker asks for them. */
const toAddress = (path: string): string => `${location.origin}${path}`

/** Puts layers, tiles and points on a map that is ready; renews only the data when the same ones are drawn again. */
function createDrawing(map: LibreMap) {
  let drawn = new Map<string, unknown>()
  let drawnPalette: Palette | undefined
  let drawnBase: string | undefined
  const clear = (): void => {
    for (const it of map.getStyle().layers) if (it.id !== 'ground') map.removeLayer(it.id)
    for (const it of Object.keys(map.getStyle().sources)) map.removeSource(it)
  }
  const build = ({ base, layers, points, tiles }: MapContent, palette: Palette): void => {
    clear()
    map.setPaintProperty('ground', 'background-color', palette.ground)
    if (base) addBase(map, { ...base, url: toAddress(base.url) }, palette)
    for (const it of layers) map.addSource(it.id, { type: 'geojson', data: it.data })
    const styles = layers.flatMap((it) => toLayerStyles(it, palette, base !== undefined))
    // Labels above every line and area, so that no border runs through a word.
    for (const it of styles) if (it.type !== 'symbol') map.addLayer(it)
    for (const it of styles) if (it.type === 'symbol') map.addLayer(it)
    for (const it of tiles) {
      map.addSource(it.id, { type: 'vector', tiles: [toAddress(it.url)], minzoom: 0, maxzoom: 18 })
      addMarks(map, it, palette)
      for (const style of tileStyles(it, palette)) map.addLayer(style)
    }
    map.addSource(pointSource, { type: 'geojson', data: toCollection(points) })
    for (const it of pointStyles(pointSource, palette)) map.addLayer(it)
  }
  return (content: MapContent, palette: Palette): void => {
    const { base, layers, points, tiles } = content
    const ids = [...layers, ...tiles].map((it) => it.id)
    if (
      drawnPalette === palette &&
      drawnBase === JSON.stringify(base) &&
      ids.join() === [...drawn.keys()].join()
    ) {
      for (const it of layers)
        if (drawn.get(it.id) !== it.data) map.getSource<GeoJSONSource>(it.id)?.setData(it.data)
      for (const it of tiles)
        if (drawn.get(it.id) !== it.url) map.getSource<VectorTileSource>(it.id)?.setTiles([toAddress(it.url)])
      map.getSource<GeoJSONSource>(pointSource)?.setData(toCollection(points))
    } else build(content, palette)
    drawn = new Map<string, unknown>([
      ...layers.map((it): [string, unknown] => [it.id, it.data]),
      ...tiles.map((it): [string, unknown] => [it.id, it.url]),
    ])
    drawnPalette = palette
    drawnBase = JSON.stringify(base)
  }
}

/** What lies under a click: a point, a mark or a bubble, the uppermost first. */
function findHit(map: LibreMap, event: MapMouseEvent) {
  const layers = map
    .getStyle()
    .layers.map((it) => it.id)
    .filter((it) => it === `${pointSource}:dot` || it.endsWith(':mark') || it.endsWith(':cell'))
  const [hit] = layers.length ? map.queryRenderedFeatures(event.point, { layers }) : []
  return hit
}

/** Tells what happens on the map. */
function hearMap(map: LibreMap, hears: MapHears, isSketching: () => boolean): void {
  const isDragging = hearDrags(map, `${pointSource}:dot`, hears)
  map.on('error', (event) => {
    const { error, sourceId } = event as typeof event & { sourceId?: string }
    if (sourceId === baseSource) hears.baseFail(error)
    else hears.fail(error.message)
  })
  map.on('sourcedata', ({ sourceId, tile }) => {
    if (sourceId === baseSource && (tile as { state?: string } | undefined)?.state === 'loaded')
      hears.baseFail(undefined)
  })
  map.on('moveend', () => {
    const it = map.getBounds()
    const { lng, lat } = map.getCenter()
    hears.move([it.getWest(), it.getSouth(), it.getEast(), it.getNorth()], {
      at: [lng, lat],
      zoom: map.getZoom(),
    })
  })
  map.on('mousemove', (event) => {
    if (!isSketching() && !isDragging()) map.getCanvas().style.cursor = findHit(map, event) ? 'pointer' : ''
  })
  map.on('click', (event) => {
    if (isSketching()) return
    const hit = findHit(map, event)
    const id: unknown = hit?.properties['id']
    if (typeof id === 'string') hears.choose(id, hit?.source ?? '')
    else if (hit) map.easeTo({ center: event.lngLat, zoom: Math.min(18, map.getZoom() + 2) })
    else hears.pick([event.lngLat.lng, event.lngLat.lat])
  })
}

/** Opens a map in `container`. */
export function openMap(container: HTMLElement, palette: Palette, name: string, hears: MapHears): MapEngine {
  const map = new LibreMap({
    container,
    style: emptyStyle(palette),
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    maxZoom: 19,
    localIdeographFontFamily: 'PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif',
    locale: { 'Map.Title': name },
  })
  map.touchZoomRotate.disableRotation()
  let endSketch: (() => void) | undefined
  hearMap(map, hears, () => endSketch !== undefined)
  const draw = createDrawing(map)
  let isReady = false
  let waiting: (() => void) | undefined
  map.on('load', () => {
    isReady = true
    waiting?.()
    waiting = undefined
    map.on('idle', hears.ready)
  })
  return {
    draw: (content, colours) => {
      if (isReady) draw(content, colours)
      else waiting = () => draw(content, colours)
    },
    refresh: () => {
      for (const [id, source] of Object.entries(map.getStyle().sources))
        if (source.type === 'vector' && id !== baseSource) map.refreshTiles(id)
    },
    refreshBase: () => {
      if (map.getSource(baseSource)) map.refreshTiles(baseSource)
    },
    picture: () => {
      // What was drawn is gone as soon as the browser has shown it, so it is drawn once more.
      map.redraw()
      return map.getCanvas().toDataURL('image/png')
    },
    sketch: (mode, done) => {
      endSketch?.()
      const end = sketch(map, mode, palette.accent, (ring) => {
        // The click that ends a drawing is not one on what lies under it.
        setTimeout(() => {
          endSketch = undefined
        })
        done(ring)
      })
      endSketch = end
      return () => endSketch?.()
    },
    look: ({ at, zoom }) => map.jumpTo({ center: [at[0], at[1]], zoom }),
    show: ([west, south, east, north], { isAnimated, insetPixels }) =>
      map.fitBounds([west, south, east, north], {
        padding: { top: 24, right: 24, bottom: 24, left: 24 + insetPixels },
        maxZoom: 17,
        animate: isAnimated,
        duration: 300,
      }),
    zoom: (step) => map.zoomTo(map.getZoom() + step),
    destroy: () => map.remove(),
  }
}
