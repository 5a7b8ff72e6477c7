/**
 * Endpoints of leaving: what a person still has open, handing it on while the account is closed, and ending an
 * organisation that has nothing open any more.
 */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { CaseState } from './state.ts'

const nothing = z.object({})
const personId = z.object({ id: z.uuid() })

/** How somebody has a case: handles it for a unit, holds its verification or check, or has it in hand at the desk. */
export const workKinds = ['handling', 'verification', 'check', 'hand'] as const
export const WorkKind = z.enum(workKinds)
export type WorkKind = z.infer<typeof WorkKind>

/** One piece of work that somebody would leave behind. */
export const OpenWork = z.object({
  caseId: z.uuid(),
  /** The case number, or the report number before there is one. */
  number: z.string(),
  work: WorkKind,
  state: CaseState,
  description: z.string(),
  address: z.string(),
  dueAt: z.string().nullable(),
  /** Whether it can go back to where it came from, for somebody to be chosen later. */
  canGoBack: z.boolean(),
  /** Who can take it over. */
  successorIds: z.array(z.uuid()),
})
export type OpenWork = z.infer<typeof OpenWork>

export const Successor = z.object({
  id: z.uuid(),
  name: z.string(),
  /** How many pieces of work they have already. */
  load: z.int(),
  /** Stands in for the person by the roster, now or later, and is the natural choice. */
  isSubstitute: z.boolean(),
})
export type Successor = z.infer<typeof Successor>

export const showOpenWorkEndpoint = endpoint({
  method: 'GET',
  path: '/api/people/:id/open-work',
  summary: 'What somebody has in work, and who could take each piece over',
  permission: 'person.manage',
  scope: 'The own county.',
  params: personId,
  query: nothing,
  body: nothing,
  reply: z.object({
    work: z.array(OpenWork),
    successors: z.array(Successor),
    /** Lists that the person shares with colleagues. */
    sharedFilters: z.array(z.object({ id: z.uuid(), name: z.string() })),
    /** Colleagues of the same organisation, who could keep the shared lists. */
    colleagueIds: z.array(z.uuid()),
  }),
  problems: ['person.unknown'],
})

/** Where a piece of work goes; null gives it back to the unit or the pool. */
const Choice = z.object({ caseId: z.uuid(), work: WorkKind, toId: z.uuid().nullable() })

/** One line of the report: what became of a piece of work. */
export const HandedOver = z.object({
  caseId: z.uuid(),
  number: z.string(),
  work: WorkKind,
  toName: z.string().nullable(),
})
export type HandedOver = z.infer<typeof HandedOver>

export const leavePersonEndpoint = endpoint({
  method: 'POST',
  path: '/api/people/:id/leave',
  summary: 'Close an account and hand on everything the person has in work, in one act',
  permission: 'person.manage',
  scope: 'The own county; never oneself, never the last of an administration.',
  params: personId,
  query: nothing,
  body: z.object({
    reason: z.string().trim().min(2).max(200).meta({ description: '原因，如离职、调岗 why' }),
    choices: z.array(Choice).max(2000),
    /** Who keeps the shared lists of cases; without it they stay under the name of the one who left. */
    filtersToId: z.uuid().nullable().default(null),
  }),
  reply: z.object({ id: z.uuid(), lines: z.array(HandedOver), endedSessions: z.int() }),
  problems: [
    'person.unknown',
    'person.own-account',
    'person.last-administrator',
    'case.work-left',
    'case.work-gone',
    'case.successor-wrong',
  ],
})

export const endOrganisationEndpoint = endpoint({
  method: 'POST',
  path: '/api/organisations/:id/end',
  summary: 'End an organisation that has no open cases, rules, people or organisations below it',
  permission: 'organisation.manage',
  scope: 'The own county.',
  params: z.object({ id: z.uuid() }),
  query: nothing,
  body: nothing,
  reply: z.object({ id: z.uuid() }),
  problems: ['organisation.unknown', 'organisation.in-use'],
})
