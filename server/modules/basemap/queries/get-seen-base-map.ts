/** The base map whose tile somebody asks for. Asked for at every tile, so a county's base maps are remembered for a moment. */
import { BasemapProblem } from '#domain/basemap/problems.ts'
import type { Actor } from '#platform/actor.ts'
import type { Database } from '#platform/database/database.ts'
import { createMemory } from '#platform/database/memory.ts'
import type { Listener } from '#platform/relay/relay.ts'
import { maySee } from '../policy.ts'
import type { Drawable } from '../tiles/get-tile.ts'
import { findBaseMaps, type KeptBaseMap } from './find-base-maps.ts'

const memory = createMemory<readonly KeptBaseMap[]>(2000)

const findRemembered = async (db: Database, adcode: string, id: string): Promise<KeptBaseMap | undefined> =>
  (await memory.recall(db, adcode, (house) => findBaseMaps(house, adcode))).find((it) => it.id === id)

/** What tiles of a kept base map are drawn from; every change of it has tiles of its own. */
export const toDrawable = (it: KeptBaseMap): Drawable => ({
  ...it,
  cacheKey: `${it.id} ${it.version}`,
  isForEverybody: it.visibleTo.length === 0,
})

/** What the tiles are drawn from; throws where it is none that `actor` may see. */
export async function getSeenBaseMap(db: Database, actor: Actor, id: string): Promise<Drawable> {
  const { adcode } = actor
  let found = await findRemembered(db, adcode, id)
  if (!found) {
    // It may have been added a moment ago, by another process.
    memory.forget(db, adcode)
    found = await findRemembered(db, adcode, id)
  }
  if (!found || !maySee(actor, found)) throw BasemapProblem.unknown({ id })
  return toDrawable(found)
}

/** Forgets a county's base maps as soon as this process hears that one changed. */
export const forgetBaseMaps =
  (db: Database): Listener =>
  (announcements) => {
    for (const it of announcements) if (it.name === 'basemap.changed') memory.forget(db, it.adcode)
  }
