/** Endpoints of how long personal data is kept, and of what one person may ask of it. */
import { z } from 'zod'
import { endpoint, SeenVersion } from '../endpoint.ts'
import { HistoryLine } from '../identity/account-contract.ts'
import { PhoneNumber } from '../personal-data.ts'
import { RetentionSettings } from './retention.ts'

const nothing = z.object({})
const ownCounty = 'The own county.'
const permission = 'personal.manage'
const Reason = z.string().trim().min(2).max(200)

/** How many would go tonight, by rule. */
const Due = z.object({ callers: z.int(), texts: z.int(), photos: z.int(), leavers: z.int() })

/** A case of which nothing goes while it is under review or complaint. */
const Hold = z.object({
  id: z.uuid(),
  caseId: z.uuid(),
  number: z.string(),
  reason: z.string(),
  placedByName: z.string(),
  placedAt: z.string(),
})
export type Hold = z.infer<typeof Hold>

export const showRetentionEndpoint = endpoint({
  method: 'GET',
  path: '/api/retention',
  summary: 'How long personal data is kept, what would go tonight, and which cases are held',
  permission,
  scope: ownCounty,
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({
    settings: RetentionSettings,
    /** 0 while the county keeps what the product ships. */
    version: z.int().min(0),
    due: Due,
    holds: z.array(Hold),
  }),
})

export const previewRetentionEndpoint = endpoint({
  method: 'POST',
  path: '/api/retention/preview',
  summary: 'What would go tonight by other settings; nothing is changed',
  permission,
  scope: ownCounty,
  params: nothing,
  query: nothing,
  body: z.object({ settings: RetentionSettings }),
  reply: z.object({ due: Due }),
})

export const changeRetentionEndpoint = endpoint({
  method: 'PUT',
  path: '/api/retention',
  summary: 'Set how long personal data is kept; it goes in the following night',
  permission,
  scope: ownCounty,
  params: nothing,
  query: nothing,
  body: z.object({ settings: RetentionSettings, expectedVersion: SeenVersion }),
  reply: z.object({ version: z.int().positive() }),
  problems: ['retention.stale-version'],
})

export const showRetentionHistoryEndpoint = endpoint({
  method: 'GET',
  path: '/api/retention/history',
  summary: 'Who set how long personal data is kept, from what to what, newest first',
  permission,
  scope: ownCounty,
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({ lines: z.array(HistoryLine) }),
})

export const placeHoldEndpoint = endpoint({
  method: 'POST',
  path: '/api/retention/holds',
  summary: 'Hold a case under review or complaint: nothing personal of it goes until the hold is lifted',
  permission,
  scope: ownCounty,
  params: nothing,
  query: nothing,
  body: z.object({ number: z.string().trim().min(4).max(40), reason: Reason }),
  reply: z.object({ id: z.uuid() }),
  problems: ['retention.case-unknown', 'retention.held-already'],
})

export const liftHoldEndpoint = endpoint({
  method: 'POST',
  path: '/api/retention/holds/:id/lift',
  summary: 'Lift the hold of a case',
  permission,
  scope: ownCounty,
  params: z.object({ id: z.uuid() }),
  query: nothing,
  body: z.object({ reason: Reason }),
  reply: z.object({ id: z.uuid() }),
  problems: ['retention.hold-unknown'],
})

const ofPerson = z.object({ phone: PhoneNumber, reason: Reason })

export const exportCallerEndpoint = endpoint({
  method: 'POST',
  path: '/api/callers/export',
  summary:
    'Everything kept of the caller with a telephone number, in full, at the request of that person; logged',
  permission,
  scope: ownCounty,
  params: nothing,
  query: nothing,
  body: ofPerson,
  reply: z.object({
    reports: z.array(
      z.object({
        number: z.string(),
        caseNumber: z.string().nullable(),
        receivedAt: z.string(),
        callerName: z.string().nullable(),
        callerPhone: z.string().nullable(),
        description: z.string(),
        address: z.string(),
        notices: z.array(z.object({ at: z.string(), zh: z.string(), en: z.string() })),
      }),
    ),
  }),
})

export const eraseCallerEndpoint = endpoint({
  method: 'POST',
  path: '/api/callers/erase',
  summary:
    'Erase what is kept of the caller with a telephone number, at the request of that person; reports of open or held cases are kept and counted',
  permission,
  scope: ownCounty,
  params: nothing,
  query: nothing,
  body: ofPerson,
  reply: z.object({ erased: z.int(), kept: z.int() }),
})
