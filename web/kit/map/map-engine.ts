/** The map library behind a small face; this file is loaded only when a map is shown. */
import type { FeatureCollection } from 'geojson'
import { type GeoJSONSource, Map as LibreMap, setWorkerUrl } from 'maplibre-gl'
import 'maplibre-gl/dist/maplibre-gl.css'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import type { Bounds, MapLayer, MapPoint, Position } from './map-layer.ts'
import { emptyStyle, type Palette, pointStyles, toLayerStyles } from './map-style.ts'

setWorkerUrl(workerUrl)

export type MapEngine = {
  draw(layers: readonly MapLayer[], points: readonly MapPoint[], palette: Palette): void
  show(bounds: Bounds, isAnimated: boolean): void
  zoom(step: number): void
  destroy(): void
}

export type MapHears = {
  readonly pick: (position: Position) => void
  readonly choose: (id: string) => void
  readonly move: (bounds: Bounds, zoom: number) => void
  /** Everything asked for is drawn. */
  readonly ready: () => void
  readonly fail: (reason: string) => void
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

/** Puts layers and points on a map that is ready; renews only the data when the same layers are drawn again. */
function createDrawing(map: LibreMap) {
  let drawn = new Map<string, unknown>()
  let drawnPalette: Palette | undefined
  const clear = (): void => {
    for (const it of map.getStyle().layers) if (it.id !== 'ground') map.removeLayer(it.id)
    for (const it of Object.keys(map.getStyle().sources)) map.removeSource(it)
  }
  const build = (layers: readonly MapLayer[], points: readonly MapPoint[], palette: Palette): void => {
    clear()
    map.setPaintProperty('ground', 'background-color', palette.ground)
    for (const it of layers) map.addSource(it.id, { type: 'geojson', data: it.data })
    const styles = layers.flatMap((it) => toLayerStyles(it, palette))
    // Labels above every line and area, so that no border runs through a word.
    for (const it of styles) if (it.type !== 'symbol') map.addLayer(it)
    for (const it of styles) if (it.type === 'symbol') map.addLayer(it)
    map.addSource(pointSource, { type: 'geojson', data: toCollection(points) })
    for (const it of pointStyles(pointSource, palette)) map.addLayer(it)
  }
  return (layers: readonly MapLayer[], points: readonly MapPoint[], palette: Palette): void => {
    const isSame = drawnPalette === palette && layers.map((it) => it.id).join() === [...drawn.keys()].join()
    if (isSame) {
      for (const it of layers)
        if (drawn.get(it.id) !== it.data) map.getSource<GeoJSONSource>(it.id)?.setData(it.data)
      map.getSource<GeoJSONSource>(pointSource)?.setData(toCollection(points))
    } else build(layers, points, palette)
    drawn = new Map(layers.map((it) => [it.id, it.data]))
    drawnPalette = palette
  }
}

/** Tells what happens on the map. */
function hearMap(map: LibreMap, hears: MapHears): void {
  map.on('error', (event) => hears.fail(event.error.message))
  map.on('moveend', () => {
    const it = map.getBounds()
    hears.move([it.getWest(), it.getSouth(), it.getEast(), it.getNorth()], map.getZoom())
  })
  map.on('click', (event) => {
    const dots = `${pointSource}:dot`
    const [hit] = map.getLayer(dots) ? map.queryRenderedFeatures(event.point, { layers: [dots] }) : []
    const id: unknown = hit?.properties['id']
    if (typeof id === 'string') hears.choose(id)
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
  hearMap(map, hears)
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
    draw: (layers, points, colours) => {
      if (isReady) draw(layers, points, colours)
      else waiting = () => draw(layers, points, colours)
    },
    show: ([west, south, east, north], isAnimated) =>
      map.fitBounds([west, south, east, north], {
        padding: 24,
        maxZoom: 17,
        animate: isAnimated,
        duration: 300,
      }),
    zoom: (step) => map.zoomTo(map.getZoom() + step),
    destroy: () => map.remove(),
  }
}
