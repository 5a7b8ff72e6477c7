/** Endpoints of the ledger of components. All of them answer for the county of the person who asks. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { Datum } from '../geography/datum.ts'
import { TilePlace } from '../geography/tile-place.ts'
import { OnDate } from '../instant.ts'
import { AttributeValue, Component, ComponentDraft, RoleHolder } from './component.ts'
import { ComponentCode } from './component-code.ts'
import { ComponentState } from './component-state.ts'
import { ComponentAction } from './events.ts'

const nothing = z.object({})
const scope = 'The own county.'
const lng = z.coerce.number().min(-180).max(180).meta({ description: '经度 longitude in degrees' })
const lat = z.coerce.number().min(-90).max(90).meta({ description: '纬度 latitude in degrees' })
const classCode = z
  .string()
  .regex(/^\d{5}$/)
  .meta({ description: '小类代码 class' })

/** A shape on its way out: kept as it is, checked when it came in. */
const ShapeView = z.object({ type: z.string(), coordinates: z.array(z.unknown()) })

/** A component in full. */
export const ComponentView = Component.omit({ geometry: true }).extend({
  className: z.string().nullable(),
  geometry: ShapeView,
  /** 缺少的必填项: mandatory attributes of the standard that it lacks. */
  lacks: z.array(z.string()),
  possibleStates: z.array(ComponentState),
})
export type ComponentView = z.infer<typeof ComponentView>

/** A component in a list. */
export const ComponentLine = Component.pick({
  id: true,
  code: true,
  classCode: true,
  name: true,
  state: true,
  address: true,
  position: true,
  cellCode: true,
  externalCode: true,
}).extend({ className: z.string().nullable() })
export type ComponentLine = z.infer<typeof ComponentLine>

export const listComponentsEndpoint = endpoint({
  method: 'GET',
  path: '/api/components',
  summary: 'Components by class, state, area and text, in the order of their codes',
  permission: 'component.read',
  scope,
  params: nothing,
  query: z.object({
    classCode: classCode.optional(),
    state: ComponentState.or(z.literal('unknown')).optional(),
    areaCode: z
      .string()
      .regex(/^[1-9]\d{5}(\d{3}(\d{3}(\d{3})?)?)?$/)
      .optional()
      .meta({ description: '区划或网格 town, community or cell' }),
    organisationId: z.uuid().optional().meta({ description: '权属或养护单位 owner or maintainer' }),
    q: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .meta({ description: '编码、编号、名称或地址 code, name or address' }),
    after: ComponentCode.optional().meta({ description: 'The last code of the page before' }),
    limit: z.coerce.number().int().min(1).max(500).default(50),
  }),
  body: nothing,
  reply: z.object({ components: z.array(ComponentLine), next: ComponentCode.nullable() }),
})

export const nearestComponentsEndpoint = endpoint({
  method: 'GET',
  path: '/api/components/nearest',
  summary: 'The components nearest to a point, with the distance in metres',
  permission: 'component.read',
  scope,
  params: nothing,
  query: z.object({
    lng,
    lat,
    datum: Datum.default('cgcs2000'),
    classCode: classCode.optional(),
    withinMetres: z.coerce.number().positive().max(5000).default(100),
    limit: z.coerce.number().int().min(1).max(50).default(5),
  }),
  body: nothing,
  reply: z.object({
    components: z.array(ComponentLine.extend({ distanceMetres: z.number() })),
  }),
})

export const listComponentsInBoxEndpoint = endpoint({
  method: 'GET',
  path: '/api/components/in-box',
  summary: 'Components to draw on a map; says when there are more than one answer holds',
  permission: 'component.read',
  scope,
  params: nothing,
  query: z.object({
    bbox: z
      .string()
      .regex(/^-?\d+(\.\d+)?(,-?\d+(\.\d+)?){3}$/, 'west,south,east,north')
      .transform((text) => text.split(',').map(Number))
      .pipe(z.tuple([z.number(), z.number(), z.number(), z.number()]))
      .meta({ description: '范围 west,south,east,north in degrees' }),
    classCode: classCode.optional(),
    limit: z.coerce.number().int().min(1).max(5000).default(2000),
  }),
  body: nothing,
  reply: z.object({
    components: z.array(
      ComponentLine.pick({ id: true, code: true, classCode: true, state: true, position: true }),
    ),
    truncated: z.boolean(),
  }),
})

export const ComponentCount = z.object({
  classCode: z.string(),
  className: z.string().nullable(),
  state: ComponentState.nullable(),
  count: z.number().int(),
})

export const countComponentsEndpoint = endpoint({
  method: 'GET',
  path: '/api/components/counts',
  summary: 'How many components of each class are in each state',
  permission: 'component.read',
  scope,
  params: nothing,
  query: z.object({
    areaCode: z
      .string()
      .regex(/^[1-9]\d{5,14}$/)
      .optional(),
  }),
  body: nothing,
  reply: z.object({ total: z.number().int(), counts: z.array(ComponentCount) }),
})

export const getComponentEndpoint = endpoint({
  method: 'GET',
  path: '/api/components/:component',
  summary: 'One component, by its id or its code',
  permission: 'component.read',
  scope,
  params: z.object({ component: z.uuid().or(ComponentCode) }),
  query: nothing,
  body: nothing,
  reply: ComponentView,
  problems: ['component.not-found'],
})

export const ComponentChange = z.object({
  version: z.number().int(),
  at: z.string(),
  actorName: z.string(),
  action: ComponentAction,
  note: z.string().nullable(),
  /** Field → its value before and after. */
  changes: z.record(z.string(), z.object({ from: z.unknown(), to: z.unknown() })),
})
export type ComponentChange = z.infer<typeof ComponentChange>

export const listComponentChangesEndpoint = endpoint({
  method: 'GET',
  path: '/api/components/:component/changes',
  summary: 'The history of one component, newest first',
  permission: 'component.read',
  scope,
  params: z.object({ component: z.uuid().or(ComponentCode) }),
  query: nothing,
  body: nothing,
  reply: z.object({ changes: z.array(ComponentChange) }),
  problems: ['component.not-found'],
})

const nobody = { organisationId: null, name: null }

/** What is needed to enter one component by hand; the ledger gives code and cell. */
export const NewComponent = ComponentDraft.omit({ code: true, cellCode: true, rawPosition: true }).extend({
  competent: RoleHolder.default(nobody),
  owner: RoleHolder.default(nobody),
  maintainer: RoleHolder.default(nobody),
  firstOn: OnDate.nullable().default(null),
  changedOn: OnDate.nullable().default(null),
  dataSource: z.string().max(30).nullable().default(null),
  address: z.string().max(256).nullable().default(null),
  note: z.string().max(1000).nullable().default(null),
  attributes: z.record(z.string().min(1).max(60), AttributeValue).default({}),
  externalCode: z.string().min(1).max(100).nullable().default(null),
})
export type NewComponent = z.infer<typeof NewComponent>

export const createComponentEndpoint = endpoint({
  method: 'POST',
  path: '/api/components',
  summary: 'Enter a component; the ledger gives its code and finds its unit grid',
  permission: 'component.manage',
  scope: 'The own county; a person with areas of duty only within them.',
  params: nothing,
  query: nothing,
  body: NewComponent,
  reply: z.object({ id: z.uuid(), code: ComponentCode }),
  problems: [
    'component.class-unknown',
    'component.outside-county',
    'component.outside-duty',
    'component.organisation-unknown',
    'component.external-code-taken',
    'component.serials-used-up',
  ],
})

export const changeComponentStateEndpoint = endpoint({
  method: 'POST',
  path: '/api/components/:id/state',
  summary: 'Record that a component is intact, broken, missing, abandoned or removed',
  permission: 'component.manage',
  scope: 'The own county; a person with areas of duty only within them.',
  params: z.object({ id: z.uuid() }),
  query: nothing,
  body: z.object({
    state: ComponentState,
    version: z.int().positive().meta({ description: '所见版本 the version that was seen' }),
    note: z.string().max(1000).nullable().default(null),
  }),
  reply: z.object({ id: z.uuid(), state: ComponentState, version: z.int() }),
  problems: [
    'component.not-found',
    'component.state-not-possible',
    'component.changed-meanwhile',
    'component.outside-duty',
  ],
})

/** More than anybody looks at. */
const mostPhotos = 20

export const changeComponentPhotosEndpoint = endpoint({
  method: 'POST',
  path: '/api/components/:id/photos',
  summary: 'Record which photos show a component; those left out stay in its history',
  permission: 'component.manage',
  scope: 'The own county; a person with areas of duty only within them.',
  params: z.object({ id: z.uuid() }),
  query: nothing,
  body: z.object({
    photoIds: z
      .array(z.uuid())
      .max(mostPhotos)
      .meta({ description: '照片，首张在前 the photos, the one to show first in front' }),
    version: z.int().positive().meta({ description: '所见版本 the version that was seen' }),
    note: z.string().max(1000).nullable().default(null),
  }),
  reply: z.object({ id: z.uuid(), photoIds: z.array(z.uuid()), version: z.int() }),
  problems: [
    'component.not-found',
    'component.photo-unknown',
    'component.changed-meanwhile',
    'component.outside-duty',
  ],
})

/** Kinds of components on the map: their states, and those of which no delivery says one. */
export const componentKinds = ['missing', 'broken', 'abandoned', 'unknown', 'intact'] as const

export const componentTileEndpoint = endpoint({
  method: 'GET',
  path: '/api/tiles/components/:z/:x/:y',
  summary:
    'Components as a Mapbox vector tile, layer `components`: from zoom 14 points with `id` and `kind` (the state), farther out or where there are too many cells with `total` and a count for each state; removed ones are left out',
  permission: 'component.read',
  scope,
  params: TilePlace,
  query: z.object({ classCode: classCode.optional() }),
  body: nothing,
  reply: z.unknown(),
})
