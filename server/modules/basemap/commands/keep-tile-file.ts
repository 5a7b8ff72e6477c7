/** Keeps a file of tiles that was read and stored; a base map may then be drawn from it. */
import type { TileFileFacts, TileFileView } from '#domain/basemap/base-map.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { writeTileFile } from '../store.ts'

type KeepTileFile = {
  readonly fileName: string
  readonly file: string
  readonly bytes: number
  readonly facts: TileFileFacts
}

export const keepTileFile: Command<KeepTileFile, TileFileView> = {
  name: 'basemap-file.keep',
  permission: 'basemap.manage',
  async run({ adcode, now, write, concerns }, input) {
    const id = newId()
    writeTileFile(write, adcode, { id, ...input }, now)
    concerns(id)
    return { id, fileName: input.fileName, bytes: input.bytes, ...input.facts }
  },
}
