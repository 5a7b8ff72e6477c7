/**
 * The tiles of a base map as one picture as large as the frame. Tiles are taken one zoom too far out rather than too near, so
 * that their own letters can be read on paper. A service that fails or takes too long is told, never waited for.
 */
import sharp from 'sharp'
import { locationMapSize, type WhyNoBaseMap } from '#domain/basemap/location-map.ts'
import { tilePixels } from '#domain/basemap/recut-mesh.ts'
import type { TileNumber } from '#domain/basemap/tile-address.ts'
import { Problem } from '#domain/problem.ts'
import type { KeptBaseMap } from '../queries/find-base-maps.ts'
import { toDrawable } from '../queries/get-seen-base-map.ts'
import type { TileSource } from '../tiles/get-tile.ts'
import { asPicture, unpack } from '../tiles/recut-tile.ts'
import type { Frame } from './frame.ts'

export type Laid = { readonly pixels: Buffer; readonly isPartial: boolean } | { readonly why: WhyNoBaseMap }

/** A tile drawn larger than this is a blur that says nothing. */
const mostEnlarged = 8

const whyOf = (code: string): WhyNoBaseMap =>
  code === 'basemap.provider-unreachable'
    ? 'unreachable'
    : code === 'basemap.provider-refused'
      ? 'refused'
      : 'broken'

type Sheet = {
  readonly tiles: readonly (TileNumber & { readonly left: number; readonly top: number })[]
  readonly columns: number
  readonly rows: number
  /** Where the picture begins on the sheet and how large it is there, in its pixels. */
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** The tiles under the frame at a zoom, and where the frame lies on them. */
function sheetOf({ zoom, corner }: Frame, z: number): Sheet {
  const shrink = 2 ** (z - zoom)
  const [left, top] = [corner[0] * shrink, corner[1] * shrink]
  const [width, height] = [locationMapSize.width * shrink, locationMapSize.height * shrink]
  const [west, north] = [Math.floor(left / tilePixels), Math.floor(top / tilePixels)]
  const columns = Math.floor((left + width) / tilePixels) - west + 1
  const rows = Math.floor((top + height) / tilePixels) - north + 1
  const tiles = Array.from({ length: columns * rows }, (_, index) => {
    const [column, row] = [index % columns, Math.floor(index / columns)]
    return { z, x: west + column, y: north + row, left: column * tilePixels, top: row * tilePixels }
  })
  return {
    tiles,
    columns,
    rows,
    left: Math.round(left - west * tilePixels),
    top: Math.round(top - north * tilePixels),
    width: Math.max(1, Math.floor(width)),
    height: Math.max(1, Math.floor(height)),
  }
}

type Look = Pick<KeptBaseMap, 'opacity' | 'isGrey'>

async function join(
  sheet: Sheet,
  parts: readonly { input: Buffer; left: number; top: number }[],
  { opacity, isGrey }: Look,
): Promise<Buffer> {
  const [width, height] = [sheet.columns * tilePixels, sheet.rows * tilePixels]
  const raw = { width: tilePixels, height: tilePixels, channels: 4 as const }
  const whole = await sharp({ create: { width, height, channels: 3, background: '#fff' } })
    .composite(parts.map((it) => ({ ...it, raw })))
    .removeAlpha()
    .raw()
    .toBuffer()
  const cut = sharp(whole, { raw: { width, height, channels: 3 } })
    .extract({ left: sheet.left, top: sheet.top, width: sheet.width, height: sheet.height })
    .resize({ ...locationMapSize, fit: 'fill' })
  return (isGrey ? cut.greyscale().toColourspace('srgb') : cut)
    .linear(opacity, 255 * (1 - opacity))
    .png({ compressionLevel: 1 })
    .toBuffer()
}

async function lay(source: TileSource, map: KeptBaseMap, frame: Frame): Promise<Laid> {
  const z = Math.max(map.minZoom, Math.min(map.maxZoom, Math.floor(frame.zoom)))
  if (2 ** (frame.zoom - z) > mostEnlarged) return { why: 'coarse' }
  // Farther in than the frame there would be hundreds of tiles, each a few pixels large.
  if (z > frame.zoom + 1) return { why: 'coarse' }
  const sheet = sheetOf(frame, z)
  const drawable = toDrawable(map)
  const found = await Promise.all(
    sheet.tiles.map(async ({ left, top, ...tile }) => {
      const bytes = await source.getTile(drawable, tile)
      if (!bytes) return []
      const pixels = await asPicture(map.name, map.name, () => unpack(bytes, tilePixels))
      return [{ input: pixels.pixels, left, top }]
    }),
  )
  const parts = found.flat()
  if (parts.length === 0) return { why: 'empty' }
  return { pixels: await join(sheet, parts, map), isPartial: parts.length < sheet.tiles.length }
}

/** Lays the base map under the frame within `longestMs`, or says why it could not be. */
export async function layBaseMap(
  source: TileSource,
  map: KeptBaseMap,
  frame: Frame,
  longestMs: number,
): Promise<Laid> {
  const { promise: late, resolve } = Promise.withResolvers<Laid>()
  const timer = setTimeout(() => resolve({ why: 'late' }), longestMs)
  try {
    return await Promise.race([lay(source, map, frame), late])
  } catch (error) {
    if (error instanceof Problem) return { why: whyOf(error.code) }
    throw error
  } finally {
    clearTimeout(timer)
  }
}
