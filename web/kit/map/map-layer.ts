/** What a map is asked to draw: GeoJSON from our own server, and how each kind of thing looks. */
import type { FeatureCollection } from 'geojson'

/** `[lng, lat]` in CGCS2000 degrees. */
export type Position = readonly [number, number]

/** West, south, east, north. */
export type Bounds = readonly [number, number, number, number]

export type MapLook = 'border' | 'area' | 'line' | 'place' | 'cell' | 'zone' | 'drawn'

export type MapLayer = {
  readonly id: string
  readonly look: MapLook
  readonly data: FeatureCollection
  /** The property that names a feature on the map. */
  readonly label?: string
  /** Not drawn when farther away than this zoom. */
  readonly fromZoom?: number
  /** Streets and names that a base map draws itself: left out while one lies below. */
  readonly isGround?: boolean
}

/** What lies under everything else: pictures or vector tiles from our own server, and what must be said of them. */
export type MapBase = {
  readonly id: string
  readonly name: string
  /** The path with `{z}/{x}/{y}`. */
  readonly url: string
  readonly picture: 'raster' | 'vector'
  /** The layers of vector tiles. */
  readonly vectorLayers: readonly string[]
  readonly minZoom: number
  readonly maxZoom: number
  readonly bounds: Bounds | null
  readonly opacity: number
  readonly isGrey: boolean
  readonly attribution: string
  readonly reviewNumber: string | null
}

export type MapPoint = {
  readonly id: string
  readonly position: Position
  readonly text: string
  readonly tone: 'main' | 'red' | 'yellow' | 'green' | 'faint'
}

export type MarkShape = 'circle' | 'triangle' | 'octagon' | 'bars' | 'square'

/** Vector tiles from our own server: single things with a `kind`, or how many of each kind there are in a cell. */
export type MapTiles = {
  readonly id: string
  /** The layer's name in the tile. */
  readonly layer: string
  /** The path with `{z}/{x}/{y}`. */
  readonly url: string
  /** Size of the marks; 1 when absent. */
  readonly size?: number
  /** Most urgent first. */
  readonly kinds: readonly {
    readonly name: string
    readonly tone: MapPoint['tone']
    readonly shape: MarkShape
  }[]
}

/** Middle and zoom of what is shown. */
export type MapCamera = { readonly at: Position; readonly zoom: number }

/** The box around all positions of some GeoJSON; undefined when there is none. */
export function boundsOf(collections: readonly FeatureCollection[]): Bounds | undefined {
  let box: [number, number, number, number] | undefined
  const visit = (it: unknown): void => {
    if (!Array.isArray(it)) return
    const [lng, lat] = it as unknown[]
    if (typeof lng === 'number' && typeof lat === 'number') {
      box = box
        ? [Math.min(box[0], lng), Math.min(box[1], lat), Math.max(box[2], lng), Math.max(box[3], lat)]
        : [lng, lat, lng, lat]
      return
    }
    for (const one of it) visit(one)
  }
  for (const collection of collections)
    for (const { geometry } of collection.features)
      if (geometry && 'coordinates' in geometry) visit(geometry.coordinates)
  return box
}

/** The box around some points, widened so that one point alone does not fill the screen. */
export function boundsAround(points: readonly Position[], marginDegrees: number): Bounds | undefined {
  if (points.length === 0) return undefined
  const lngs = points.map((it) => it[0])
  const lats = points.map((it) => it[1])
  return [
    Math.min(...lngs) - marginDegrees,
    Math.min(...lats) - marginDegrees,
    Math.max(...lngs) + marginDegrees,
    Math.max(...lats) + marginDegrees,
  ]
}
