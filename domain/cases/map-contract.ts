/** Endpoints of the map of open cases: tiles, counts for its legend, and what a drawing encloses. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { TilePlace } from '../geography/tile-place.ts'
import { Instant } from '../instant.ts'
import { openLights } from './light.ts'
import { sources } from './source.ts'
import { CaseState } from './state.ts'

const nothing = z.object({})
const corner = String.raw`-?\d{1,3}(?:\.\d{1,9})?,-?\d{1,2}(?:\.\d{1,9})?`

/** A ring of corners in degrees, `lng,lat lng,lat …`, at least three. */
export const Ring = z
  .string()
  .max(12_000)
  .regex(
    new RegExp(`^${corner}(?: ${corner}){2,399}$`),
    '应为 3 至 400 个“经度,纬度” / 3 to 400 of "lng,lat"',
  )
  .meta({ description: 'corners of a drawing in CGCS2000 degrees: lng,lat lng,lat …' })

/** What a map of open cases can be narrowed by. */
export const CaseMapFilter = z.object({
  state: z.string().optional().meta({ description: 'states, separated by commas' }),
  light: z.enum(openLights).optional(),
  classCode: z.string().optional(),
  unitId: z.uuid().optional(),
  source: z.enum(sources).optional(),
  reportedFrom: Instant.optional(),
  reportedTo: Instant.optional(),
})
export type CaseMapFilter = z.infer<typeof CaseMapFilter>

const scope =
  'As the list: the own county and areas of duty; a unit its own cases, a handler and a collector their tasks and reports.'

export const caseTileEndpoint = endpoint({
  method: 'GET',
  path: '/api/tiles/cases/:z/:x/:y',
  summary:
    'Open cases as a Mapbox vector tile, layer `cases`: from zoom 14 points with `id` and `kind` (the light), farther out or where there are too many cells with `total` and a count for each light',
  permission: 'case.read',
  scope,
  params: TilePlace,
  query: CaseMapFilter,
  body: nothing,
  reply: z.unknown(),
})

const LightCounts = z.object({ red: z.int(), yellow: z.int(), green: z.int(), paused: z.int() })

export const countMapCasesEndpoint = endpoint({
  method: 'GET',
  path: '/api/map/case-counts',
  summary: 'How many open cases the map shows, by light and state; within a drawing if one is given',
  permission: 'case.read',
  scope,
  params: nothing,
  query: CaseMapFilter.extend({ within: Ring.optional() }),
  body: nothing,
  reply: z.object({
    total: z.int(),
    /** Open cases without a position, which no map can show; not counted within a drawing. */
    unplaced: z.int(),
    lights: LightCounts,
    states: z.array(z.object({ state: CaseState, total: z.int() })),
  }),
})
