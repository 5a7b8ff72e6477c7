/** Endpoints of one's own account: where one is signed in, what was tried under one's name, and ending it. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { PasswordRule } from './security-settings.ts'

const nothing = z.object({})

/** A session of oneself. */
export const OwnSession = z.object({
  id: z.uuid(),
  /** The one that asks. */
  isThis: z.boolean(),
  signedInAt: z.string(),
  /** To the minute. */
  lastSeenAt: z.string(),
  expiresAt: z.string(),
  address: z.string().nullable(),
  /** As the browser calls itself: `Chrome 142`; null where it says nothing that is known. */
  browser: z.string().nullable(),
  system: z.string().nullable(),
})
export type OwnSession = z.infer<typeof OwnSession>

/** One sign-in under one's name, or one that was refused. */
export const SignInTry = z.object({
  at: z.string(),
  isRefused: z.boolean(),
  address: z.string().nullable(),
  browser: z.string().nullable(),
  system: z.string().nullable(),
})
export type SignInTry = z.infer<typeof SignInTry>

export const showOwnAccountEndpoint = endpoint({
  method: 'GET',
  path: '/api/account',
  summary:
    'How safe the own account is: password, second factor, sessions that are open, and recent sign-ins',
  permission: 'signed-in',
  scope: 'Oneself.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({
    password: z.object({
      changedAt: z.string(),
      /** When the county asks for another; null for never. */
      endsAt: z.string().nullable(),
      rule: PasswordRule,
    }),
    secondFactor: z.object({
      since: z.string().nullable(),
      /** Codes for its loss that are left. */
      codesLeft: z.int(),
      /** One of the own posts asks for it. */
      isRequired: z.boolean(),
    }),
    sessions: z.array(OwnSession),
    /** The newest twenty. */
    signIns: z.array(SignInTry),
  }),
})

export const endOwnSessionEndpoint = endpoint({
  method: 'DELETE',
  path: '/api/account/sessions/:id',
  summary: 'End one of the own sessions',
  permission: 'signed-in',
  scope: 'Oneself; the session that asks is ended by signing out.',
  params: z.object({ id: z.uuid() }),
  query: nothing,
  body: nothing,
  reply: z.object({ endedSessions: z.int() }),
  problems: ['session.is-this'],
})

export const endOtherSessionsEndpoint = endpoint({
  method: 'POST',
  path: '/api/account/sessions/end-others',
  summary: 'End every own session but the one that asks',
  permission: 'signed-in',
  scope: 'Oneself.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({ endedSessions: z.int() }),
})
