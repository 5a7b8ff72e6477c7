/** One vector tile of the open cases that a person may see, from memory; with the lights of this moment. */

import { openLights } from '#domain/cases/light.ts'
import type { CaseMapFilter } from '#domain/cases/map-contract.ts'
import type { Database } from '#platform/database/database.ts'
import type { Query } from '#platform/query.ts'
import { makeTile } from '#platform/tiles/make-tile.ts'
import { TileCache } from '#platform/tiles/tile-cache.ts'
import type { Tile } from '#platform/tiles/world.ts'
import { casePointsOf } from '../tiles/case-memory.ts'
import { readerKey, viewCases } from '../tiles/case-view.ts'

const caches = new WeakMap<Database, TileCache>()

function cacheOf(db: Database): TileCache {
  const known = caches.get(db) ?? new TileCache()
  caches.set(db, known)
  return known
}

export const getCaseTile: Query<Tile & CaseMapFilter, { bytes: Uint8Array; tag: string }> = {
  name: 'case.tile',
  async run({ db, actor, now }, { z, x, y, ...filter }) {
    const points = await casePointsOf(db, actor.adcode)
    const parts = [actor.adcode, readerKey(actor), JSON.stringify(filter), z, x, y]
    return cacheOf(db).recall(parts.join('|'), points.version, now.getTime(), () => {
      const view = viewCases(points, actor, filter, now)
      const idOf = (slot: number): string => points.ids.textOf(slot)
      const layer = { name: 'cases', kinds: openLights, index: points.index, kindOf: view.kindOf, idOf }
      const made = makeTile(layer, { z, x, y })
      return { ...made, turnsAt: view.turnsAt }
    })
  },
}
