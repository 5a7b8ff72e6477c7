/** Endpoints of API keys: how another system works with the house without being a person. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { keyPosts } from './api-key.ts'

const nothing = z.object({})
const ownCounty = 'The own county.'

/** A key as its administrator sees it; the key itself is nowhere to be seen. */
export const ApiKeyView = z.object({
  id: z.uuid(),
  name: z.string(),
  /** How the key begins, to tell it from others. */
  start: z.string(),
  post: z.enum(keyPosts),
  permissions: z.array(z.string()),
  areaCodes: z.array(z.string()),
  organisation: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  requestsPerMinute: z.int().nullable(),
  /** Of the present minute, in batches: a little may not be used up yet. Null where there is no limit of its own. */
  takenThisMinute: z.int().nullable(),
  createdAt: z.string(),
  createdByName: z.string(),
  expiresAt: z.string(),
  lastUsedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
})
export type ApiKeyView = z.infer<typeof ApiKeyView>

export const listApiKeysEndpoint = endpoint({
  method: 'GET',
  path: '/api/api-keys',
  summary: 'API keys of the county, revoked and expired ones too; never the keys themselves',
  permission: 'security.manage',
  scope: ownCounty,
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({ keys: z.array(ApiKeyView) }),
})

export const createApiKeyEndpoint = endpoint({
  method: 'POST',
  path: '/api/api-keys',
  summary: 'Make an API key, which the answer shows once; it is sent as a bearer token',
  permission: 'security.manage',
  scope: ownCounty,
  params: nothing,
  query: nothing,
  body: z.object({
    /** Which system it is for; its acts stand in the audit under this name. */
    name: z.string().trim().min(1).max(50),
    /** Whose rows it sees. */
    post: z.enum(keyPosts),
    /** What it may do of that which the post may. */
    permissions: z.array(z.string().max(60)).min(1).max(200),
    /** Where; none means the whole county. */
    areaCodes: z
      .array(z.string().regex(/^\d{6,15}$/))
      .max(200)
      .default([]),
    organisationId: z.uuid().toLowerCase().nullable().default(null),
    expiresOn: z.iso.date(),
    requestsPerMinute: z.int().min(1).max(100_000).nullable().default(null),
  }),
  reply: z.object({ id: z.uuid(), key: z.string().nullable() }),
  problems: [
    'api-key.permission-beyond',
    'api-key.expiry-wrong',
    'person.area-outside',
    'organisation.unknown',
    'organisation.ended',
  ],
})

export const revokeApiKeyEndpoint = endpoint({
  method: 'POST',
  path: '/api/api-keys/:id/revoke',
  summary: 'Revoke an API key; within a second nothing is answered for it',
  permission: 'security.manage',
  scope: ownCounty,
  params: z.object({ id: z.uuid() }),
  query: nothing,
  body: nothing,
  reply: z.object({ id: z.uuid() }),
  problems: ['api-key.unknown'],
})
