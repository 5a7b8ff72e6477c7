/** One vector tile of the components of the own county, from memory. */
import { componentKinds } from '#domain/components/contract.ts'
import type { Query } from '#platform/query.ts'
import { makeTile } from '#platform/tiles/make-tile.ts'
import { tileCacheOf } from '#platform/tiles/tile-cache.ts'
import type { Tile } from '#platform/tiles/world.ts'
import { componentMemory } from '../tiles/component-memory.ts'

export const getComponentTile: Query<
  Tile & { classCode?: string | undefined },
  { bytes: Uint8Array; tag: string }
> = {
  name: 'component.tile',
  async run({ db, actor, now }, { z, x, y, classCode }) {
    const points = await componentMemory.of(db, actor.adcode)
    const key = ['components', actor.adcode, classCode ?? '', z, x, y].join('|')
    return tileCacheOf(db).recall(key, points.version, now.getTime(), () => {
      const asked = classCode === undefined ? undefined : Number(classCode)
      const layer = {
        name: 'components',
        kinds: componentKinds,
        index: points.index,
        judge(slots: Uint32Array, verdicts: Int8Array) {
          for (let at = 0; at < slots.length; at++) {
            const slot = slots[at] ?? 0
            const isAsked = asked === undefined || points.classOf[slot] === asked
            verdicts[at] = isAsked ? (points.kind[slot] ?? -1) : -1
          }
        },
        ids: points.ids,
      }
      return { bytes: makeTile(layer, { z, x, y }), turnsAt: Number.POSITIVE_INFINITY }
    })
  },
}
