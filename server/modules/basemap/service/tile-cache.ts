/**
 * Tiles of map services, kept on the disk of this machine so that a service is asked once for what everyone looks at. A tile
 * is kept for a month at most, and the oldest go when there are too many; losing the folder loses nothing.
 */
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { newId } from '#platform/ids.ts'

export type TileCache = {
  find(key: string): Promise<Uint8Array | undefined>
  keep(key: string, bytes: Uint8Array): Promise<void>
}

export type TileCacheOptions = {
  readonly folder: string
  /** The time, in milliseconds. */
  readonly now: () => number
  readonly mostBytes?: number
  /** Hears once why nothing can be kept, and again after something could. */
  readonly tell: (reason: string) => void
}

const oneMonthMs = 30 * 86_400_000
const usualMostBytes = 1024 * 1_048_576
/** What is left after the oldest went. */
const keptShare = 0.8

type Entry = { readonly path: string; readonly bytes: number; readonly at: number }

async function listEntries(folder: string): Promise<Entry[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const entries = names
    .filter((it) => it.isFile())
    .map(async (it): Promise<Entry[]> => {
      const path = join(it.parentPath, it.name)
      const found = await stat(path).catch(() => undefined)
      return found ? [{ path, bytes: found.size, at: found.mtimeMs }] : []
    })
  return (await Promise.all(entries)).flat()
}

/** Makes the cache; a disk that is full or not writable makes it slower, not wrong, and whoever runs the server hears of it. */
export function createTileCache({
  folder,
  now,
  mostBytes = usualMostBytes,
  tell,
}: TileCacheOptions): TileCache {
  let total: number | undefined
  let isTold = false
  let sweeping: Promise<void> | undefined
  const pathOf = (key: string): string => {
    const name = createHash('sha256').update(key).digest('hex')
    return join(folder, name.slice(0, 2), name.slice(2))
  }
  const sweep = async (): Promise<void> => {
    const entries = (await listEntries(folder)).sort((a, b) => a.at - b.at)
    total = entries.reduce((sum, it) => sum + it.bytes, 0)
    if (total <= mostBytes) return
    for (const it of entries) {
      if (total <= mostBytes * keptShare) break
      await rm(it.path, { force: true })
      total -= it.bytes
    }
  }
  return {
    find: async (key) => {
      const path = pathOf(key)
      const found = await stat(path).catch(() => undefined)
      if (!found || now() - found.mtimeMs > oneMonthMs) return undefined
      return readFile(path).catch(() => undefined)
    },
    keep: async (key, bytes) => {
      const path = pathOf(key)
      const draft = `${path}.${newId()}`
      try {
        await mkdir(dirname(path), { recursive: true })
        await writeFile(draft, bytes)
        await rename(draft, path)
      } catch (error) {
        if (!isTold) tell((error as Error).message)
        isTold = true
        // What is half written is of no use; where it cannot be removed either, the next sweep finds it.
        await rm(draft, { force: true }).catch(() => undefined)
        return
      }
      isTold = false
      if (total !== undefined) total += bytes.length
      if (total !== undefined && total <= mostBytes) return
      sweeping ??= sweep().finally(() => {
        sweeping = undefined
      })
      await sweeping
    },
  }
}
