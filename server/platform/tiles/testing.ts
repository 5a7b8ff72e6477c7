/** Reads vector tiles back with another library than the one that wrote them. */
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'

export type ReadFeature = {
  readonly lng: number
  readonly lat: number
  readonly properties: Record<string, unknown>
}

/** The features of the one layer of a tile, with their positions in degrees. */
export function readTile(bytes: Uint8Array, { z, x, y }: { z: number; x: number; y: number }): ReadFeature[] {
  const layers = Object.values(new VectorTile(new PbfReader(bytes)).layers)
  return layers.flatMap((layer) =>
    Array.from({ length: layer.length }, (_, at) => {
      const { geometry, properties } = layer.feature(at).toGeoJSON(x, y, z)
      const [lng = 0, lat = 0] = geometry.type === 'Point' ? geometry.coordinates : []
      return { lng, lat, properties: properties ?? {} }
    }),
  )
}

/** How many things a tile tells of, as points or in cells. */
export const countIn = (features: readonly ReadFeature[]): number =>
  features.reduce((sum, { properties }) => sum + Number(properties['total'] ?? 1), 0)
