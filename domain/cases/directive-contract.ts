/**
 * What leaders say to a case: an instruction (批示) is to be read, a supervision (督办) to be answered in time. Each tells
 * who was addressed and when they read it.
 */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { CaseState } from './state.ts'

const nothing = z.object({})

export const Directive = z.object({
  id: z.uuid(),
  kind: z.enum(['instruction', 'supervision']),
  at: z.string(),
  by: z.string(),
  opinion: z.string(),
  /** Of a supervision: until when it is to be answered, and the answer. */
  dueAt: z.string().nullable(),
  dueOnDate: z.string().nullable(),
  answeredAt: z.string().nullable(),
  answer: z.string().nullable(),
  isLate: z.boolean(),
  readers: z.array(z.object({ id: z.uuid(), name: z.string(), readAt: z.string().nullable() })),
  /** Whether oneself was addressed and has not read it. */
  isUnread: z.boolean(),
  case: z.object({
    id: z.uuid(),
    number: z.string(),
    className: z.string().nullable(),
    address: z.string(),
    areaName: z.string().nullable(),
    leadUnitName: z.string().nullable(),
    state: CaseState,
  }),
})
export type Directive = z.infer<typeof Directive>

export const listDirectivesEndpoint = endpoint({
  method: 'GET',
  path: '/api/directives',
  summary: 'Instructions and supervisions: of a case, by oneself, or waiting for oneself; the newest first',
  permission: 'case.read',
  scope: 'Of cases one may see.',
  params: nothing,
  query: z.object({
    caseId: z.uuid().toLowerCase().optional().meta({ description: 'all of one case' }),
    of: z.enum(['mine', 'for-me']).default('for-me').meta({
      description: 'without a case: what oneself said, or what one has still to read or one’s unit to answer',
    }),
  }),
  body: nothing,
  reply: z.object({ directives: z.array(Directive) }),
  problems: ['case.unknown'],
})

export const readDirectivesEndpoint = endpoint({
  method: 'POST',
  path: '/api/cases/:id/read-directives',
  summary: 'Note that oneself has read what leaders said to a case; the first time counts',
  permission: 'case.read',
  scope: 'What was addressed to oneself.',
  params: z.object({ id: z.uuid().toLowerCase() }),
  query: nothing,
  body: nothing,
  reply: z.object({ id: z.uuid(), read: z.int() }),
  problems: ['case.unknown'],
})
