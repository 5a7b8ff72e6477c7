/** Base maps over HTTP: the list, their tiles, their administration, and files by upload. */
import type { z } from 'zod'
import * as contract from '#domain/basemap/contract.ts'
import { BasemapProblem } from '#domain/basemap/problems.ts'
import type { TileNumber } from '#domain/basemap/tile-address.ts'
import { chinaDayOf } from '#domain/china-time.ts'
import type { FileStore } from '#platform/files/file-store.ts'
import { answer, type HandlerContext, handle, type Route, serve } from '#platform/http/serve.ts'
import { bringTileFile } from './bring-tile-file.ts'
import { changeBaseMap } from './commands/change-base-map.ts'
import { chooseDefault } from './commands/choose-default.ts'
import { createBaseMap } from './commands/create-base-map.ts'
import { endBaseMap } from './commands/end-base-map.ts'
import { readDraft } from './preview.ts'
import { getSeenBaseMap } from './queries/get-seen-base-map.ts'
import { listBaseMaps } from './queries/list-base-maps.ts'
import { surveyBaseMaps } from './queries/survey-base-maps.ts'
import { sendBaseMapTile } from './send-base-map-tile.ts'
import { readCapabilities } from './service/read-capabilities.ts'
import type { Drawable, TileSource } from './tiles/get-tile.ts'

/** What the browser may send; larger files come by the command line. */
const uploadLimitBytes = 4 * 1_073_741_824

async function upload(files: FileStore, { request, act, actor, db, now, requestId }: HandlerContext) {
  const part = request.isMultipart()
    ? await request.file({ limits: { fileSize: uploadLimitBytes }, throwFileSizeLimit: false })
    : undefined
  if (!part) throw BasemapProblem.fileMissing({})
  const bringing = { db, act, actor, files, adcode: actor.adcode, onDate: chinaDayOf(now), requestId }
  const name = part.filename.replaceAll(/[\p{C}\\/]/gu, '').slice(0, 120)
  const whole = async function* (): AsyncIterable<Uint8Array> {
    yield* part.file
    if (part.file.truncated) throw BasemapProblem.fileTooLarge({ limitBytes: uploadLimitBytes })
  }
  return bringTileFile(bringing, name, whole())
}

async function sendTile(
  source: TileSource,
  context: HandlerContext,
  map: Drawable,
  tile: TileNumber,
): Promise<undefined> {
  const bytes = await source.getTile(map, tile)
  if (!bytes) throw BasemapProblem.noTile(tile)
  await sendBaseMapTile(context, bytes, {
    isKept: map.cacheKey !== undefined,
    isForEverybody: map.isForEverybody ?? false,
  })
}

type TileInput = z.output<typeof contract.baseMapTileEndpoint.params>
type PreviewInput = z.output<typeof contract.previewTileEndpoint.params> &
  z.output<typeof contract.previewTileEndpoint.query>

/** The routes on a store of files and a source of tiles. */
export const basemapRoutes = (files: FileStore, source: TileSource): Route[] => [
  answer(contract.listBaseMapsEndpoint, listBaseMaps),
  answer(contract.surveyBaseMapsEndpoint, surveyBaseMaps),
  serve(contract.createBaseMapEndpoint, createBaseMap),
  serve(contract.chooseDefaultEndpoint, chooseDefault),
  serve(contract.changeBaseMapEndpoint, changeBaseMap),
  serve(contract.endBaseMapEndpoint, endBaseMap),
  handle(contract.uploadTileFileEndpoint, (context) => upload(files, context)),
  handle(contract.readCapabilitiesEndpoint, async (_context, { url }) => ({
    layers: await readCapabilities(url),
  })),
  handle(contract.baseMapTileEndpoint, async (context, { id, ...tile }: TileInput) =>
    sendTile(source, context, await getSeenBaseMap(context.db, context.actor, id), tile),
  ),
  handle(contract.previewTileEndpoint, async (context, { draft, ...tile }: PreviewInput) =>
    sendTile(source, context, await readDraft(context, draft), tile),
  ),
]
