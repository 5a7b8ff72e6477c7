/** Files of tiles that are in use stay open; the one not asked for the longest is closed when there are too many. */
import type { FileStore } from '#platform/files/file-store.ts'
import { openTileFile } from './files/open-tile-file.ts'
import type { TileFile } from './files/tile-file.ts'
import type { KeptFile } from './queries/find-base-maps.ts'

const mostOpen = 8
const graceMs = 30_000

export type OpenTileFiles = {
  /** The open file; undefined when it is no longer in the store. */
  find(file: KeptFile): Promise<TileFile | undefined>
}

/** Makes the keeper of open files. */
export function createOpenTileFiles(store: FileStore): OpenTileFiles {
  const opened = new Map<string, Promise<TileFile | undefined>>()
  const openOne = async ({ file, fileName, facts }: KeptFile): Promise<TileFile | undefined> => {
    const path = await store.findPath(file)
    return path === undefined ? undefined : openTileFile(fileName, path, facts.format)
  }
  return {
    find: (kept) => {
      const found = opened.get(kept.file) ?? openOne(kept)
      opened.delete(kept.file)
      opened.set(kept.file, found)
      found.then(
        (it) => it ?? opened.delete(kept.file),
        () => opened.delete(kept.file),
      )
      const [eldest] = opened.keys()
      if (opened.size > mostOpen && eldest !== undefined) {
        const closing = opened.get(eldest)
        opened.delete(eldest)
        // Whoever reads from it just now still may.
        setTimeout(() => void closing?.then((it) => it?.close()).catch(() => undefined), graceMs).unref()
      }
      return found
    },
  }
}
