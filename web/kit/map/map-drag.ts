/** Points that are dragged with the mouse or one finger; a press that does not move stays a click. */
import type { Map as LibreMap, MapMouseEvent, MapTouchEvent } from 'maplibre-gl'
import type { Position } from './map-layer.ts'

export type DragHears = {
  /** Whether a point may be dragged now. */
  readonly canDrag: (id: string) => boolean
  readonly drag: (id: string, to: Position) => void
  /** It was let go there, or given up when there is no place. */
  readonly drop: (id: string, at: Position | undefined) => void
}

/** A press that moves less is a click, as the map itself has it. */
const clickPixels = 3
/** How near a press must be: a finger covers more than a mouse. */
const reach = { mouse: 4, touch: 16 } as const

type Press = MapMouseEvent | MapTouchEvent

/** Listens for drags of points of `layer`; says whether one is under way. */
export function hearDrags(map: LibreMap, layer: string, hears: DragHears): () => boolean {
  let held: { id: string; x: number; y: number; isMoving: boolean } | undefined
  const findAt = ({ x, y }: Press['point'], pixels: number): string | undefined => {
    if (!map.getLayer(layer)) return undefined
    const box: [[number, number], [number, number]] = [
      [x - pixels, y - pixels],
      [x + pixels, y + pixels],
    ]
    const ids = map
      .queryRenderedFeatures(box, { layers: [layer] })
      .map((it): unknown => it.properties['id'])
      .filter((it) => typeof it === 'string')
    return ids.find(hears.canDrag)
  }
  const end = (at: Position | undefined): void => {
    const ended = held
    held = undefined
    map.getCanvas().style.cursor = ''
    if (ended?.isMoving) hears.drop(ended.id, at)
  }
  const press =
    (pixels: number) =>
    (event: Press): void => {
      // A second finger is there to zoom.
      const isPinch = 'points' in event && event.points.length > 1
      if (isPinch) end(undefined)
      const id = isPinch ? undefined : findAt(event.point, pixels)
      if (id === undefined) return
      event.preventDefault()
      held = { id, x: event.point.x, y: event.point.y, isMoving: false }
    }
  const move = (event: Press): void => {
    if (!held) return
    const isFar = Math.hypot(event.point.x - held.x, event.point.y - held.y) >= clickPixels
    if (!held.isMoving && !isFar) return
    held.isMoving = true
    map.getCanvas().style.cursor = 'grabbing'
    hears.drag(held.id, [event.lngLat.lng, event.lngLat.lat])
  }
  const release = (event: Press): void => end([event.lngLat.lng, event.lngLat.lat])
  map.on('mousedown', press(reach.mouse))
  map.on('touchstart', press(reach.touch))
  map.on('mousemove', move)
  map.on('touchmove', move)
  map.on('mouseup', release)
  map.on('touchend', release)
  map.on('touchcancel', () => end(undefined))
  const giveUp = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !held) return
    // It lets go of the point and of nothing else.
    event.preventDefault()
    end(undefined)
  }
  /** Who lets go beside the map gives it up. */
  const letGo = (event: Event): void => {
    if (held && event.target instanceof Node && !map.getCanvasContainer().contains(event.target))
      end(undefined)
  }
  window.addEventListener('keydown', giveUp, true)
  window.addEventListener('mouseup', letGo)
  map.once('remove', () => {
    window.removeEventListener('keydown', giveUp, true)
    window.removeEventListener('mouseup', letGo)
  })
  return () => held?.isMoving ?? false
}
