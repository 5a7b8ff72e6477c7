/** Endpoints of cases. One endpoint an action is made from the life-cycle table, so none can be forgotten. */
import { z } from 'zod'
import { endpoint, SeenVersion } from '../endpoint.ts'
import { Instant, OnDate } from '../instant.ts'
import { actionPermission } from './action-permissions.ts'
import { caseFigureCodes } from './case-figure.ts'
import { CasePhoto, CaseRecord } from './case-record.ts'
import { actionInputs } from './inputs.ts'
import { type CaseActionName, caseActionNames, caseClocks, ruleOf, toKebab } from './life-cycle.ts'
import { lights } from './light.ts'
import { Ring } from './map-contract.ts'
import { sources } from './source.ts'
import { CaseState } from './state.ts'

const nothing = z.object({})
const caseId = z.object({ id: z.uuid() })

/** What every action answers: enough to go on with, nothing personal. */
export const CaseReceipt = z.object({
  id: z.uuid(),
  reportNumber: z.string(),
  number: z.string().nullable(),
  state: CaseState,
  version: z.int(),
  disposeDueAt: z.string().nullable(),
  clockDueAt: z.string().nullable(),
})
export type CaseReceipt = z.infer<typeof CaseReceipt>

const ifVersion = z.object({
  expectedVersion: SeenVersion.positive().optional(),
})

const whom: Record<string, string> = {
  anyone: 'Cases in the own areas of duty.',
  'lead-unit': 'Cases whose lead unit is the own organisation.',
  'lead-unit-or-handler':
    'Cases whose lead unit is the own organisation; a handler only those assigned to them or to nobody.',
  'task-holder': 'Cases whose task was given to oneself.',
  'another-person': 'Cases that somebody else proposed.',
}

/** The endpoint that takes `action` on a case. */
export function actionEndpoint<A extends CaseActionName>(action: A) {
  const rule = ruleOf(action)
  return endpoint({
    method: 'POST',
    path: `/api/cases/:id/${toKebab(action)}`,
    summary: `${rule.zh} ${rule.en}: ${rule.from.length > 8 ? 'any open case' : rule.from.join(', ')} → ${rule.to}`,
    permission: actionPermission(action),
    scope: whom[rule.who] ?? '',
    params: caseId,
    query: nothing,
    body: (actionInputs[action] as z.ZodObject).extend(ifVersion.shape),
    reply: CaseReceipt,
    problems: ['case.unknown', 'case.action-not-allowed', 'case.not-yours', 'case.stale-version'],
  })
}

/** One endpoint for every action of the table. */
export const actionEndpoints = caseActionNames.map((action) => ({ action, endpoint: actionEndpoint(action) }))

const NamedUnit = z.object({ id: z.string(), name: z.string() })

/** Who has a waiting case in hand, and since when. */
const CaseHolder = z.object({ id: z.uuid(), name: z.string(), since: z.string() })

/** One line of a queue. */
export const CaseRow = z.object({
  id: z.uuid(),
  reportNumber: z.string(),
  number: z.string().nullable(),
  state: CaseState,
  version: z.int(),
  source: z.enum(sources),
  kind: z.enum(['component', 'matter']).nullable(),
  classCode: z.string().nullable(),
  className: z.string().nullable(),
  description: z.string(),
  address: z.string(),
  point: z.tuple([z.number(), z.number()]).nullable(),
  townCode: z.string().nullable(),
  communityCode: z.string().nullable(),
  areaName: z.string().nullable(),
  level: z.string(),
  leadUnit: NamedUnit.nullable(),
  reportedAt: z.string(),
  filedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  clockName: z.enum(caseClocks).nullable(),
  clockDueAt: z.string().nullable(),
  clockYellowAt: z.string().nullable(),
  disposeDueAt: z.string().nullable(),
  light: z.enum(lights),
  /** Who has it in hand while it waits. */
  holder: CaseHolder.nullable(),
  isReturned: z.boolean(),
  reworks: z.int(),
  supervisionsOpen: z.int(),
})
export type CaseRow = z.infer<typeof CaseRow>

const oneId = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const idList = new RegExp(`^${oneId}(,${oneId}){0,199}$`, 'i')

/** What a list of cases can be narrowed by. All of it stands in the address of the screen. */
export const CaseFilter = z.object({
  /** `mine`: what waits for the signed-in person's posts. `all`: everything visible. */
  queue: z.enum(['mine', 'all']).default('all'),
  state: z.string().optional().meta({ description: 'states, separated by commas' }),
  light: z.enum(['red', 'yellow', 'green', 'paused']).optional(),
  unitId: z.uuid().optional(),
  areaCode: z
    .string()
    .regex(/^\d{6,15}$/)
    .optional(),
  classCode: z.string().optional(),
  kind: z.enum(['component', 'matter']).optional(),
  taskHolderId: z.uuid().toLowerCase().optional(),
  /** The cases behind a figure of the command screen; those of a day are of `onDate`, or of today. */
  figure: z.enum(caseFigureCodes).optional(),
  onDate: OnDate.optional(),
  source: z.enum(sources).optional(),
  level: z.enum(['ordinary', 'urgent']).optional(),
  /** `me`: what oneself has in hand; `free`: what nobody has; `others`: what somebody else has. */
  holder: z.enum(['me', 'free', 'others']).optional(),
  text: z.string().max(100).optional().meta({ description: 'number, address or description' }),
  reportedFrom: Instant.optional(),
  reportedTo: Instant.optional(),
  filedFrom: Instant.optional(),
  filedTo: Instant.optional(),
  within: Ring.optional(),
  sort: z.enum(['due', 'newest', 'oldest', 'overdue']).default('due'),
  ids: z
    .string()
    .regex(idList)
    .optional()
    .meta({ description: 'which of these cases, at most 200, separated by commas, are in the list now' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(200).optional().meta({ description: 'the cursor of the page before' }),
})
export type CaseFilter = z.infer<typeof CaseFilter>

export const listCasesEndpoint = endpoint({
  method: 'GET',
  path: '/api/cases',
  summary: 'Cases as a queue: what runs out first stands on top',
  permission: 'case.read',
  scope:
    'The own county and areas of duty; a unit its own cases, a handler and a collector their tasks and reports.',
  params: nothing,
  query: CaseFilter,
  body: nothing,
  reply: z.object({ cases: z.array(CaseRow), next: z.string().nullable() }),
})

export const countCasesEndpoint = endpoint({
  method: 'GET',
  path: '/api/case-counts',
  summary: 'How many cases the list holds in each state, by light; the state asked for is left out',
  permission: 'case.read',
  scope: 'As the list.',
  params: nothing,
  query: CaseFilter.omit({ sort: true, limit: true, after: true, ids: true }),
  body: nothing,
  reply: z.object({
    states: z.array(z.object({ state: CaseState, total: z.int(), red: z.int(), yellow: z.int() })),
    mine: z.int(),
    /** Of them, what oneself has in hand. */
    inHand: z.int(),
  }),
})

/** One line of the story of a case. */
export const TimelineEntry = z.object({
  seq: z.int(),
  action: z.string(),
  zh: z.string(),
  en: z.string(),
  at: z.string(),
  actorName: z.string(),
  post: z.string().nullable(),
  organisationName: z.string().nullable(),
  fromState: CaseState.nullable(),
  toState: CaseState,
  data: z.record(z.string(), z.unknown()),
  /** Names of people, units and cases that `data` refers to, by id. */
  names: z.record(z.string(), z.string()),
})

const Segment = z.object({
  from: z.string(),
  to: z.string(),
  counted: z.boolean(),
  minutes: z.number(),
  kind: z.string(),
  why: z.object({ zh: z.string(), en: z.string() }),
})

/** A clock with its explanation, minute by minute. */
export const ExplainedClock = z.object({
  /** `inner` is the clock of an inner order. */
  name: z.enum([...caseClocks, 'inner']),
  label: z.object({ zh: z.string(), en: z.string() }),
  limit: z.object({ zh: z.string(), en: z.string() }),
  limitSource: z.string().nullable(),
  state: z.enum(['running', 'paused', 'stopped']),
  light: z.enum(['green', 'yellow', 'red', 'paused', 'stopped']),
  startedAt: z.string(),
  /** Why it starts there, where that needs saying: the start of a case taken over is reckoned. */
  startedBecause: z.object({ zh: z.string(), en: z.string() }).nullable(),
  dueAt: z.string().nullable(),
  calendarPublished: z.boolean(),
  calendarName: z.object({ zh: z.string(), en: z.string() }),
  limitMinutes: z.number(),
  usedMinutes: z.number(),
  leftMinutes: z.number(),
  overdue: z.boolean(),
  segments: z.array(Segment),
})
export type ExplainedClock = z.infer<typeof ExplainedClock>

export const AllowedAction = z.object({
  name: z.enum(caseActionNames as [CaseActionName, ...CaseActionName[]]),
  path: z.string(),
  zh: z.string(),
  en: z.string(),
  way: z.enum(['forward', 'back', 'side', 'end']),
})

export const CaseDetail = CaseRecord.omit({ clocks: true }).extend({
  className: z.string().nullable(),
  condition: z
    .object({
      filing: z.string(),
      closing: z.string(),
      legalBasis: z.string().nullable(),
      collectionNotes: z.string().nullable(),
    })
    .nullable(),
  areaName: z.string().nullable(),
  leadUnit: NamedUnit.nullable(),
  assistUnits: z.array(NamedUnit),
  handlerName: z.string().nullable(),
  taskHolderName: z.string().nullable(),
  reporterName: z.string().nullable(),
  light: z.enum(lights),
  holder: CaseHolder.nullable(),
  /** Whether it waits for oneself, so that it may be taken in hand. */
  isWaitingForMe: z.boolean(),
  photos: z.array(
    CasePhoto.extend({
      /** When the camera says that it was taken, and how far from the case; claims, not facts. */
      takenAt: z.string().nullable(),
      metresAway: z.int().nullable(),
      /** When the picture was let go by the county's rule; who handed it in and when stays. */
      erasedAt: z.string().nullable(),
    }),
  ),
  clocks: z.array(ExplainedClock),
  timeline: z.array(TimelineEntry),
  actions: z.array(AllowedAction),
  mergedCases: z.array(z.object({ id: z.uuid(), reportNumber: z.string() })),
})
export type CaseDetail = z.infer<typeof CaseDetail>

export const showCaseEndpoint = endpoint({
  method: 'GET',
  path: '/api/cases/:id',
  summary: 'A case: facts, timeline, explained clocks, and the actions the signed-in person may take now',
  permission: 'case.read',
  scope: 'As the list.',
  params: caseId,
  query: nothing,
  body: nothing,
  reply: CaseDetail,
  problems: ['case.unknown'],
})

const degrees = String.raw`-?\d{1,3}(\.\d{1,15})?`
const BoundingBox = z
  .string()
  .regex(new RegExp(`^${degrees}(,${degrees}){3}$`))
  .meta({ description: 'west,south,east,north in degrees' })

export const mapCasesEndpoint = endpoint({
  method: 'GET',
  path: '/api/map/cases',
  summary: 'Open cases as points, at most 5,000',
  permission: 'case.read',
  scope: 'As the list.',
  params: nothing,
  query: z.object({ queue: z.enum(['mine', 'all']).default('all'), bbox: BoundingBox.optional() }),
  body: nothing,
  reply: z.object({
    type: z.literal('FeatureCollection'),
    features: z.array(
      z.object({
        type: z.literal('Feature'),
        id: z.string(),
        geometry: z.unknown(),
        properties: z.record(z.string(), z.unknown()),
      }),
    ),
  }),
})
