/** The piece of ground that a location map shows, on Web Mercator with its place in the middle. */
import { locationMapMetres, locationMapSize } from '#domain/basemap/location-map.ts'
import { tilePixels, toDegrees, toPixels } from '#domain/basemap/recut-mesh.ts'
import type { Box, Position } from '#domain/geography/geometry.ts'

export type Pixel = readonly [x: number, y: number]

export type Frame = {
  /** Fractional: at this zoom a pixel of the world is a pixel of the picture. */
  readonly zoom: number
  /** The picture's north-western corner in pixels of the world at that zoom. */
  readonly corner: Pixel
  readonly box: Box
  /** Where in the picture a position lies, also when that is outside of it. */
  toPixel(position: Position): Pixel
}

const equatorMetres = 2 * Math.PI * 6_378_137

/** Lays the frame around `point`. */
export function frameAround(point: Position): Frame {
  const { width, height } = locationMapSize
  const shrinking = Math.cos((point[1] * Math.PI) / 180)
  const zoom = Math.log2((equatorMetres * shrinking * width) / (locationMapMetres * tilePixels))
  const [across, down] = toPixels(point, zoom)
  const corner = [across - width / 2, down - height / 2] as const
  const [west, north] = toDegrees(corner, zoom)
  const [east, south] = toDegrees([corner[0] + width, corner[1] + height], zoom)
  return {
    zoom,
    corner,
    box: [west, south, east, north],
    toPixel: (position) => {
      const [x, y] = toPixels(position, zoom)
      return [x - corner[0], y - corner[1]]
    },
  }
}
