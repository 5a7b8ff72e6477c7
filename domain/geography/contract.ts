/** Endpoints of areas, unit grids, places and map layers. All of them answer for the county of the person who asks. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { OnDate } from '../instant.ts'
import { ImportReport, SentenceText } from '../table.ts'
import { matchWays } from './address-rank.ts'
import { AreaCode, areaLevels } from './area-code.ts'
import { CellCode } from './cell-code.ts'
import { Datum } from './datum.ts'
import { AreaGeometry, Position } from './geometry.ts'
import { Hours } from './no-report-zone.ts'
import { placeKinds } from './place.ts'
import { Responsibility, StaffMember } from './responsibility.ts'

const nothing = z.object({})
const scope = 'The own county.'
const onDate = OnDate.optional().meta({ description: '日期 the day to ask about; today when left out' })
const lng = z.coerce.number().min(-180).max(180).meta({ description: '经度 longitude in degrees' })
const lat = z.coerce.number().min(-90).max(90).meta({ description: '纬度 latitude in degrees' })
const datum = Datum.default('cgcs2000').meta({ description: '坐标系 the datum of the degrees' })

/** A shape on its way out: kept as it is, checked when it came in. */
const ShapeView = z.object({ type: z.string(), coordinates: z.array(z.unknown()) })

export const AreaView = z.object({
  code: AreaCode,
  name: z.string(),
  level: z.enum(areaLevels),
  kind: z
    .string()
    .meta({ description: 'county, street, town, township, zone, residents, villagers or virtual' }),
  parentCode: z.string().nullable(),
  isVirtual: z.boolean().meta({ description: 'A code without ground' }),
  synthetic: z.boolean().meta({ description: '演示数据 the border is invented for demonstration' }),
})
export type AreaView = z.infer<typeof AreaView>

export const CellView = z.object({
  code: CellCode,
  communityCode: z.string(),
  areaClass: z.enum(['A', 'B', 'C']),
  name: z.string().nullable(),
  squareMetres: z.number(),
  validFrom: OnDate,
  validTo: OnDate.nullable(),
  synthetic: z.boolean(),
})
export type CellView = z.infer<typeof CellView>

export const listAreasEndpoint = endpoint({
  method: 'GET',
  path: '/api/areas',
  summary: 'The county, its towns and its communities',
  permission: 'area.read',
  scope,
  params: nothing,
  query: z.object({ level: z.enum(areaLevels).optional(), parentCode: AreaCode.optional(), onDate }),
  body: nothing,
  reply: z.object({ areas: z.array(AreaView) }),
})

export const getAreaEndpoint = endpoint({
  method: 'GET',
  path: '/api/areas/:code',
  summary: 'One area with its shape',
  permission: 'area.read',
  scope,
  params: z.object({ code: AreaCode }),
  query: z.object({ onDate }),
  body: nothing,
  reply: AreaView.extend({ geometry: ShapeView.nullable() }),
  problems: ['geography.area-not-found'],
})

export const listRankedUnitsEndpoint = endpoint({
  method: 'GET',
  path: '/api/areas/ranked-units',
  summary: 'The units that the city compares with each other',
  permission: 'area.read',
  scope: 'The city of the own county.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({
    units: z.array(
      z.object({
        key: z.string(),
        name: SentenceText,
        kind: z.enum(['county', 'zone']),
        countyCode: z.string().nullable(),
        assembled: z
          .boolean()
          .meta({ description: '演示名称 assembled for demonstration, not stated by a source' }),
      }),
    ),
  }),
})

export const listCellsEndpoint = endpoint({
  method: 'GET',
  path: '/api/cells',
  summary: 'Unit grids of an area',
  permission: 'area.read',
  scope,
  params: nothing,
  query: z.object({ areaCode: AreaCode, onDate }),
  body: nothing,
  reply: z.object({ cells: z.array(CellView) }),
})

export const getCellEndpoint = endpoint({
  method: 'GET',
  path: '/api/cells/:code',
  summary: 'One unit grid with its shape and who is responsible for it',
  permission: 'area.read',
  scope,
  params: z.object({ code: CellCode }),
  query: z.object({ onDate }),
  body: nothing,
  reply: CellView.extend({ geometry: ShapeView, responsibilities: z.array(Responsibility) }),
  problems: ['geography.cell-not-found'],
})

const NamedArea = z.object({ code: z.string(), name: z.string() })

export const LocationView = z.object({
  position: Position.meta({ description: 'The point in CGCS2000 degrees' }),
  town: NamedArea.nullable(),
  community: NamedArea.nullable(),
  cell: z.object({ code: z.string(), areaClass: z.enum(['A', 'B', 'C']) }).nullable(),
  responsibilities: z.array(Responsibility),
  noReportZones: z.array(
    z.object({ id: z.uuid(), name: z.string(), reason: z.string(), hours: z.array(Hours) }),
  ),
})
export type LocationView = z.infer<typeof LocationView>

export const locateEndpoint = endpoint({
  method: 'GET',
  path: '/api/places/locate',
  summary:
    'Town, community, unit grid and responsibilities of a point; a shared edge belongs to the smallest code',
  permission: 'area.read',
  scope,
  params: nothing,
  query: z.object({ lng, lat, datum, onDate }),
  body: nothing,
  reply: LocationView,
  problems: ['geography.outside-county'],
})

export const AddressView = z.object({
  kind: z.enum([...placeKinds, 'area', 'between']),
  id: z.string(),
  text: z.string(),
  /** How the place lies to the thing that was found, in the words that were typed; null where it is the thing itself. */
  relation: z
    .object({ kind: z.enum(['beside', 'opposite', 'offset']), anchor: z.string(), words: z.string() })
    .nullable(),
  /** Whether one sign differs from what was typed: nothing had the very name. */
  hasSlip: z.boolean(),
  /** Why it was found, and by which of its names. */
  match: z.object({ way: z.enum([...matchWays, 'area', 'streets']), name: z.string() }),
  /** Null for a place that is worked out from others: ask where its position lies. */
  communityCode: z.string().nullable(),
  position: Position,
  synthetic: z.boolean(),
})
export type AddressView = z.infer<typeof AddressView>

export const searchAddressesEndpoint = endpoint({
  method: 'GET',
  path: '/api/addresses',
  summary:
    'Places of the library, communities and crossings by name, other name, pinyin, initials or a phrase such as 县医院东侧50米, best first',
  permission: 'area.read',
  scope,
  params: nothing,
  query: z.object({
    q: z.string().min(1).max(200).meta({ description: '地址文字、拼音或首字母 text, pinyin or initials' }),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  body: nothing,
  reply: z.object({ addresses: z.array(AddressView) }),
})

export const listResponsibilitiesEndpoint = endpoint({
  method: 'GET',
  path: '/api/responsibilities',
  summary: 'Responsibility grids of a layer, with staff',
  permission: 'area.read',
  scope,
  params: nothing,
  query: z.object({ layer: z.string().optional(), onDate }),
  body: nothing,
  reply: z.object({
    layers: z.array(z.object({ layer: z.string(), name: SentenceText })),
    responsibilities: z.array(Responsibility.extend({ cells: z.number().int() })),
  }),
})

export const putResponsibilityEndpoint = endpoint({
  method: 'PUT',
  path: '/api/responsibilities/:layer/:code',
  summary:
    'Say from which day on a responsibility grid has which unit grids, holder and staff; unit grids leave the grid of the same layer they were in',
  permission: 'area.manage',
  scope,
  params: z.object({ layer: z.string(), code: z.string().regex(/^[\w-]{1,40}$/) }),
  query: nothing,
  body: z.object({
    name: z.string().trim().min(1).max(100),
    organisationId: z.uuid().nullable().default(null),
    staff: z.array(StaffMember).max(50),
    cells: z
      .array(CellCode)
      .min(1)
      .max(1000)
      .optional()
      .meta({ description: '单元网格代码 the unit grids from that day on; as before when left out' }),
    validFrom: OnDate.meta({ description: '启用日期 the first day' }),
  }),
  reply: z.object({ layer: z.string(), code: z.string(), cells: z.int(), taken: z.int(), released: z.int() }),
  problems: [
    'geography.layer-not-found',
    'geography.cell-not-found',
    'geography.grid-without-cells',
    'geography.survey-too-early',
  ],
})

export const createNoReportZoneEndpoint = endpoint({
  method: 'POST',
  path: '/api/no-report-zones',
  summary: 'Mark ground and hours in which collectors are warned before they report',
  permission: 'area.manage',
  scope,
  params: nothing,
  query: nothing,
  body: z
    .object({
      name: z.string().trim().min(1).max(100),
      reason: z.string().trim().min(1).max(500),
      geometry: AreaGeometry,
      hours: z.array(Hours).max(10).default([]),
      validFrom: OnDate,
      validTo: OnDate.nullable().default(null),
    })
    .refine((it) => it.validTo === null || it.validTo > it.validFrom, {
      path: ['validTo'],
      message: '须晚于启用日期 must be later than validFrom',
    }),
  reply: z.object({ id: z.uuid() }),
  problems: ['geography.survey-faulty', 'geography.outline-missing'],
})

export const endNoReportZoneEndpoint = endpoint({
  method: 'POST',
  path: '/api/no-report-zones/:id/end',
  summary: 'End a no-report zone on a day',
  permission: 'area.manage',
  scope,
  params: z.object({ id: z.uuid() }),
  query: nothing,
  body: z.object({ validTo: OnDate.meta({ description: '停用日期 the first day without it' }) }),
  reply: z.object({ id: z.uuid() }),
  problems: ['geography.zone-not-found', 'geography.survey-too-early'],
})

/** The layers of the map; each is a GeoJSON collection. */
export const mapLayers = [
  'outline',
  'towns',
  'communities',
  'cells',
  'streets',
  'landmarks',
  'responsibilities',
  'no-report-zones',
] as const
export const MapLayer = z.enum(mapLayers)
export type MapLayer = z.infer<typeof MapLayer>

const BoxText = z
  .string()
  .regex(/^-?\d+(\.\d+)?(,-?\d+(\.\d+)?){3}$/, 'west,south,east,north')
  .meta({ description: '范围 west,south,east,north in degrees' })

export const MapFeatures = z.object({
  type: z.literal('FeatureCollection'),
  synthetic: z
    .boolean()
    .meta({ description: '演示数据 whether anything shown is invented for demonstration' }),
  truncated: z.boolean().meta({ description: 'Whether there was more than one answer holds' }),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      id: z.string(),
      properties: z.record(z.string(), z.unknown()),
      geometry: ShapeView,
    }),
  ),
})
export type MapFeatures = z.infer<typeof MapFeatures>

export const getMapLayerEndpoint = endpoint({
  method: 'GET',
  path: '/api/map/:layer',
  summary: 'One layer of the map as GeoJSON in CGCS2000 degrees',
  permission: 'area.read',
  scope,
  params: z.object({ layer: MapLayer }),
  query: z.object({
    bbox: BoxText.optional(),
    of: z.string().optional().meta({ description: '责任网格图层 which layer of responsibility grids' }),
    onDate,
  }),
  body: nothing,
  reply: MapFeatures,
})

const tolerance = z.coerce
  .number()
  .min(0)
  .max(100)
  .default(1)
  .meta({ description: '容差（平方米） overlaps and gaps up to this size are let pass' })
const dryRun = z
  .enum(['true', 'false'])
  .default('false')
  .meta({ description: '仅检查 check only, change nothing' })
const layer = z.string().optional().meta({ description: 'GeoPackage 图层 which layer of a GeoPackage' })
/** What the reading of a survey can be refused for. */
export const surveyProblems = [
  'geography.survey-unreadable',
  'geography.projection-missing',
  'geography.projection-unknown',
  'geography.survey-too-early',
]

/** The files a survey may come in. */
export const surveyFormats = ['shapefile', 'geopackage', 'geojson'] as const
/** A coordinate system that surveys may be in. */
export const Epsg = z.coerce.number().int().meta({ description: '坐标系 4490, 4326 or 4513–4554' })

export const CellImportReport = ImportReport.extend({
  /** Cells that begin, end, and stay as they were. */
  begun: z.int(),
  ended: z.int(),
  unchanged: z.int(),
})
export type CellImportReport = z.infer<typeof CellImportReport>

export const importCellSurveyEndpoint = endpoint({
  method: 'POST',
  path: '/api/cells/surveys',
  takesFile: true,
  summary:
    'Import a survey of unit grids (multipart file: zipped Shapefile, GeoPackage or GeoJSON), replacing the grids of the communities in it',
  permission: 'area.manage',
  scope,
  params: nothing,
  query: z.object({
    validFrom: OnDate.meta({ description: '启用日期 the first day of the delivered grids' }),
    codeColumn: z.string().default('code').meta({ description: '网格代码字段 which attribute is the code' }),
    classColumn: z
      .string()
      .default('area_class')
      .meta({ description: '区域类别字段 which attribute is the area class' }),
    layer,
    toleranceSquareMetres: tolerance,
    dryRun,
  }),
  body: nothing,
  reply: CellImportReport,
  problems: surveyProblems,
})

export const exportCellSurveyEndpoint = endpoint({
  method: 'GET',
  path: '/api/cells/surveys',
  logged: 'cell.export',
  summary: 'The unit grids of an area as a survey file',
  permission: 'area.read',
  scope,
  params: nothing,
  query: z.object({
    areaCode: AreaCode,
    format: z.enum(surveyFormats).default('geopackage'),
    epsg: Epsg.default(4490),
    onDate,
  }),
  body: nothing,
  reply: z.unknown().meta({ description: 'The file' }),
  problems: ['geography.projection-unknown', 'geography.area-not-found'],
})

export const importAreaSurveyEndpoint = endpoint({
  method: 'POST',
  path: '/api/areas/surveys',
  takesFile: true,
  summary: 'Import a survey of areas (multipart file: zipped Shapefile, GeoPackage or GeoJSON)',
  permission: 'area.manage',
  scope,
  params: nothing,
  query: z.object({
    validFrom: OnDate.meta({ description: '启用日期 the first day of the delivered areas' }),
    codeColumn: z.string().default('code').meta({ description: '区划代码字段 which attribute is the code' }),
    nameColumn: z.string().default('name').meta({ description: '名称字段 which attribute is the name' }),
    layer,
    toleranceSquareMetres: tolerance,
    dryRun,
  }),
  body: nothing,
  reply: ImportReport,
  problems: surveyProblems,
})

export const exportAreaSurveyEndpoint = endpoint({
  method: 'GET',
  path: '/api/areas/surveys',
  logged: 'area.export',
  summary: 'The areas of a level as a survey file',
  permission: 'area.read',
  scope,
  params: nothing,
  query: z.object({
    level: z.enum(areaLevels).default('community'),
    format: z.enum(surveyFormats).default('geopackage'),
    epsg: Epsg.default(4490),
    onDate,
  }),
  body: nothing,
  reply: z.unknown().meta({ description: 'The file' }),
  problems: ['geography.projection-unknown', 'geography.area-not-found'],
})
