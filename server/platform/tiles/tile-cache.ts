/** Tiles made a moment ago. One is handed out again only while nothing has changed and no light in it has turned. */
import { createHash } from 'node:crypto'
import type { Database } from '../database/database.ts'

type Kept = {
  readonly bytes: Uint8Array
  readonly tag: string
  readonly version: number
  /** The instant at which it looks different by itself. */
  readonly turnsAt: number
}

export type FreshTile = {
  readonly bytes: Uint8Array
  readonly turnsAt: number
}

const mostTiles = 4000
const mostBytes = 64 * 2 ** 20

class TileCache {
  private readonly kept = new Map<string, Kept>()
  private bytes = 0

  /** The tile kept under `key`, or the one that `make` makes now. */
  recall(key: string, version: number, now: number, make: () => FreshTile): Pick<Kept, 'bytes' | 'tag'> {
    const known = this.kept.get(key)
    if (known) {
      if (known.version === version && now < known.turnsAt) return known
      this.forget(key, known)
    }
    const { bytes, turnsAt } = make()
    const tag = `"${createHash('sha1').update(bytes).digest('base64url')}"`
    this.kept.set(key, { bytes, tag, version, turnsAt })
    this.bytes += bytes.length
    for (const [oldest, it] of this.kept) {
      if (this.kept.size <= mostTiles && this.bytes <= mostBytes) break
      this.forget(oldest, it)
    }
    return { bytes, tag }
  }

  private forget(key: string, { bytes }: Kept): void {
    this.kept.delete(key)
    this.bytes -= bytes.length
  }
}

const caches = new WeakMap<Database, TileCache>()

/** The tiles that were made from a database; keys begin with what they show. */
export function tileCacheOf({ house: db }: Database): TileCache {
  const known = caches.get(db) ?? new TileCache()
  caches.set(db, known)
  return known
}
