/** The layers of the map as GeoJSON, by box; never more than 10,000 features. */
import type { z } from 'zod'
import { chinaDayOf } from '#domain/china-time.ts'
import type { getMapLayerEndpoint, MapFeatures, MapLayer } from '#domain/geography/contract.ts'
import type { Database } from '#platform/database/database.ts'
import type { Query } from '#platform/query.ts'

const mostFeatures = 10_000

type Row = {
  id: string
  properties: Record<string, unknown>
  geometry: { type: string; coordinates: unknown[] }
  synthetic: boolean
}

// $1 county, $2 day, $3–$6 west, south, east, north, $7 how many, $8 which layer of responsibility grids
const shown = `adcode = $1 and valid_from <= $2::date and (valid_to is null or valid_to > $2::date)
  and west <= $5 and east >= $3 and south <= $6 and north >= $4 and $8::text is not null`
const inBox = `adcode = $1 and $2::date is not null and lng between $3 and $5 and lat between $4 and $6 and $8::text is not null`
const end = 'limit $7'

const areasOf = (level: string) => `
  select code as id, geometry, synthetic, jsonb_build_object('code', code, 'name', name, 'kind', kind) as properties
  from geography.areas where level = '${level}' and geometry is not null and ${shown} order by code ${end}`

const statements: Record<MapLayer, string> = {
  outline: areasOf('county'),
  towns: areasOf('town'),
  communities: areasOf('community'),
  cells: `
    select code as id, geometry, synthetic,
      jsonb_build_object('code', code, 'areaClass', area_class, 'name', name, 'squareMetres', square_metres) as properties
    from geography.unit_grids where ${shown} order by code ${end}`,
  responsibilities: `
    select layer || '/' || code as id, geometry, synthetic,
      jsonb_build_object('layer', layer, 'code', code, 'name', name, 'organisationId', organisation_id, 'staff', staff) as properties
    from geography.responsibility_grids where ${shown} and layer = $8 order by code ${end}`,
  'no-report-zones': `
    select id::text, geometry, synthetic,
      jsonb_build_object('name', name, 'reason', reason, 'hours', hours, 'validTo', valid_to) as properties
    from geography.no_report_zones where ${shown} order by id ${end}`,
  streets: `
    select id::text, geometry, synthetic, properties || jsonb_build_object('name', name) as properties
    from geography.places where kind = 'street' and ended_on is null and geometry is not null and ${inBox} order by id ${end}`,
  landmarks: `
    select id::text, jsonb_build_object('type', 'Point', 'coordinates', jsonb_build_array(lng, lat)) as geometry, synthetic,
      properties || jsonb_build_object('name', name) as properties
    from geography.places where kind = 'landmark' and ended_on is null and ${inBox} order by id ${end}`,
}

const everywhere = [-180, -90, 180, 90]

type Input = z.output<typeof getMapLayerEndpoint.params> & z.output<typeof getMapLayerEndpoint.query>

export const getMapLayer: Query<Input, MapFeatures> = {
  name: 'map.layer',
  async run({ actor, db, now }, { layer, bbox, of, onDate }) {
    const box = bbox === undefined ? everywhere : bbox.split(',').map(Number)
    const day = onDate ?? chinaDayOf(now)
    const rows = await findLayer(db, layer, [actor.adcode, day, ...box, mostFeatures + 1, of ?? 'collection'])
    const kept = rows.slice(0, mostFeatures)
    return {
      type: 'FeatureCollection',
      synthetic: kept.some((row) => row.synthetic),
      truncated: rows.length > mostFeatures,
      features: kept.map(({ id, geometry, properties, synthetic }) => ({
        type: 'Feature',
        id,
        properties: { ...properties, synthetic },
        geometry,
      })),
    }
  },
}

const findLayer = (db: Database, layer: MapLayer, values: readonly unknown[]): Promise<Row[]> =>
  db.rows<Row>(statements[layer], values)
