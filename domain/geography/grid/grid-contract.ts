/** Endpoints of drafts of the unit grid. A draft belongs to one community; every operation is an act on the version that was seen. */
import { z } from 'zod'
import { endpoint } from '../../endpoint.ts'
import { OnDate } from '../../instant.ts'
import { ImportReport } from '../../table.ts'
import { CommunityCode } from '../area-code.ts'
import { CellCode } from '../cell-code.ts'
import { Epsg, surveyFormats, surveyProblems } from '../contract.ts'
import { StaffMember } from '../responsibility.ts'
import { AreaClass } from './grid-cell.ts'
import { GridFault } from './grid-fault.ts'
import { GridOperation } from './grid-operation.ts'

const nothing = z.object({})
const permission = 'area.manage'
const scope = 'The own county; to change something, within the areas of duty.'
const one = z.object({ id: z.uuid() })
const expectedVersion = z
  .int()
  .nonnegative()
  .meta({ description: '所见版本 the version that was looked at; another one is refused' })

export const gridDraftStates = ['open', 'published', 'discarded'] as const

export const GridDraftView = z.object({
  id: z.uuid(),
  communityCode: z.string(),
  communityName: z.string(),
  state: z.enum(gridDraftStates),
  version: z.int(),
  /** How many steps hold; behind them stand those that were undone. */
  position: z.int(),
  steps: z.int(),
  openedBy: z.string(),
  openedAt: z.iso.datetime({ offset: true }),
  changedBy: z.string(),
  changedAt: z.iso.datetime({ offset: true }),
  /** Of a published draft: the first day, why, and how many cells began, ended and changed. */
  validFrom: OnDate.nullable(),
  reason: z.string().nullable(),
  counts: z.object({ begun: z.int(), ended: z.int(), changed: z.int() }).nullable(),
})
export type GridDraftView = z.infer<typeof GridDraftView>

/** A shape on its way out: checked when it came in. */
const ShapeView = z.object({ type: z.string(), coordinates: z.array(z.unknown()) })
const CellOfDraft = z.object({
  code: z.string(),
  areaClass: AreaClass,
  name: z.string().nullable(),
  squareMetres: z.number(),
  grids: z.record(z.string(), z.string()),
  from: z.array(z.string()),
  /** `changed`: other attributes; `noded`: another node on the border, the same ground. */
  status: z.enum(['begun', 'changed', 'noded', 'kept']),
  geometry: ShapeView,
})
export type CellOfDraft = z.infer<typeof CellOfDraft>

const StepView = z.object({
  number: z.int(),
  kind: z.string(),
  by: z.string(),
  at: z.iso.datetime({ offset: true }),
  removed: z.array(z.string()),
  added: z.array(z.string()),
})

export const GridDraftDetail = GridDraftView.extend({
  cells: z.array(CellOfDraft),
  ended: z.array(z.object({ code: z.string(), squareMetres: z.number(), geometry: ShapeView })),
  /** Cells that stay with other attributes: what they were. */
  before: z.array(
    z.object({
      code: z.string(),
      areaClass: AreaClass,
      name: z.string().nullable(),
      grids: z.record(z.string(), z.string()),
    }),
  ),
  descent: z.array(z.object({ fromCode: z.string(), toCode: z.string(), squareMetres: z.number() })),
  faults: z.array(GridFault),
  /** The cells in force are no longer those the draft was built on: it cannot be published. */
  isStale: z.boolean(),
  history: z.array(StepView),
  ground: ShapeView.nullable(),
  synthetic: z.boolean(),
})
export type GridDraftDetail = z.infer<typeof GridDraftDetail>

export const listGridDraftsEndpoint = endpoint({
  method: 'GET',
  path: '/api/grid-drafts',
  summary: 'Drafts of the unit grid, the latest first: open, published and discarded ones',
  permission,
  scope,
  params: nothing,
  query: z.object({ state: z.enum(gridDraftStates).optional(), communityCode: CommunityCode.optional() }),
  body: nothing,
  reply: z.object({ drafts: z.array(GridDraftView) }),
})

export const getGridDraftEndpoint = endpoint({
  method: 'GET',
  path: '/api/grid-drafts/:id',
  summary: 'A draft with its cells, what differs from the grid in force, and what is wrong with it',
  permission,
  scope,
  params: one,
  query: nothing,
  body: nothing,
  reply: GridDraftDetail,
  problems: ['geography.draft-not-found'],
})

export const openGridDraftEndpoint = endpoint({
  method: 'POST',
  path: '/api/grid-drafts',
  summary: 'Open a draft of the unit grid of a community; there is one open draft a community',
  permission,
  scope,
  params: nothing,
  query: nothing,
  body: z.object({ communityCode: CommunityCode }),
  reply: z.object({ id: z.uuid(), version: z.int() }),
  problems: ['geography.draft-open', 'geography.area-not-found', 'geography.outside-duty'],
})

const draftReply = z.object({ id: z.uuid(), version: z.int(), position: z.int() })

export const changeGridDraftEndpoint = endpoint({
  method: 'POST',
  path: '/api/grid-drafts/:id/steps',
  summary:
    'Do one operation in a draft: split, merge, move, add or remove nodes, assign a code, set attributes',
  permission,
  scope,
  params: one,
  query: nothing,
  body: z.object({ expectedVersion, operation: GridOperation }),
  reply: draftReply.extend({ removed: z.array(z.string()), added: z.array(z.string()) }),
  problems: [
    'geography.draft-not-found',
    'geography.draft-moved-on',
    'geography.outside-duty',
    'geography.operation-refused',
  ],
})

const turn = (word: 'undo' | 'redo', summary: string) =>
  endpoint({
    method: 'POST',
    path: `/api/grid-drafts/:id/${word}`,
    summary,
    permission,
    scope,
    params: one,
    query: nothing,
    body: z.object({ expectedVersion }),
    reply: draftReply,
    problems: [
      'geography.draft-not-found',
      'geography.draft-moved-on',
      'geography.outside-duty',
      'geography.nothing-to-turn',
    ],
  })

export const undoGridDraftEndpoint = turn('undo', 'Take the last operation of a draft back')
export const redoGridDraftEndpoint = turn('redo', 'Do again what was taken back')

export const discardGridDraftEndpoint = endpoint({
  method: 'POST',
  path: '/api/grid-drafts/:id/discard',
  summary: 'Give a draft up; it stays to be read',
  permission,
  scope,
  params: one,
  query: nothing,
  body: z.object({ expectedVersion }),
  reply: z.object({ id: z.uuid() }),
  problems: ['geography.draft-not-found', 'geography.draft-moved-on', 'geography.outside-duty'],
})

export const publishGridDraftEndpoint = endpoint({
  method: 'POST',
  path: '/api/grid-drafts/:id/publish',
  summary:
    'Put a draft into force from a day on: ended cells end on it, new ones begin, responsibility grids are drawn anew',
  permission,
  scope,
  params: one,
  query: nothing,
  body: z.object({
    expectedVersion,
    validFrom: OnDate.meta({ description: '启用日期 the first day, today or later' }),
    reason: z.string().trim().min(1).max(500).meta({ description: '变更原因 why, as the history tells it' }),
  }),
  reply: z.object({ id: z.uuid(), begun: z.int(), ended: z.int(), changed: z.int() }),
  problems: [
    'geography.draft-not-found',
    'geography.draft-moved-on',
    'geography.outside-duty',
    'geography.draft-faulty',
    'geography.draft-stale',
    'geography.draft-empty',
    'geography.survey-too-early',
    'geography.publication-past',
  ],
})

export const GridSurveyReport = ImportReport.extend({
  /** The drafts that were opened or went on, one a community. */
  drafts: z.array(z.object({ id: z.uuid(), communityCode: z.string() })),
  /** Cells of other shapes than those in force under their codes, with the codes they got instead. */
  renumbered: z.array(z.object({ row: z.int(), code: z.string(), newCode: z.string() })),
})
export type GridSurveyReport = z.infer<typeof GridSurveyReport>

export const importGridSurveyEndpoint = endpoint({
  method: 'POST',
  path: '/api/grid-drafts/surveys',
  takesFile: true,
  summary:
    'Take a survey of unit grids (multipart file: zipped Shapefile, GeoPackage or GeoJSON) as drafts of its communities; nothing comes into force',
  permission,
  scope,
  params: nothing,
  query: z.object({
    codeColumn: z.string().default('code').meta({ description: '网格代码字段 which attribute is the code' }),
    classColumn: z
      .string()
      .default('area_class')
      .meta({ description: '区域类别字段 which attribute is the area class' }),
    layer: z.string().optional().meta({ description: 'GeoPackage 图层 which layer of a GeoPackage' }),
  }),
  body: nothing,
  reply: GridSurveyReport,
  problems: surveyProblems,
})

export const exportGridDraftEndpoint = endpoint({
  method: 'GET',
  path: '/api/grid-drafts/:id/survey',
  logged: 'grid-draft.export',
  summary: 'The cells of a draft as a survey file',
  permission,
  scope,
  params: one,
  query: z.object({ format: z.enum(surveyFormats).default('geopackage'), epsg: Epsg.default(4490) }),
  body: nothing,
  reply: z.unknown().meta({ description: 'The file' }),
  problems: ['geography.draft-not-found', 'geography.projection-unknown'],
})

/** The grid of one community in short. */
export const CommunityGridView = z.object({
  code: z.string(),
  cells: z.int().meta({ description: '单元网格数 cells in force' }),
  draft: z
    .object({
      id: z.uuid(),
      changedBy: z.string(),
      changedAt: z.iso.datetime({ offset: true }),
      errors: z.int(),
      warnings: z.int(),
      isStale: z.boolean(),
    })
    .nullable()
    .meta({ description: '草稿 the open draft, with how much is wrong with it' }),
})
export type CommunityGridView = z.infer<typeof CommunityGridView>

export const showGridOverviewEndpoint = endpoint({
  method: 'GET',
  path: '/api/grid-communities',
  summary: 'Every community with the number of its unit grids, and its open draft with what is wrong with it',
  permission,
  scope,
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({ communities: z.array(CommunityGridView) }),
})

const Relative = z.object({ code: z.string(), squareMetres: z.number(), onDate: OnDate, reason: z.string() })

export const getCellDescentEndpoint = endpoint({
  method: 'GET',
  path: '/api/cells/:code/descent',
  summary: 'Which unit grids a cell came from, and which came from it',
  permission: 'area.read',
  scope,
  params: z.object({ code: CellCode }),
  query: nothing,
  body: nothing,
  reply: z.object({ from: z.array(Relative), to: z.array(Relative) }),
})

export const getResponsibilityEndpoint = endpoint({
  method: 'GET',
  path: '/api/responsibilities/:layer/:code',
  summary: 'A responsibility grid with its unit grids, on a day',
  permission: 'area.read',
  scope,
  params: z.object({ layer: z.string(), code: z.string() }),
  query: z.object({ onDate: OnDate.optional() }),
  body: nothing,
  reply: z.object({
    layer: z.string(),
    code: z.string(),
    name: z.string(),
    organisationId: z.uuid().nullable(),
    staff: z.array(StaffMember),
    cells: z.array(z.string()),
  }),
  problems: ['geography.responsibility-not-found'],
})
