/** The door of base maps: what lies under the county's data on every map. */
import { join } from 'node:path'
import { createFileStore, type FileStore } from '#platform/files/file-store.ts'
import type { Module } from '#platform/module.ts'
import { createOpenTileFiles } from './open-tile-files.ts'
import { forgetBaseMaps } from './queries/get-seen-base-map.ts'
import { basemapRoutes } from './routes.ts'
import { createTileCache } from './service/tile-cache.ts'
import { createTileSource, type TileSource } from './tiles/get-tile.ts'

export { bringTileFile } from './bring-tile-file.ts'
export { createBaseMap } from './commands/create-base-map.ts'
export { createLocationMapDrawer, type DrawLocationMap } from './location-map/draw-location-map.ts'

/** The store of files of tiles, in the folder of the settings. */
export const baseMapFiles = (folder: string): FileStore => createFileStore(join(folder, 'files'))

/** What base maps are kept in and drawn from in this process. */
export type BaseMapHouse = { readonly files: FileStore; readonly source: TileSource }

/** Opens base maps on a folder of this machine: files that were brought in, and tiles of services for a while. */
export function openBaseMaps(folder: string): BaseMapHouse {
  const files = baseMapFiles(folder)
  const cache = createTileCache({
    folder: join(folder, 'cache'),
    now: Date.now,
    tell: (reason) => process.emitWarning(`tiles of base maps cannot be kept: ${reason}`),
  })
  return { files, source: createTileSource(createOpenTileFiles(files), cache) }
}

/** The module on what was opened. */
export const basemapModule = ({ files, source }: BaseMapHouse): Module => ({
  name: 'basemap',
  routes: basemapRoutes(files, source),
  listeners: [forgetBaseMaps],
  // Which maps there are is no secret within the county.
  live: { basemap: () => true },
})
