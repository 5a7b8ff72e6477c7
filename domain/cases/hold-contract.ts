/** Endpoints of taking a waiting case in hand, handing it on and putting it back. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { Post } from '../identity/post.ts'

const nothing = z.object({})
const caseId = z.object({ id: z.uuid() })

/** Who has the case in hand now. */
export const HoldReceipt = z.object({ id: z.uuid(), holderId: z.uuid().nullable() })
export type HoldReceipt = z.infer<typeof HoldReceipt>

export const holdCaseEndpoint = endpoint({
  method: 'POST',
  path: '/api/cases/:id/hold',
  summary:
    'Take a case in hand that waits for oneself; colleagues see it, and it ends when the case moves on',
  permission: 'case.hold',
  scope: 'Cases in the own queue that nobody else has in hand.',
  params: caseId,
  query: nothing,
  body: nothing,
  reply: HoldReceipt,
  problems: ['case.unknown', 'case.not-waiting', 'case.in-other-hands'],
})

export const handOnCaseEndpoint = endpoint({
  method: 'POST',
  path: '/api/cases/:id/hand-on',
  summary: 'Hand a case on to a colleague for whom it waits too',
  permission: 'case.hold',
  scope:
    'Cases in the own queue that are in the own hand or in nobody’s; a shift leader those of others too.',
  params: caseId,
  query: nothing,
  body: z.object({ personId: z.uuid().toLowerCase() }),
  reply: HoldReceipt,
  problems: ['case.unknown', 'case.not-waiting', 'case.in-other-hands', 'case.colleague-wrong'],
})

export const putBackCaseEndpoint = endpoint({
  method: 'POST',
  path: '/api/cases/:id/put-back',
  summary: 'Put a case back into the queue of everybody',
  permission: 'case.hold',
  scope: 'Cases in the own hand; a shift leader those of others too.',
  params: caseId,
  query: nothing,
  body: nothing,
  reply: HoldReceipt,
  problems: ['case.unknown', 'case.in-other-hands'],
})

export const listColleaguesEndpoint = endpoint({
  method: 'GET',
  path: '/api/cases/:id/colleagues',
  summary: 'For whom else the case waits, and how many cases each has in hand',
  permission: 'case.hold',
  scope: 'Cases one may see.',
  params: caseId,
  query: nothing,
  body: nothing,
  reply: z.object({
    colleagues: z.array(z.object({ id: z.uuid(), name: z.string(), posts: z.array(Post), inHand: z.int() })),
  }),
  problems: ['case.unknown'],
})
