/** Endpoints of the figures by inner unit: the monthly table of a second level, and the orders behind each figure. */
import { z } from 'zod'
import { type InnerState, innerStateCodes } from '../cases/inner-orders/inner-life-cycle.ts'
import { endpoint } from '../endpoint.ts'
import { innerFigureCodes } from './inner-figures.ts'
import { Month } from './month.ts'

const nothing = z.object({})
const Words = z.object({ zh: z.string(), en: z.string() })
const count = z.int().min(0)
const rate = z.number().min(0).max(1).nullable()
const Named = z.object({ id: z.string(), name: z.string() })
const scope =
  'Orders given by, or to, the own organisation and those below it; the posts of the centre see those of every second level.'

export const InnerBoardRow = z.object({
  /** Id of the inner unit; null in the total. */
  unitId: z.string().nullable(),
  name: z.string(),
  figures: z.object({
    issued: count,
    due: count,
    accepted: count,
    inTime: count,
    late: count,
    unjudged: count,
    reworked: count,
    recalled: count,
    open: count,
    toCheck: count,
    warned: count,
    overdue: count,
  }),
  /** From giving to report, in milliseconds of the wall clock; null where nothing was reported. */
  medianTime: z.number().min(0).nullable(),
  rates: z.object({ finishing: rate, inTime: rate, rework: rate }),
})
export type InnerBoardRow = z.infer<typeof InnerBoardRow>

export const showInnerBoardEndpoint = endpoint({
  method: 'GET',
  path: '/api/evaluation/inner-board',
  summary:
    'Figures by inner unit for a month: orders given, due, finished, in time, late, sent back, open now with lights, median time, rates',
  permission: 'evaluation.read',
  scope,
  params: nothing,
  query: z.object({
    month: Month.optional(),
    townUnitId: z
      .string()
      .max(100)
      .optional()
      .meta({ description: 'one second level; left out: all one may see' }),
  }),
  body: nothing,
  reply: z.object({
    month: Month,
    /** Until when the figures of the month reach: its end, or now. */
    until: z.string(),
    /** Second levels that ever gave an order one may see. */
    townUnits: z.array(Named),
    rows: z.array(InnerBoardRow),
    total: InnerBoardRow,
    definitions: z.array(z.object({ code: z.string(), name: Words, means: Words })),
  }),
})

export const listInnerFigureOrdersEndpoint = endpoint({
  method: 'GET',
  path: '/api/evaluation/inner-orders',
  summary: 'The inner orders behind one figure by inner unit',
  permission: 'evaluation.read',
  scope,
  params: nothing,
  query: z.object({
    month: Month,
    townUnitId: z.string().max(100).optional(),
    unitId: z.string().max(100).optional().meta({ description: 'left out: the total' }),
    figure: z.enum(innerFigureCodes),
    limit: z.coerce.number().int().min(1).max(500).default(200),
    offset: z.coerce.number().int().min(0).default(0),
  }),
  body: nothing,
  reply: z.object({
    total: z.int(),
    orders: z.array(
      z.object({
        id: z.uuid(),
        number: z.string(),
        caseId: z.uuid(),
        /** Null for whoever has only the order and may not open its case. */
        caseNumber: z.string().nullable(),
        unit: z.string(),
        part: z.string(),
        address: z.string(),
        state: z.enum(innerStateCodes as [InnerState, ...InnerState[]]),
        issuedAt: z.string(),
        dueAt: z.string().nullable(),
        reportedAt: z.string().nullable(),
        endedAt: z.string().nullable(),
        /** Null where nobody is judged, or nothing was decided yet. */
        isInTime: z.boolean().nullable(),
        reworks: z.int(),
      }),
    ),
  }),
})
