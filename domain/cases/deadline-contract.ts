/** Endpoints of deadlines that a changed calendar moves: what would move, what moved, and that one has read it. */
import { z } from 'zod'
import { CalendarInput } from '../catalogue/calendar-input.ts'
import { endpoint } from '../endpoint.ts'
import { caseClocks } from './life-cycle.ts'

const nothing = z.object({})

/** A case whose deadline moves or moved. */
export const MovedCase = z.object({
  id: z.uuid(),
  reportNumber: z.string(),
  number: z.string().nullable(),
  className: z.string().nullable(),
  address: z.string(),
  clockName: z.enum(caseClocks),
  before: z.string().nullable(),
  after: z.string().nullable(),
})
export type MovedCase = z.infer<typeof MovedCase>

export const previewCalendarEndpoint = endpoint({
  method: 'POST',
  path: '/api/calendar-previews',
  summary: 'Which deadlines of open cases would move if a calendar were entered; writes nothing',
  permission: 'calendar.manage',
  scope: 'The own county.',
  params: nothing,
  query: nothing,
  body: CalendarInput,
  reply: z.object({
    open: z.int(),
    moved: z.int(),
    later: z.int(),
    earlier: z.int(),
    /** By how many days of the calendar, later ones positive. */
    byDays: z.array(z.object({ days: z.int(), cases: z.int() })),
    examples: z.array(MovedCase),
  }),
  problems: ['calendar.none-for-county'],
})

export const listMovedDeadlinesEndpoint = endpoint({
  method: 'GET',
  path: '/api/moved-deadlines',
  summary:
    'Open cases of oneself or one’s unit whose deadline a changed calendar moved, and that one has not read',
  permission: 'case.read',
  scope: 'Cases of the own unit, assigned to oneself, or in one’s own hand.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({ total: z.int(), until: z.string().nullable(), cases: z.array(MovedCase) }),
})

export const readMovedDeadlinesEndpoint = endpoint({
  method: 'POST',
  path: '/api/moved-deadlines/read',
  summary: 'One has read which deadlines moved until an instant',
  permission: 'case.read',
  scope: 'Oneself.',
  params: nothing,
  query: nothing,
  body: z.object({ until: z.iso.datetime({ offset: true }) }),
  reply: z.object({ until: z.string() }),
})
