/** Who else is at a case at this moment. It is kept in memory alone and is forgotten when nobody says it again. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'

/** How often a screen says again that somebody is there, in seconds; unsaid for twice as long, they are gone. */
export const presenceBeatSeconds = 20

export const presences = ['looking', 'acting', 'gone'] as const

const CasePresence = z.object({ id: z.uuid(), name: z.string(), doing: z.enum(['looking', 'acting']) })
export type CasePresence = z.infer<typeof CasePresence>

export const tellPresenceEndpoint = endpoint({
  method: 'PUT',
  path: '/api/cases/:id/presence',
  summary: 'Say that one looks at a case or works on it, and learn who else does',
  permission: 'case.note',
  scope: 'Cases one may see. Never the public.',
  params: z.object({ id: z.uuid() }),
  query: z.object({}),
  body: z.object({ doing: z.enum(presences).default('looking') }),
  reply: z.object({ others: z.array(CasePresence) }),
  problems: ['case.unknown'],
})
