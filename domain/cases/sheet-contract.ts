/** The case sheet as a Word file, and the map that stands on it. */
import { z } from 'zod'
import { LocationMap } from '../basemap/location-map.ts'
import { endpoint } from '../endpoint.ts'

export const takeSheetEndpoint = endpoint({
  method: 'POST',
  path: '/api/cases/:id/sheet',
  summary: 'The case sheet (案卷单) as a Word file, personal data masked; who takes one is logged',
  permission: 'case.export',
  scope: 'Cases one may see.',
  params: z.object({ id: z.uuid() }),
  query: z.object({}),
  body: z.object({ language: z.enum(['zh', 'en']).default('zh') }),
  reply: z.unknown(),
  problems: ['case.unknown'],
})

export const showSheetMapEndpoint = endpoint({
  method: 'GET',
  path: '/api/cases/:id/map',
  summary:
    'The map of the case sheet: the picture with what has to be said beside it, such as the review number (审图号)',
  permission: 'case.read',
  scope: 'Cases one may see.',
  params: z.object({ id: z.uuid() }),
  query: z.object({}),
  body: z.object({}),
  reply: z.object({
    /** None where the case has no position. */
    map: LocationMap.nullable(),
  }),
  problems: ['case.unknown'],
})
