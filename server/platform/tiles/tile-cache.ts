/**
 * Tiles made a moment ago. A tile is handed out again while nothing it shows has changed; one for which very many
 * points were looked at, also for a second after a change, since a screen asks for it again with every change.
 */
import { createHash } from 'node:crypto'
import { steadyMilliseconds } from '../clock.ts'
import type { Database } from '../database/database.ts'

type Kept = {
  readonly bytes: Uint8Array
  readonly tag: string
  readonly version: number
  /** The instant at which it looks different by itself. */
  readonly turnsAt: number
  readonly keptUntil: number
}

export type FreshTile = {
  readonly bytes: Uint8Array
  readonly looked: number
  readonly turnsAt: number
}

const mostTiles = 4000
const mostBytes = 64 * 2 ** 20
/** Points looked at from which a tile may be a second old. */
const manyPoints = 50_000
const oldestMilliseconds = 1000

class TileCache {
  private readonly kept = new Map<string, Kept>()
  private bytes = 0

  /** The tile kept under `key`, or the one that `make` makes now. */
  recall(key: string, version: number, now: number, make: () => FreshTile): Pick<Kept, 'bytes' | 'tag'> {
    const known = this.kept.get(key)
    if (known) {
      const isRight = known.version === version && now < known.turnsAt
      if (isRight || steadyMilliseconds() < known.keptUntil) return known
      this.forget(key, known)
    }
    const { bytes, looked, turnsAt } = make()
    const tag = `"${createHash('sha1').update(bytes).digest('base64url')}"`
    const keptUntil = looked >= manyPoints ? steadyMilliseconds() + oldestMilliseconds : 0
    this.kept.set(key, { bytes, tag, version, turnsAt, keptUntil })
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
export function tileCacheOf(db: Database): TileCache {
  const known = caches.get(db) ?? new TileCache()
  caches.set(db, known)
  return known
}
