/** One vector tile of the open cases that a person may see, from memory; with the lights of this moment. */

import { openLights } from '#domain/cases/light.ts'
import type { CaseMapFilter } from '#domain/cases/map-contract.ts'
import type { Query } from '#platform/query.ts'
import { makeTile } from '#platform/tiles/make-tile.ts'
import { tileCacheOf } from '#platform/tiles/tile-cache.ts'
import type { Tile } from '#platform/tiles/world.ts'
import { caseMemory } from '../tiles/case-memory.ts'
import { readerKey, viewCases } from '../tiles/case-view.ts'

export const getCaseTile: Query<Tile & CaseMapFilter, { bytes: Uint8Array; tag: string }> = {
  name: 'case.tile',
  async run({ db, actor, now }, { z, x, y, ...filter }) {
    const points = await caseMemory.of(db, actor.adcode)
    const parts = ['cases', actor.adcode, readerKey(actor), JSON.stringify(filter), z, x, y]
    return tileCacheOf(db).recall(parts.join('|'), points.version, now.getTime(), () => {
      const view = viewCases(points, actor, filter, now)
      const layer = {
        name: 'cases',
        kinds: openLights,
        index: points.index,
        judge: view.judge,
        ids: points.ids,
      }
      const bytes = makeTile(layer, { z, x, y })
      return { bytes, turnsAt: view.turnsAt }
    })
  },
}
