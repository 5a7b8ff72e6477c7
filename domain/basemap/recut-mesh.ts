/**
 * A tile whose picture lies in GCJ-02 is cut anew: every pixel of the tile we show is taken from where it lies in the shifted
 * system. Exact shifts are worked out on a mesh over the tile and are bilinear between its knots; neighbours share the knots
 * of their common edge, so no seam appears. Moving a whole tile by one shift would be off by up to half a pixel and leave seams.
 */
import { type Datum, fromCgcs2000 } from '../geography/datum.ts'
import type { TileNumber } from './tile-address.ts'

/** Knots lie at every 1/8 of the tile. */
export const meshSteps = 8

/** Nearer than this the shift (at most about 700 m) is seen; farther out it is less than a pixel. */
export const firstRecutZoom = 7

/** Pixels a tile's side has, whatever the resolution of its picture. */
export const tilePixels = 256

type Pixel = readonly [number, number]

/** Pixels from the north-west of the world at a zoom to degrees. */
export function toDegrees([across, down]: Pixel, zoom: number): [number, number] {
  const side = tilePixels * 2 ** zoom
  const lat = (Math.atan(Math.sinh(Math.PI * (1 - (2 * down) / side))) * 180) / Math.PI
  return [(across / side) * 360 - 180, lat]
}

/** Degrees to pixels from the north-west of the world at a zoom. */
export function toPixels([lng, lat]: Pixel, zoom: number): [number, number] {
  const side = tilePixels * 2 ** zoom
  const sine = Math.sin((lat * Math.PI) / 180)
  return [((lng + 180) / 360) * side, (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * side]
}

/** Where in the world's pixels of `datum` each knot of the tile's mesh lies, row by row from the north. */
export function meshOf({ z, x, y }: TileNumber, datum: Datum): Pixel[] {
  const knots = Array.from({ length: meshSteps + 1 }, (_, index) => (index * tilePixels) / meshSteps)
  return knots.flatMap((down) =>
    knots.map((across): Pixel => {
      const place = toDegrees([x * tilePixels + across, y * tilePixels + down], z)
      return toPixels(fromCgcs2000(place, datum), z)
    }),
  )
}

/** Where in the world's pixels of the mesh's datum a pixel of the tile lies. */
export function placeInMesh(mesh: readonly Pixel[], [across, down]: Pixel): Pixel {
  const step = tilePixels / meshSteps
  const column = Math.min(meshSteps - 1, Math.floor(across / step))
  const row = Math.min(meshSteps - 1, Math.floor(down / step))
  const [u, v] = [across / step - column, down / step - row]
  const at = row * (meshSteps + 1) + column
  const [a, b] = [mesh[at], mesh[at + 1]]
  const [c, d] = [mesh[at + meshSteps + 1], mesh[at + meshSteps + 2]]
  if (!(a && b && c && d)) throw new Error('a mesh has nine by nine knots')
  const mix = (axis: 0 | 1): number =>
    (a[axis] * (1 - u) + b[axis] * u) * (1 - v) + (c[axis] * (1 - u) + d[axis] * u) * v
  return [mix(0), mix(1)]
}
