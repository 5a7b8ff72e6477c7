/** Draws the map of one place for paper. Other modules ask through the door for it; it is drawn anew each time, off the main thread. */
import sharp from 'sharp'
import { type LocationMap, type LocationMapFacts, locationMapSize } from '#domain/basemap/location-map.ts'
import type { QueryContext } from '#platform/query.ts'
import { findPrintBaseMap } from '../queries/find-print-base-map.ts'
import type { TileSource } from '../tiles/get-tile.ts'
import { clipLines } from './clip-lines.ts'
import { drawGround } from './draw-ground.ts'
import { type Frame, frameAround } from './frame.ts'
import { type Place, readGround } from './ground.ts'
import { layBaseMap } from './lay-base-map.ts'

/** Whoever prints waits this long for a base map, and no longer. */
const usualLongestMs = 5000

/** Draws the map of a place for whoever asks; a base map that cannot be had is told in the facts, never thrown. */
export type DrawLocationMap = (context: QueryContext, place: Place) => Promise<LocationMap>

type Under = { readonly pixels: Buffer | undefined; readonly facts: LocationMapFacts['baseMap'] }

async function findUnder(
  source: TileSource,
  { db, actor }: QueryContext,
  frame: Frame,
  longestMs: number,
): Promise<Under> {
  const found = await findPrintBaseMap(db, actor)
  if ('why' in found) return { pixels: undefined, facts: { kind: 'none', ...found } }
  const { map } = found
  const { name, attribution, reviewNumber, noReviewReason } = map
  const laid = await layBaseMap(source, map, frame, longestMs)
  if ('why' in laid) return { pixels: undefined, facts: { kind: 'none', why: laid.why, name } }
  const { pixels, isPartial } = laid
  return { pixels, facts: { kind: 'laid', name, attribution, reviewNumber, noReviewReason, isPartial } }
}

/** Makes the drawer on a source of tiles. */
export const createLocationMapDrawer =
  (source: TileSource, longestMs = usualLongestMs): DrawLocationMap =>
  async (context, place) => {
    const frame = frameAround(place.point)
    const under = await findUnder(source, context, frame, longestMs)
    const ground = await readGround(context, place, frame, under.pixels === undefined)
    const sheet = under.pixels
      ? sharp(under.pixels)
      : sharp({ create: { ...locationMapSize, channels: 3, background: '#fff' } })
    const picture = await sheet
      .composite([{ input: Buffer.from(drawGround(ground, under.pixels !== undefined)) }])
      .removeAlpha()
      // Lines pack well as they are; a photograph would be a megabyte and more.
      .png(under.pixels ? { palette: true, colours: 256, effort: 2 } : { compressionLevel: 8 })
      .toBuffer()
    return {
      picture: picture.toString('base64'),
      ...locationMapSize,
      baseMap: under.facts,
      hasCell: ground.cell.length > 0,
      hasCommunity: clipLines(ground.community).length > 0,
      hasBorders: ground.county.length + ground.communities.length + ground.cells.length > 0,
      streets: ground.streets.map(({ mark, name }) => ({ mark, name })),
      areBordersSynthetic: ground.areBordersSynthetic,
      areStreetsSynthetic: ground.areStreetsSynthetic,
    }
  }
