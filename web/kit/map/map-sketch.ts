/** Drawing on the map with the pointer: a rectangle, a polygon or an open line by its corners, or a free line around something. */
import type { GeoJSONSource, Map as LibreMap, MapMouseEvent } from 'maplibre-gl'
import type { Position } from './map-layer.ts'

export type SketchMode = 'rectangle' | 'polygon' | 'lasso' | 'line'

const source = 'sketch'
/** A free line keeps no corner nearer than this many pixels to the last one. */
const stepPixels = 6
const mostCorners = 390

const rectangle = ([west, north]: Position, [east, south]: Position): Position[] => [
  [west, north],
  [east, north],
  [east, south],
  [west, south],
]

function createPreview(map: LibreMap, colour: string, isOpen: boolean) {
  map.addSource(source, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } })
  map.addLayer({
    id: `${source}:fill`,
    source,
    type: 'fill',
    paint: { 'fill-color': colour, 'fill-opacity': 0.12 },
  })
  map.addLayer({
    id: `${source}:line`,
    source,
    type: 'line',
    paint: { 'line-color': colour, 'line-width': 2, 'line-dasharray': [2, 1] },
  })
  return {
    show: (ring: readonly Position[]): void => {
      const [first] = ring
      const closed = first ? [...ring, first].map((it) => [...it]) : []
      map.getSource<GeoJSONSource>(source)?.setData({
        type: 'Feature',
        properties: {},
        geometry: isOpen
          ? { type: 'LineString', coordinates: ring.map((it) => [...it]) }
          : { type: 'Polygon', coordinates: [closed] },
      })
    },
    remove: (): void => {
      for (const it of [`${source}:fill`, `${source}:line`]) if (map.getLayer(it)) map.removeLayer(it)
      if (map.getSource(source)) map.removeSource(source)
    },
  }
}

/** Begins a drawing; `done` hears its corners, or nothing when it was given up. What is returned gives it up. */
export function sketch(
  map: LibreMap,
  mode: SketchMode,
  colour: string,
  done: (ring: readonly Position[] | undefined) => void,
): () => void {
  const isOpen = mode === 'line'
  const byCorners = mode === 'polygon' || isOpen
  const preview = createPreview(map, colour, isOpen)
  let corners: Position[] = []
  let lastPixel = { x: 0, y: 0 }
  let isDown = false
  const at = (event: MapMouseEvent): Position => [event.lngLat.lng, event.lngLat.lat]
  const finish = (ring: readonly Position[] | undefined): void => {
    for (const [name, hear] of hears) map.off(name, hear)
    window.removeEventListener('keydown', onKey)
    preview.remove()
    map.getCanvas().style.cursor = ''
    map.dragPan.enable()
    map.doubleClickZoom.enable()
    done(ring && ring.length >= (isOpen ? 2 : 3) ? ring : undefined)
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') finish(undefined)
    if (event.key === 'Enter' && byCorners) finish(corners)
  }
  const onDown = (event: MapMouseEvent): void => {
    if (byCorners) return
    event.preventDefault()
    isDown = true
    corners = [at(event)]
    lastPixel = event.point
  }
  const onMove = (event: MapMouseEvent): void => {
    const [first] = corners
    if (byCorners) preview.show([...corners, at(event)])
    else if (isDown && first && mode === 'rectangle') preview.show(rectangle(first, at(event)))
    else if (isDown) {
      const far = Math.hypot(event.point.x - lastPixel.x, event.point.y - lastPixel.y)
      if (far < stepPixels || corners.length >= mostCorners) return
      lastPixel = event.point
      corners.push(at(event))
      preview.show(corners)
    }
  }
  const onUp = (event: MapMouseEvent): void => {
    const [first] = corners
    if (!isDown || !first) return
    finish(mode === 'rectangle' ? rectangle(first, at(event)) : corners)
  }
  const onClick = (event: MapMouseEvent): void => {
    if (byCorners && corners.length < mostCorners) corners.push(at(event))
  }
  const onDouble = (event: MapMouseEvent): void => {
    event.preventDefault()
    // The two clicks of the double click are corners already.
    if (byCorners) finish(corners.slice(0, -1))
  }
  const hears = [
    ['mousedown', onDown],
    ['mousemove', onMove],
    ['mouseup', onUp],
    ['click', onClick],
    ['dblclick', onDouble],
  ] as const
  for (const [name, hear] of hears) map.on(name, hear)
  window.addEventListener('keydown', onKey)
  map.dragPan.disable()
  map.doubleClickZoom.disable()
  map.getCanvas().style.cursor = 'crosshair'
  return () => finish(undefined)
}
