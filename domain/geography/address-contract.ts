/** Endpoints of the address library: searching it is in `contract.ts`, keeping it is here. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { OnDate } from '../instant.ts'
import { ImportReport } from '../table.ts'
import { AreaCode } from './area-code.ts'
import { Datum } from './datum.ts'
import { Position } from './geometry.ts'
import { nameKinds, OtherName, PlaceCode, PlaceKind, PlaceName } from './place.ts'

const nothing = z.object({})
const scope = 'The own county.'
const placeId = z.object({ id: z.uuid().toLowerCase() })
const receipt = z.object({ id: z.uuid(), version: z.int() })

export const PlaceView = z.object({
  id: z.uuid(),
  version: z.int(),
  code: z.string().nullable(),
  kind: PlaceKind,
  name: z.string(),
  fullText: z.string(),
  otherNames: z.array(z.object({ name: z.string(), kind: z.enum(nameKinds) })),
  position: Position,
  townCode: z.string().nullable(),
  communityCode: z.string().nullable(),
  cellCode: z.string().nullable(),
  source: z.string(),
  surveyedOn: OnDate.nullable(),
  endedOn: OnDate.nullable(),
  synthetic: z.boolean(),
})
export type PlaceView = z.infer<typeof PlaceView>

export const PlaceFilter = z.object({
  kind: PlaceKind.optional(),
  areaCode: AreaCode.optional(),
  text: z
    .string()
    .max(60)
    .optional()
    .meta({ description: '名称、别名或编码的开头 the beginning of a name, another name or the code' }),
  state: z.enum(['open', 'ended', 'all']).default('open'),
})
export type PlaceFilter = z.output<typeof PlaceFilter>

/** How many places a page of the list has. */
export const placesPerPage = 50

export const listPlacesEndpoint = endpoint({
  method: 'GET',
  path: '/api/addresses/library',
  summary: 'The address library, a page at a time',
  permission: 'address.manage',
  scope,
  params: nothing,
  query: PlaceFilter.extend({ page: z.coerce.number().int().min(1).max(100_000).default(1) }),
  body: nothing,
  reply: z.object({ places: z.array(PlaceView), total: z.int() }),
})

export const showPlaceEndpoint = endpoint({
  method: 'GET',
  path: '/api/addresses/library/:id',
  summary: 'One place with its names and, for a street, where it meets others',
  permission: 'area.read',
  scope,
  params: placeId,
  query: nothing,
  body: nothing,
  reply: PlaceView.extend({
    line: z.array(Position).nullable(),
    crossings: z.array(z.object({ id: z.uuid(), name: z.string(), position: Position })),
  }),
  problems: ['address.not-found'],
})

export const PlaceHistoryLine = z.object({
  at: z.string(),
  actorName: z.string(),
  command: z.string(),
  changed: z.record(z.string(), z.tuple([z.unknown(), z.unknown()])),
})
export type PlaceHistoryLine = z.infer<typeof PlaceHistoryLine>

export const showPlaceHistoryEndpoint = endpoint({
  method: 'GET',
  path: '/api/addresses/library/:id/history',
  summary: 'Who changed a place and when',
  permission: 'address.manage',
  scope,
  params: placeId,
  query: nothing,
  body: nothing,
  reply: z.object({ lines: z.array(PlaceHistoryLine) }),
})

const fields = {
  kind: PlaceKind.meta({ description: '类型 kind of place' }),
  name: PlaceName.meta({ description: '名称 what is spoken: street and door, or the name' }),
  fullText: z
    .string()
    .trim()
    .max(256)
    .default('')
    .meta({ description: '标准地址 the standard address; town and name when left empty' }),
  code: PlaceCode.nullable().default(null).meta({ description: '地址编码 the own code of the county' }),
  otherNames: z.array(OtherName).max(30).default([]).meta({ description: '别名、旧称 other names' }),
  point: Position.meta({ description: '[lng, lat] in `datum`' }),
  datum: Datum.default('cgcs2000'),
  source: z.string().trim().max(100).default('').meta({ description: '来源 where it is known from' }),
  surveyedOn: OnDate.nullable().default(null).meta({ description: '采集日期 day of the survey' }),
}

export const createPlaceEndpoint = endpoint({
  method: 'POST',
  path: '/api/addresses/library',
  summary: 'Add a place; its town, community and unit grid are found by its point',
  permission: 'address.manage',
  scope,
  params: nothing,
  query: nothing,
  body: z.object(fields),
  reply: receipt,
  problems: ['geography.outside-county', 'address.code-taken', 'address.alias-twice'],
})

export const changePlaceEndpoint = endpoint({
  method: 'PUT',
  path: '/api/addresses/library/:id',
  summary: 'Change a place; a name it had can stay as a former one, by which it is still found',
  permission: 'address.manage',
  scope,
  params: placeId,
  query: nothing,
  body: z.object({ ...fields, expectedVersion: z.int(), keepFormerName: z.boolean().default(false) }),
  reply: receipt,
  problems: [
    'address.not-found',
    'address.changed-meanwhile',
    'address.ended',
    'address.code-taken',
    'address.alias-twice',
    'geography.outside-county',
  ],
})

export const endPlaceEndpoint = endpoint({
  method: 'POST',
  path: '/api/addresses/library/:id/end',
  summary: 'End a place: it is kept, and no longer found',
  permission: 'address.manage',
  scope,
  params: placeId,
  query: nothing,
  body: z.object({ expectedVersion: z.int() }),
  reply: receipt,
  problems: ['address.not-found', 'address.changed-meanwhile', 'address.ended'],
})

export const PlaceImportReport = ImportReport.extend({
  /** Places that are new, changed, and as they were. */
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
})
export type PlaceImportReport = z.infer<typeof PlaceImportReport>

export const placeTemplateEndpoint = endpoint({
  method: 'GET',
  path: '/api/addresses/import-template',
  summary: 'An empty table in Excel, with the columns an import reads',
  permission: 'address.manage',
  scope: 'Anyone who may import.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.unknown(),
})

export const exportPlacesEndpoint = endpoint({
  method: 'GET',
  path: '/api/addresses/export',
  logged: 'address.export',
  summary: 'The address library as a table that the import reads back',
  permission: 'address.manage',
  scope,
  params: nothing,
  query: PlaceFilter.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  body: nothing,
  reply: z.unknown(),
})

export const HeardPhrase = z.object({
  phrase: z.string(),
  cases: z
    .array(z.object({ id: z.uuid(), number: z.string() }))
    .meta({ description: 'The newest cases of it' }),
  count: z.int(),
  lastHeardAt: z.string(),
  position: Position.meta({ description: 'The middle of where the cases were confirmed' }),
  /** Places near there, the nearest first. */
  candidates: z.array(
    z.object({ id: z.uuid(), kind: PlaceKind, text: z.string(), position: Position, metres: z.number() }),
  ),
})
export type HeardPhrase = z.infer<typeof HeardPhrase>

export const listHeardPhrasesEndpoint = endpoint({
  method: 'GET',
  path: '/api/addresses/phrases',
  summary: 'Phrases of confirmed cases that the library did not know, said most often first',
  permission: 'address.manage',
  scope,
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({ phrases: z.array(HeardPhrase), total: z.int() }),
})

export const judgePhraseEndpoint = endpoint({
  method: 'POST',
  path: '/api/addresses/phrases/judge',
  summary: 'Accept a phrase as another name of a place, or refuse it for good',
  permission: 'address.manage',
  scope,
  params: nothing,
  query: nothing,
  body: z.object({
    phrase: PlaceName,
    /** The place that bears the name from now on; null refuses the phrase. */
    placeId: z.uuid().toLowerCase().nullable(),
  }),
  reply: z.object({ phrase: z.string(), decision: z.enum(['accepted', 'refused']) }),
  problems: ['address.phrase-not-found', 'address.not-found', 'address.ended', 'address.alias-twice'],
})
