/**
 * One tile of a base map, from its file or its service. A service is asked once for a tile however many look at it, what it
 * gave is kept on the disk, and while it fails nobody waits for it: for some seconds everyone is told at once.
 */
import type { BaseMapInput } from '#domain/basemap/base-map.ts'
import { firstRecutZoom } from '#domain/basemap/recut-mesh.ts'
import { type TileNumber, templatesOf, toTileAddress } from '#domain/basemap/tile-address.ts'
import { Problem } from '#domain/problem.ts'
import { steadyMilliseconds } from '#platform/clock.ts'
import type { OpenTileFiles } from '../open-tile-files.ts'
import type { KeptFile } from '../queries/find-base-maps.ts'
import { fetchTile } from '../service/fetch-tile.ts'
import type { TileCache } from '../service/tile-cache.ts'
import { asPicture, layOver, recutTile } from './recut-tile.ts'

export type Drawable = Pick<BaseMapInput, 'name' | 'source' | 'datum'> & {
  readonly key: string | null
  readonly file: KeptFile | null
  /** Tells its tiles from those of every other base map, and of itself before it was changed; none are kept without. */
  readonly cacheKey: string | undefined
  /** Whether all of the county may see it, so that a proxy may keep its tiles. */
  readonly isForEverybody?: boolean
}

export type TileSource = {
  getTile(map: Drawable, tile: TileNumber): Promise<Uint8Array | undefined>
}

/** How long a service that failed is left alone. */
const restMs = 10_000

type Failure = { readonly problem: Problem; readonly at: number }

/** Asks services, and leaves one alone that has just failed. */
function createAsker(cache: TileCache) {
  const failures = new Map<string, Failure>()
  const pending = new Map<string, Promise<Uint8Array | undefined>>()
  const askNow = async (map: Drawable, address: string): Promise<Uint8Array | undefined> => {
    const host = URL.parse(address)?.host ?? ''
    const place = `${map.cacheKey}@${host}`
    const failure = map.cacheKey === undefined ? undefined : failures.get(place)
    if (failure && steadyMilliseconds() - failure.at < restMs) throw failure.problem
    try {
      const found = await fetchTile({ name: map.name, address })
      failures.delete(place)
      return found
    } catch (error) {
      if (error instanceof Problem && error.code !== 'basemap.provider-no-image')
        failures.set(place, { problem: error, at: steadyMilliseconds() })
      throw error
    }
  }
  return (map: Drawable, address: string): Promise<Uint8Array | undefined> => {
    const key = `${map.cacheKey}\n${address}`
    const begun =
      pending.get(key) ??
      (async () => {
        const kept = map.cacheKey === undefined ? undefined : await cache.find(key)
        if (kept) return kept
        const found = await askNow(map, address)
        if (found && map.cacheKey !== undefined) await cache.keep(key, found)
        return found
      })().finally(() => pending.delete(key))
    pending.set(key, begun)
    return begun
  }
}

/** Makes the source of all tiles of this process. */
export function createTileSource(files: OpenTileFiles, cache: TileCache): TileSource {
  const ask = createAsker(cache)
  const getPlain = async (map: Drawable, tile: TileNumber): Promise<Uint8Array | undefined> => {
    const most = 2 ** tile.z
    if (tile.x < 0 || tile.y < 0 || tile.x >= most || tile.y >= most) return undefined
    if (map.source.kind === 'file') return map.file ? (await files.find(map.file))?.getTile(tile) : undefined
    const templates = templatesOf(map.source)
    const parts = await Promise.all(templates.map((it) => ask(map, toTileAddress(it, tile, map.key))))
    return parts[0] && layOver(parts.filter((it) => it !== undefined))
  }
  return {
    getTile: (map, tile) => {
      const [first] = templatesOf(map.source)
      const host = (first && URL.parse(first.template.replaceAll(/\{[^{}]*\}/g, '0'))?.host) ?? map.name
      return asPicture(map.name, host, () =>
        map.datum === 'gcj02' && tile.z > firstRecutZoom
          ? recutTile(tile, map.datum, (it) => getPlain(map, it))
          : getPlain(map, tile),
      )
    },
  }
}
