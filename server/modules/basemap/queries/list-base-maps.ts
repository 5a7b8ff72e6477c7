/** The base maps that are offered to somebody. */
import type { z } from 'zod'
import { type BaseMapView, ownBaseMapId } from '#domain/basemap/base-map.ts'
import type { listBaseMapsEndpoint } from '#domain/basemap/contract.ts'
import type { Query } from '#platform/query.ts'
import { maySee } from '../policy.ts'
import { findBaseMaps, findDefault, type KeptBaseMap } from './find-base-maps.ts'

const toView = (it: KeptBaseMap): BaseMapView => ({
  id: it.id,
  name: it.name,
  version: it.version,
  picture: it.file?.facts.tileType === 'pbf' ? 'vector' : 'raster',
  minZoom: it.minZoom,
  maxZoom: it.maxZoom,
  bounds: it.file?.facts.bounds ?? null,
  opacity: it.opacity,
  isGrey: it.isGrey,
  attribution: it.attribution,
  reviewNumber: it.reviewNumber,
  vectorLayers: it.file?.facts.vectorLayers ?? [],
})

export const listBaseMaps: Query<object, z.input<typeof listBaseMapsEndpoint.reply>> = {
  name: 'basemap.list',
  async run({ db, actor }) {
    const [all, first] = await Promise.all([findBaseMaps(db, actor.adcode), findDefault(db, actor.adcode)])
    const baseMaps = all.filter((it) => maySee(actor, it)).map(toView)
    const isOffered = baseMaps.some((it) => it.id === first.id)
    return { defaultId: isOffered ? first.id : ownBaseMapId, version: first.version, baseMaps }
  },
}
