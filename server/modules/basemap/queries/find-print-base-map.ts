/** The base map that lies under maps on paper: the county's first one, so that a sheet looks alike whoever prints it. */
import { ownBaseMapId } from '#domain/basemap/base-map.ts'
import type { WhyNoBaseMap } from '#domain/basemap/location-map.ts'
import type { Actor } from '#platform/actor.ts'
import type { Database } from '#platform/database/database.ts'
import { maySee } from '../policy.ts'
import { findBaseMaps, findDefault, type KeptBaseMap } from './find-base-maps.ts'

export type PrintBaseMap =
  | { readonly map: KeptBaseMap }
  | { readonly why: WhyNoBaseMap; readonly name: string | null }

/** The base map for `actor`'s paper, or why there is none. */
export async function findPrintBaseMap(db: Database, actor: Actor): Promise<PrintBaseMap> {
  const { id } = await findDefault(db, actor.adcode)
  if (id === ownBaseMapId) return { why: 'own-ground', name: null }
  const [map] = await findBaseMaps(db, actor.adcode, id)
  if (!map || !maySee(actor, map)) return { why: 'withheld', name: null }
  if (map.file?.facts.tileType === 'pbf') return { why: 'vector', name: map.name }
  return { map }
}
