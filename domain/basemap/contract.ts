/** Endpoints of base maps: which are offered, their tiles, and their administration. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { TilePlace } from '../geography/tile-place.ts'
import { BaseMapInput, BaseMapView, ManagedBaseMap, ownBaseMapId, TileFileView } from './base-map.ts'
import { MapServiceUrl } from './tile-address.ts'

const nothing = z.object({})
const scope = 'The own county; a base map that is kept for certain posts only for these.'
const managed = 'The own county.'
const ById = z.object({ id: z.uuid().toLowerCase() })
const DefaultId = z.union([z.literal(ownBaseMapId), z.uuid().toLowerCase()])
const Key = z
  .string()
  .trim()
  .max(200)
  .nullable()
  .optional()
  .meta({ description: '密钥 the key for {key} or tk; as before when left out, none when null' })

export const listBaseMapsEndpoint = endpoint({
  method: 'GET',
  path: '/api/basemaps',
  summary: 'The base maps that are offered to the person who asks, and which is the first',
  permission: 'area.read',
  scope,
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({
    defaultId: DefaultId,
    /** Tells one choice of the first base map from a later one. */
    version: z.int(),
    baseMaps: z.array(BaseMapView),
  }),
})

const providerProblems = [
  'basemap.unknown',
  'basemap.no-tile',
  'basemap.provider-unreachable',
  'basemap.provider-refused',
  'basemap.provider-failed',
  'basemap.provider-no-image',
]

export const baseMapTileEndpoint = endpoint({
  method: 'GET',
  path: '/api/basemaps/:id/:z/:x/:y',
  summary: 'A tile of a base map on Web Mercator in CGCS2000, as a picture or a Mapbox vector tile',
  permission: 'area.read',
  scope,
  params: TilePlace.safeExtend({ id: z.uuid().toLowerCase() }),
  query: z.object({ v: z.coerce.number().int().optional() }),
  body: nothing,
  reply: z.unknown(),
  problems: providerProblems,
})

/** A base map that is not saved yet, with what it was before where it is one that is changed. */
export const BaseMapDraft = BaseMapInput.extend({ key: Key, id: z.uuid().optional() })
export type BaseMapDraft = z.output<typeof BaseMapDraft>

export const previewTileEndpoint = endpoint({
  method: 'GET',
  path: '/api/basemaps/preview/:z/:x/:y',
  summary: 'A tile of a base map that is not saved yet, described by `draft`',
  permission: 'basemap.manage',
  scope: managed,
  params: TilePlace,
  query: z.object({ draft: z.string().max(6000).meta({ description: 'the base map as JSON' }) }),
  body: nothing,
  reply: z.unknown(),
  problems: providerProblems,
})

export const surveyBaseMapsEndpoint = endpoint({
  method: 'GET',
  path: '/api/basemaps/managed',
  summary: 'All base maps with their sources, ended ones too, and the files that were brought in',
  permission: 'basemap.manage',
  scope: managed,
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({
    defaultId: DefaultId,
    version: z.int(),
    baseMaps: z.array(ManagedBaseMap),
  }),
})

const faults = [
  'basemap.review-number-missing',
  'basemap.zooms-wrong',
  'basemap.key-missing',
  'basemap.vector-not-shifted',
  'basemap.file-unknown',
]

const Saved = z.object({ id: z.uuid(), version: z.int() })

export const createBaseMapEndpoint = endpoint({
  method: 'POST',
  path: '/api/basemaps',
  summary: 'Add a base map',
  permission: 'basemap.manage',
  scope: managed,
  params: nothing,
  query: nothing,
  body: BaseMapInput.extend({ key: Key }),
  reply: Saved,
  problems: faults,
})

export const changeBaseMapEndpoint = endpoint({
  method: 'PUT',
  path: '/api/basemaps/:id',
  summary: 'Change a base map',
  permission: 'basemap.manage',
  scope: managed,
  params: ById,
  query: nothing,
  body: BaseMapInput.extend({ key: Key, expectedVersion: z.int().positive() }),
  reply: Saved,
  problems: ['basemap.unknown', 'basemap.stale-version', 'basemap.ended', ...faults],
})

export const endBaseMapEndpoint = endpoint({
  method: 'POST',
  path: '/api/basemaps/:id/end',
  summary: 'Offer a base map no longer; it is kept',
  permission: 'basemap.manage',
  scope: managed,
  params: ById,
  query: nothing,
  body: z.object({ expectedVersion: z.int().positive() }),
  reply: Saved,
  problems: ['basemap.unknown', 'basemap.stale-version', 'basemap.ended', 'basemap.is-default'],
})

export const chooseDefaultEndpoint = endpoint({
  method: 'PUT',
  path: '/api/basemaps/default',
  summary: 'Say which base map people see who chose none; `own` is the county’s own territory',
  permission: 'basemap.manage',
  scope: managed,
  params: nothing,
  query: nothing,
  body: z.object({ id: DefaultId, expectedVersion: z.int().min(0) }),
  reply: z.object({ id: DefaultId, version: z.int() }),
  problems: ['basemap.unknown', 'basemap.stale-version', 'basemap.ended'],
})

export const uploadTileFileEndpoint = endpoint({
  method: 'POST',
  path: '/api/basemap-files',
  takesFile: true,
  summary: 'Bring in a file of tiles (multipart form, field "file"): MBTiles, PMTiles or GeoPackage',
  permission: 'basemap.manage',
  scope: managed,
  params: nothing,
  query: nothing,
  body: nothing,
  reply: TileFileView,
  problems: [
    'basemap.file-missing',
    'basemap.file-unreadable',
    'basemap.file-too-large',
    'basemap.elsewhere',
  ],
})

export const readCapabilitiesEndpoint = endpoint({
  method: 'GET',
  path: '/api/basemaps/capabilities',
  summary: 'The layers a WMTS service offers on Web Mercator, read from its capabilities',
  permission: 'basemap.manage',
  scope: managed,
  params: nothing,
  query: z.object({ url: MapServiceUrl }),
  body: nothing,
  reply: z.object({
    layers: z.array(
      z.object({
        title: z.string(),
        layer: z.string(),
        style: z.string(),
        format: z.string(),
        matrixSet: z.string(),
        matrixPrefix: z.string(),
        url: z.string(),
        encoding: z.enum(['kvp', 'rest']),
        minZoom: z.int(),
        maxZoom: z.int(),
      }),
    ),
  }),
  problems: ['basemap.capabilities-unreadable'],
})
