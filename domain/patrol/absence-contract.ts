/** Endpoints of leave and substitutes. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { LeaveInput, SubstitutionInput } from './leave.ts'

const nothing = z.object({})
const byId = z.object({ id: z.uuid() })
const scope = 'People of the own organisation and of those below it; never oneself.'

export const grantLeaveEndpoint = endpoint({
  method: 'POST',
  path: '/api/leaves',
  summary: 'Grant leave; the reply counts the lines that nobody stands in for yet',
  permission: 'roster.manage',
  scope,
  params: nothing,
  query: nothing,
  body: LeaveInput,
  reply: z.object({ id: z.uuid(), uncoveredLines: z.int() }),
  problems: [
    'person.unknown',
    'roster.not-your-organisation',
    'leave.overlap',
    'leave.own-approval',
    'leave.approver-unfit',
  ],
})

export const endLeaveEndpoint = endpoint({
  method: 'POST',
  path: '/api/leaves/:id/end',
  summary: 'End leave now, or withdraw it where it has not begun',
  permission: 'roster.manage',
  scope,
  params: byId,
  query: nothing,
  body: nothing,
  reply: z.object({ id: z.uuid() }),
  problems: ['leave.unknown', 'leave.over', 'roster.not-your-organisation'],
})

export const setSubstituteEndpoint = endpoint({
  method: 'POST',
  path: '/api/substitutions',
  summary: 'Say who stands in for somebody, with the post and the ground of that person',
  permission: 'roster.manage',
  scope,
  params: nothing,
  query: nothing,
  body: SubstitutionInput,
  reply: z.object({ id: z.uuid(), lines: z.int() }),
  problems: [
    'person.unknown',
    'roster.not-your-organisation',
    'substitution.unfit',
    'substitution.busy',
    'substitution.on-leave',
    'substitution.chain',
  ],
})

export const endSubstitutionEndpoint = endpoint({
  method: 'POST',
  path: '/api/substitutions/:id/end',
  summary: 'End a substitution now, or withdraw it where it has not begun',
  permission: 'roster.manage',
  scope,
  params: byId,
  query: nothing,
  body: nothing,
  reply: z.object({ id: z.uuid() }),
  problems: ['substitution.unknown', 'substitution.over', 'roster.not-your-organisation', 'roster.overlap'],
})
