/** Endpoints of signing in through a provider: at the door, of one's own account, and of the security administrator. */
import { z } from 'zod'
import { endpoint, SeenVersion } from '../endpoint.ts'
import { SessionView } from './contract.ts'
import { InnerPath, ProviderCode, ProviderSettings } from './sign-on.ts'

const nothing = z.object({})
const ownCounty = 'The own county.'
const byCode = z.object({ code: ProviderCode })
const byId = z.object({ id: z.uuid() })
/** Where the browser is to go: a page of the provider. */
const away = z.object({ address: z.string() })
const Secret = z.string().min(1).max(500)

/** What of a provider everybody sees. */
export const ProviderButton = z.object({ code: z.string(), zh: z.string(), en: z.string() })
export type ProviderButton = z.infer<typeof ProviderButton>

export const listSignOnsEndpoint = endpoint({
  method: 'GET',
  path: '/api/sign-on',
  summary: 'Providers through which one can sign in',
  permission: 'public',
  scope: 'Those of this installation that are on.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({ providers: z.array(ProviderButton) }),
})

export const beginSignOnEndpoint = endpoint({
  method: 'POST',
  path: '/api/sign-on/:code/begin',
  summary: 'Begin to sign in through a provider; sets a cookie of ten minutes and tells where to go',
  permission: 'public',
  scope: 'Anyone; the provider says who it is.',
  params: byCode,
  query: nothing,
  body: z.object({ to: InnerPath.default('/') }),
  reply: away,
  problems: ['sign-on.unknown-provider', 'sign-on.unavailable', 'sign-on.other-address'],
})

export const finishSignOnEndpoint = endpoint({
  method: 'POST',
  path: '/api/sign-on/:code/finish',
  summary: 'Hand over what the provider sent back; signs in, asks for a code, or links the own account',
  permission: 'public',
  scope: 'The browser that began it, once.',
  params: byCode,
  query: nothing,
  body: z.object({
    /** The query of the address to which the provider sent the browser. */
    answer: z.string().min(1).max(8000),
  }),
  reply: z.object({
    /** Where in the desk to go on. */
    to: z.string(),
    /** Null where an account was linked. */
    session: SessionView.nullable(),
  }),
  problems: [
    'sign-on.over',
    'sign-on.declined',
    'sign-on.answer-wrong',
    'sign-on.refused',
    'sign-on.unavailable',
    'sign-on.already-linked',
    'session.code-needed',
  ],
})

export const beginOwnLinkEndpoint = endpoint({
  method: 'POST',
  path: '/api/account/sign-on/:code/begin',
  summary: 'Begin to link the own account with a provider; the own password is asked for',
  permission: 'signed-in',
  scope: 'Oneself.',
  params: byCode,
  query: nothing,
  body: z.object({ password: z.string().min(1).max(200) }),
  reply: away,
  problems: [
    'password.wrong',
    'sign-on.unknown-provider',
    'sign-on.unavailable',
    'sign-on.other-address',
    'sign-on.already-linked',
  ],
})

export const endOwnLinkEndpoint = endpoint({
  method: 'POST',
  path: '/api/account/sign-on/:code/unlink',
  summary: 'Unlink the own account from a provider; sessions that came through it end',
  permission: 'signed-in',
  scope: 'Oneself.',
  params: byCode,
  query: nothing,
  body: nothing,
  reply: z.object({ endedSessions: z.int() }),
  problems: ['sign-on.unknown-provider', 'sign-on.link-unknown'],
})

/** By whom an account was linked. */
export const LinkedBy = z.enum(['self', 'administrator', 'match'])
export type LinkedBy = z.infer<typeof LinkedBy>

export const OwnLink = ProviderButton.extend({
  /** Null while the own account is not linked with it. */
  link: z.object({ linkedAt: z.string(), linkedBy: LinkedBy, linkedByName: z.string() }).nullable(),
})
export type OwnLink = z.infer<typeof OwnLink>

export const listOwnLinksEndpoint = endpoint({
  method: 'GET',
  path: '/api/account/sign-on',
  summary: 'Providers of the county, and with which of them the own account is linked',
  permission: 'signed-in',
  scope: 'Oneself.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({ providers: z.array(OwnLink) }),
})

export const ProviderView = ProviderSettings.extend({
  id: z.uuid(),
  code: z.string(),
  /** The secret itself is nowhere to be seen. */
  hasSecret: z.boolean(),
  /** What the provider is to be told as the address of return. */
  returnAddress: z.string(),
  /** Accounts that are linked. */
  links: z.int(),
  version: z.int(),
})
export type ProviderView = z.infer<typeof ProviderView>

export const listProvidersEndpoint = endpoint({
  method: 'GET',
  path: '/api/sign-on-providers',
  summary: 'Providers as their administrator sees them, never their secrets',
  permission: 'security.manage',
  scope: ownCounty,
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({ providers: z.array(ProviderView) }),
})

export const createProviderEndpoint = endpoint({
  method: 'POST',
  path: '/api/sign-on-providers',
  summary: 'Add a provider through which people may sign in',
  permission: 'security.manage',
  scope: ownCounty,
  params: nothing,
  query: nothing,
  body: ProviderSettings.extend({ code: ProviderCode, clientSecret: Secret.nullable().default(null) }),
  reply: z.object({ id: z.uuid(), version: z.int() }),
  problems: ['sign-on.issuer-insecure', 'sign-on.code-taken'],
})

export const changeProviderEndpoint = endpoint({
  method: 'PUT',
  path: '/api/sign-on-providers/:id',
  summary: 'Change a provider; links made under another issuer are worth nothing afterwards',
  permission: 'security.manage',
  scope: ownCounty,
  params: byId,
  query: nothing,
  body: ProviderSettings.extend({
    /** Null keeps the one there is. */
    clientSecret: Secret.nullable().default(null),
    expectedVersion: SeenVersion,
  }),
  reply: z.object({ id: z.uuid(), version: z.int() }),
  problems: [
    'sign-on.unknown-provider',
    'sign-on.issuer-insecure',
    'sign-on.stale-version',
    'sign-on.secret-anew',
  ],
})

export const checkProviderEndpoint = endpoint({
  method: 'GET',
  path: '/api/sign-on-providers/:id/check',
  summary: 'Ask a provider for its description, as signing in does',
  permission: 'security.manage',
  scope: ownCounty,
  params: byId,
  query: nothing,
  body: nothing,
  reply: z.object({ issuer: z.string(), signsOut: z.boolean() }),
  problems: ['sign-on.unknown-provider', 'sign-on.unavailable'],
})

export const LinkView = z.object({
  id: z.uuid(),
  person: z.object({ id: z.uuid(), username: z.string(), name: z.string() }),
  /** Whom the provider means, with its middle hidden. */
  subject: z.string(),
  linkedAt: z.string(),
  linkedBy: LinkedBy,
  linkedByName: z.string(),
})
export type LinkView = z.infer<typeof LinkView>

export const listLinksEndpoint = endpoint({
  method: 'GET',
  path: '/api/sign-on-providers/:id/links',
  summary: 'Accounts that are linked with a provider',
  permission: 'security.manage',
  scope: ownCounty,
  params: byId,
  query: nothing,
  body: nothing,
  reply: z.object({ links: z.array(LinkView) }),
  problems: ['sign-on.unknown-provider'],
})

export const createLinkEndpoint = endpoint({
  method: 'POST',
  path: '/api/sign-on-providers/:id/links',
  summary: 'Link an account with whom a provider means by a subject',
  permission: 'security.manage',
  scope: 'The own county; never an account that administers.',
  params: byId,
  query: nothing,
  body: z.object({
    username: z.string().min(1).max(100),
    /** `sub`, as the provider tells it; case counts. */
    subject: z.string().trim().min(1).max(255),
  }),
  reply: z.object({ id: z.uuid() }),
  problems: [
    'sign-on.unknown-provider',
    'person.unknown',
    'sign-on.of-administrator',
    'sign-on.already-linked',
  ],
})

export const endLinkEndpoint = endpoint({
  method: 'POST',
  path: '/api/sign-on-links/:id/end',
  summary: 'Unlink an account from a provider; sessions that came through it end',
  permission: 'security.manage',
  scope: ownCounty,
  params: byId,
  query: nothing,
  body: nothing,
  reply: z.object({ id: z.uuid(), endedSessions: z.int() }),
  problems: ['sign-on.link-unknown'],
})
