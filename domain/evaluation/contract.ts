/** Endpoints of evaluation: the monthly board, and the cases behind each of its figures. */
import { z } from 'zod'
import { CaseState } from '../cases/state.ts'
import { endpoint } from '../endpoint.ts'
import { figureCodes } from './figures.ts'
import { Month } from './month.ts'

const nothing = z.object({})
const Words = z.object({ zh: z.string(), en: z.string() })
const count = z.int().min(0)
const rate = z.number().min(0).max(1).nullable()

export const groupings = ['unit', 'town', 'community'] as const
export type Grouping = (typeof groupings)[number]

export const BoardRow = z.object({
  /** Id of a unit or code of an area; null in the row of cases without one, and in the total. */
  key: z.string().nullable(),
  name: z.string(),
  figures: z.object({
    filed: count,
    due: count,
    closed: count,
    inTime: count,
    late: count,
    exempted: count,
    reworked: count,
    forced: count,
  }),
  rates: z.object({ closing: rate, inTime: rate, rework: rate }),
})
export type BoardRow = z.infer<typeof BoardRow>

export const showBoardEndpoint = endpoint({
  method: 'GET',
  path: '/api/evaluation/board',
  summary:
    'The monthly board by unit or area: filed, due to close, closed, in time, late, rework, and the rates',
  permission: 'evaluation.read',
  scope: 'The own county; a unit sees its own row.',
  params: nothing,
  query: z.object({ month: Month.optional(), by: z.enum(groupings).default('unit') }),
  body: nothing,
  reply: z.object({
    month: Month,
    by: z.enum(groupings),
    /** Until when the figures reach: the end of the month, or now. */
    until: z.string(),
    rows: z.array(BoardRow),
    total: BoardRow,
    definitions: z.array(z.object({ code: z.string(), name: Words, means: Words })),
  }),
})

export const listFigureCasesEndpoint = endpoint({
  method: 'GET',
  path: '/api/evaluation/cases',
  summary: 'The cases behind one figure of the board',
  permission: 'evaluation.read',
  scope: 'The own county; a unit sees its own cases.',
  params: nothing,
  query: z.object({
    month: Month,
    by: z.enum(groupings),
    key: z.string().optional().meta({ description: 'left out: the total; `none`: cases without one' }),
    figure: z.enum(figureCodes),
    limit: z.coerce.number().int().min(1).max(500).default(200),
    offset: z.coerce.number().int().min(0).default(0),
  }),
  body: nothing,
  reply: z.object({
    total: z.int(),
    cases: z.array(
      z.object({
        id: z.uuid(),
        number: z.string(),
        state: CaseState,
        filedAt: z.string().nullable(),
        disposeDueAt: z.string().nullable(),
        confirmedAt: z.string().nullable(),
        endedAt: z.string().nullable(),
        isInTime: z.boolean().nullable(),
        isExempted: z.boolean(),
        reworks: z.int(),
      }),
    ),
  }),
})
