/** A file of tiles that is open for reading, whatever its format. Tiles are numbered from the north-west on Web Mercator. */
import type { TileFileFacts, TileType } from '#domain/basemap/base-map.ts'
import { BasemapProblem } from '#domain/basemap/problems.ts'
import type { TileNumber } from '#domain/basemap/tile-address.ts'
import type { Problem } from '#domain/problem.ts'

export type TileFile = {
  readonly facts: TileFileFacts
  /** The tile's bytes, a vector tile unpacked; undefined where the file has none. */
  getTile(tile: TileNumber): Promise<Uint8Array | undefined>
  close(): Promise<void>
}

/** A file that cannot be used, with the reason in both languages. */
export const unusable = (file: string, zh: string, en: string): Problem =>
  BasemapProblem.fileUnreadable({ file, reason: { zh, en } })

const startsWith = (bytes: Uint8Array, start: readonly number[], at = 0): boolean =>
  start.every((it, index) => bytes[at + index] === it)

/** The kind of picture, by its first bytes; undefined for anything else. */
export function pictureTypeOf(bytes: Uint8Array): Exclude<TileType, 'pbf'> | undefined {
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47])) return 'png'
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'jpg'
  if (startsWith(bytes, [0x52, 0x49, 0x46, 0x46]) && startsWith(bytes, [0x57, 0x45, 0x42, 0x50], 8))
    return 'webp'
  return undefined
}

/** The north-west corner and the size of the world on Web Mercator, in metres. */
export const mercatorEdge = 20_037_508.342789244

/** Degrees of a position on Web Mercator in metres. */
export const mercatorToDegrees = (x: number, y: number): [number, number] => [
  (x / mercatorEdge) * 180,
  (Math.atan(Math.sinh((y / mercatorEdge) * Math.PI)) * 180) / Math.PI,
]

/** The deepest zoom that maps ask for. */
export const deepestZoom = 20

/** Bounds in degrees of a stretch of tiles at a zoom, both ends included. */
export function boundsOfTiles(
  z: number,
  { west, north, east, south }: { west: number; north: number; east: number; south: number },
): [number, number, number, number] {
  const step = (2 * mercatorEdge) / 2 ** z
  const [w, n] = mercatorToDegrees(west * step - mercatorEdge, mercatorEdge - north * step)
  const [e, s] = mercatorToDegrees((east + 1) * step - mercatorEdge, mercatorEdge - (south + 1) * step)
  return [w, s, e, n]
}
