/** Endpoints of the second level: splitting a case, the steps of an inner order, the queue of both sides. */
import { z } from 'zod'
import { Limit } from '../../catalogue/limit.ts'
import { endpoint, SeenVersion } from '../../endpoint.ts'
import { ExplainedClock } from '../contract.ts'
import { toKebab } from '../life-cycle.ts'
import { lights } from '../light.ts'
import { InnerParts, innerInputs } from './inner-inputs.ts'
import { type InnerActionName, innerActionNames, innerPermission, innerRuleOf } from './inner-life-cycle.ts'
import { InnerOrderState } from './inner-order.ts'

const nothing = z.object({})
const byId = z.object({ id: z.uuid() })
const ifVersion = z.object({
  expectedVersion: SeenVersion.positive().optional(),
})

/** What a step answers. */
export const InnerReceipt = z.object({
  id: z.uuid(),
  caseId: z.uuid(),
  number: z.string(),
  state: InnerOrderState,
  version: z.int(),
  dueAt: z.string().nullable(),
})
export type InnerReceipt = z.infer<typeof InnerReceipt>

export const issueInnerOrdersEndpoint = endpoint({
  method: 'POST',
  path: '/api/cases/:id/inner-orders',
  summary:
    '拆分派发 split: give parts of a case to units below, each with a deadline within what the case has left',
  permission: innerPermission('issue'),
  scope: 'Cases whose lead unit is the own second-level platform; units whose parent it is.',
  params: byId,
  query: nothing,
  body: z.object({
    orders: InnerParts,
    note: z.string().trim().max(1000).default(''),
    ...ifVersion.shape,
  }),
  reply: z.object({ caseId: z.uuid(), orders: z.array(InnerReceipt) }),
  problems: [
    'case.unknown',
    'case.stale-version',
    'inner-order.not-lead-unit',
    'inner-order.case-not-in-hand',
    'inner-order.unit-not-below',
    'inner-order.unit-twice',
    'inner-order.beyond-case',
  ],
})

const whose = {
  'second-level': 'Orders that the own second-level platform issued.',
  'inner-unit': 'Orders that were given to the own unit.',
} as const

/** The endpoint of a step. */
export function innerActionEndpoint<A extends InnerActionName>(action: A) {
  const rule = innerRuleOf(action)
  return endpoint({
    method: 'POST',
    path: `/api/inner-orders/:id/${toKebab(action)}`,
    summary: `${rule.zh} ${rule.en}: ${rule.from.join(', ')} → ${rule.to}`,
    permission: innerPermission(action),
    scope: whose[rule.side],
    params: byId,
    query: nothing,
    body: (innerInputs[action] as z.ZodObject).extend(ifVersion.shape),
    reply: InnerReceipt,
    problems: [
      'inner-order.unknown',
      'inner-order.action-not-allowed',
      'inner-order.not-yours',
      'inner-order.stale-version',
    ],
  })
}

/** One endpoint for every step of the table. */
export const innerActionEndpoints = innerActionNames.map((action) => ({
  action,
  endpoint: innerActionEndpoint(action),
}))

const NamedUnit = z.object({ id: z.string(), name: z.string() })

/** One line of the queue: the order and as much of its case as its unit needs. */
export const InnerRow = z.object({
  id: z.uuid(),
  version: z.int(),
  number: z.string(),
  caseId: z.uuid(),
  state: InnerOrderState,
  townUnit: NamedUnit.nullable(),
  unit: NamedUnit.nullable(),
  part: z.string(),
  className: z.string().nullable(),
  areaName: z.string().nullable(),
  address: z.string(),
  level: z.string(),
  issuedAt: z.string(),
  dueAt: z.string().nullable(),
  queueDueAt: z.string().nullable(),
  queueYellowAt: z.string().nullable(),
  isCapped: z.boolean(),
  light: z.enum(lights),
  reworks: z.int(),
  extensions: z.int(),
  isInTime: z.boolean().nullable(),
  /** Whether it waits for the signed-in person's unit. */
  isWaitingForMe: z.boolean(),
})
export type InnerRow = z.infer<typeof InnerRow>

const InnerAction = z.object({
  name: z.enum(innerActionNames as [InnerActionName, ...InnerActionName[]]),
  path: z.string(),
  zh: z.string(),
  en: z.string(),
  way: z.enum(['forward', 'back', 'side', 'end']),
})

const InnerTimelineEntry = z.object({
  seq: z.int(),
  action: z.string(),
  zh: z.string(),
  en: z.string(),
  at: z.string(),
  actorName: z.string(),
  post: z.string().nullable(),
  organisationName: z.string().nullable(),
  /** What was written: the reason, the result or the note. */
  text: z.string().nullable(),
})

/** An order with its story and its clock; nothing of the caller, and of the case only place and matter. */
export const InnerDetail = InnerRow.extend({
  /** What the case says, and its photos from before the work. */
  description: z.string(),
  point: z.tuple([z.number(), z.number()]).nullable(),
  casePhotoIds: z.array(z.string()),
  startedAt: z.string().nullable(),
  reportedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  result: z.string().nullable(),
  reason: z.string().nullable(),
  photos: z.array(z.object({ id: z.uuid(), at: z.string(), by: z.string() })),
  replacesNumber: z.string().nullable(),
  replacedByNumber: z.string().nullable(),
  /** The own clock, or the case's where that decides the deadline. */
  clock: ExplainedClock.nullable(),
  timeline: z.array(InnerTimelineEntry),
  actions: z.array(InnerAction),
})
export type InnerDetail = z.infer<typeof InnerDetail>

export const InnerFilter = z.object({
  /** `mine`: what waits for the own unit; `all`: everything visible. */
  queue: z.enum(['mine', 'all']).default('mine'),
  state: z.string().max(200).optional().meta({ description: 'states, separated by commas' }),
  light: z.enum(['red', 'yellow', 'green', 'paused']).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(200).optional().meta({ description: 'the cursor of the page before' }),
})
export type InnerFilter = z.infer<typeof InnerFilter>

const readScope =
  'Orders given to the own unit or issued by it; the centre those of the cases in its areas of duty.'

export const listInnerOrdersEndpoint = endpoint({
  method: 'GET',
  path: '/api/inner-orders',
  summary: 'Inner orders as a queue: what runs out first stands on top',
  permission: 'inner-order.read',
  scope: readScope,
  params: nothing,
  query: InnerFilter,
  body: nothing,
  reply: z.object({ orders: z.array(InnerRow), next: z.string().nullable() }),
})

export const countInnerOrdersEndpoint = endpoint({
  method: 'GET',
  path: '/api/inner-order-counts',
  summary: 'How many inner orders stand in each state, by light, and how many wait for oneself',
  permission: 'inner-order.read',
  scope: readScope,
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({
    mine: z.int(),
    mineRed: z.int(),
    states: z.array(z.object({ state: InnerOrderState, total: z.int(), red: z.int(), yellow: z.int() })),
  }),
})
export type InnerCounts = z.infer<typeof countInnerOrdersEndpoint.reply>

export const showInnerOrderEndpoint = endpoint({
  method: 'GET',
  path: '/api/inner-orders/:id',
  summary: 'An inner order: its part of the case, its clock, its story, and what one may do now',
  permission: 'inner-order.read',
  scope: readScope,
  params: byId,
  query: nothing,
  body: nothing,
  reply: InnerDetail,
  problems: ['inner-order.unknown'],
})

export const listCaseInnerOrdersEndpoint = endpoint({
  method: 'GET',
  path: '/api/cases/:id/inner-orders',
  summary: 'The inner orders of a case as a part of its story, and whether it may be split now',
  permission: 'inner-order.read',
  scope: 'Cases one may see; of them the orders one may see.',
  params: byId,
  query: nothing,
  body: nothing,
  reply: z.object({ orders: z.array(InnerDetail), maySplit: z.boolean() }),
  problems: ['case.unknown'],
})

/** A unit below, with what it has to do already. */
export const InnerUnit = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.string(),
  openOrders: z.int(),
  lateOrders: z.int(),
  /** Whether it has an open order of this case already. */
  hasOne: z.boolean(),
})
export type InnerUnit = z.infer<typeof InnerUnit>

export const listInnerUnitsEndpoint = endpoint({
  method: 'GET',
  path: '/api/cases/:id/inner-units',
  summary: 'The units below to which parts of the case can be given, and what each has to do already',
  permission: innerPermission('issue'),
  scope: 'Cases whose lead unit is the own second-level platform.',
  params: byId,
  query: nothing,
  body: nothing,
  reply: z.object({ units: z.array(InnerUnit), caseDueAt: z.string().nullable() }),
  problems: ['case.unknown', 'inner-order.not-lead-unit'],
})

export const previewInnerDeadlineEndpoint = endpoint({
  method: 'GET',
  path: '/api/cases/:id/inner-deadline',
  summary:
    'Until when a limit would last if it began now or were added to an order, and whether the case would be due before',
  permission: innerPermission('issue'),
  scope: 'Cases whose lead unit is the own second-level platform.',
  params: byId,
  query: z.object({
    /** The unit whose calendar counts. */
    unitId: z.uuid().toLowerCase().optional(),
    /** The order to which the limit would be added; without one it begins now. */
    orderId: z.uuid().toLowerCase().optional(),
    value: z.coerce.number().positive().max(87_600),
    unit: Limit.shape.unit,
  }),
  body: nothing,
  reply: z.object({
    dueAt: z.string().nullable(),
    caseDueAt: z.string().nullable(),
    isBeyond: z.boolean(),
  }),
  problems: ['case.unknown', 'inner-order.unknown', 'inner-order.not-lead-unit'],
})
