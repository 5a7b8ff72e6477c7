/** Signing in and out over HTTP: the one place that sets a cookie. */
import type { z } from 'zod'
import type { changePasswordEndpoint } from '#domain/identity/account-contract.ts'
import type { SessionView, signInEndpoint } from '#domain/identity/contract.ts'
import { PasswordProblem } from '#domain/identity/password-rule.ts'
import { Post, postNames } from '#domain/identity/post.ts'
import { IdentityProblem } from '#domain/identity/problems.ts'
import { Problem } from '#domain/problem.ts'
import { type Actor, systemActor } from '#platform/actor.ts'
import { sessionCookie, tokenOf } from '#platform/http/create-server.ts'
import { bearerOf } from '#platform/http/foreign-request.ts'
import { clearOwnCookie, readOwnCookie, setOwnCookie } from '#platform/http/own-cookie.ts'
import type { HandlerContext } from '#platform/http/serve.ts'
import { askForCode } from './ask-for-code.ts'
import { changePassword } from './commands/change-password.ts'
import { type OpenSession, openSession } from './commands/sign-in.ts'
import { endSession } from './commands/sign-out.ts'
import { nameDevice } from './device.ts'
import { hashPassword, isCheapHash } from './password.ts'
import { type RightSignIn, requireRightPassword } from './password-check.ts'
import type { Session, SessionFinder } from './queries/find-session.ts'
import { hashToken, newSession } from './session-token.ts'
import { findEndAddress } from './sign-on/find-end-address.ts'
import type { ProviderClients } from './sign-on/provider-clients.ts'

export type SessionSettings = {
  readonly hours: number
  /** After so many minutes without use a session ends; 0 for never. */
  readonly idleMinutes: number
  readonly isProduction: boolean
  readonly findSession: SessionFinder
}

/** What the screens learn about the person who is signed in. */
export function toSessionView(actor: Actor): SessionView {
  const session = actor as Session
  return {
    person: { id: session.id, username: session.username, name: session.name },
    posts: session.posts.map((it) => {
      const code = Post.parse(it)
      return { code, zh: postNames[code].zh, en: postNames[code].en }
    }),
    permissions: [...session.permissions].sort(),
    adcode: session.adcode,
    organisation:
      session.organisationId && session.organisationName
        ? { id: session.organisationId, name: session.organisationName }
        : null,
    areaCodes: [...session.areaCodes],
    expiresAt: session.expiresAt.toISOString(),
    demonstration: session.isDemonstration,
    mustChangePassword: session.mustChangePassword,
    passwordDaysLeft: session.passwordDaysLeft,
    mustEnrolSecondFactor: session.mustEnrolSecondFactor,
  }
}

/** Checks name and password; opens a session under a fresh token, or asks for the code of a second factor. */
export async function signIn(
  settings: SessionSettings,
  context: HandlerContext,
  { username, password }: z.output<typeof signInEndpoint.body>,
): Promise<SessionView & { token: string }> {
  const account = await requireRightPassword(context, username, password)
  if (settings.isProduction && account.isDemonstration) throw IdentityProblem.demonstrationRefused({})
  if (account.hasSecondFactor) return askForCode(context, account)
  const isStale = !account.isDemonstration && isCheapHash(account.passwordHash)
  const rehashed = isStale ? { before: account.passwordHash, after: await hashPassword(password) } : undefined
  return startSession(settings, context, account, { rehashed })
}

/** Opens a session for somebody who was found to be who they say. A token that the browser brought is never kept. */
export async function startSession(
  { findSession, hours }: SessionSettings,
  { act, request, reply }: HandlerContext,
  { caller, hasFailed, isKnownDevice, ...account }: RightSignIn,
  how: Pick<OpenSession, 'rehashed' | 'secondStep' | 'signOn'>,
): Promise<SessionView & { token: string }> {
  const { token, kept } = newSession()
  const brought = readOwnCookie(request, sessionCookie)
  await act(systemActor(account.adcode, account.name), openSession, {
    caller: { ...caller, personId: account.id },
    hasFailed,
    session: kept,
    deviceHash: nameDevice(request, reply, isKnownDevice),
    replaces: brought ? hashToken(brought) : null,
    hours,
    ...how,
  })
  if (brought) findSession.forget(brought)
  const session = await findSession(token)
  if (!session) throw IdentityProblem.wrongSignIn({})
  setOwnCookie(request, reply, sessionCookie, { value: token, seconds: hours * 3600 })
  return { ...toSessionView(session), token }
}

/**
 * Hands out the token of a session that was renewed, the way the one before came: in the cookie, or in the answer to a
 * program that keeps tokens itself. What the page has asked for with the old one a moment ago is still answered, for as long
 * as a session is remembered.
 */
export function handOutToken(
  { request, reply, now }: HandlerContext,
  { token, expiresAt }: { readonly token: string; readonly expiresAt: string },
): string | null {
  if (bearerOf(request) !== undefined) return token
  const seconds = (Date.parse(expiresAt) - now.getTime()) / 1000
  setOwnCookie(request, reply, sessionCookie, { value: token, seconds })
  return null
}

/** Throws `password.wrong` where `password` is not the one of the person who acts; guessing is slowed down as at the door. */
export async function requireOwnPassword(context: HandlerContext, password: string): Promise<RightSignIn> {
  try {
    return await requireRightPassword(context, (context.actor as Session).username, password)
  } catch (error) {
    if (error instanceof Problem && error.code === 'session.wrong-sign-in') throw PasswordProblem.wrong({})
    throw error
  }
}

/** Changes the own password from a session that goes on. */
export async function changeOwnPassword(
  context: HandlerContext,
  { present, password }: z.output<typeof changePasswordEndpoint.body>,
): Promise<z.input<typeof changePasswordEndpoint.reply>> {
  const { act, actor, request, requestId } = context
  const { passwordHash } = await requireOwnPassword(context, present)
  const { token, kept } = newSession()
  const renewal = { tokenHash: hashToken(tokenOf(request) ?? ''), next: kept }
  const { endedSessions, expiresAt } = await act(
    actor,
    changePassword,
    { present, presentHash: passwordHash, password, renewal },
    { requestId },
  )
  return { endedSessions, token: handOutToken(context, { token, expiresAt }) }
}

/** Ends the session on the server and forgets the cookie; tells where it goes on where a provider is left too. */
export async function signOut(
  settings: SessionSettings,
  clients: ProviderClients,
  context: HandlerContext,
): Promise<{ ended: true; continueAt: string | null }> {
  const { act, actor, request, reply } = context
  const token = tokenOf(request) ?? ''
  const ended = await act(actor, endSession, { tokenHash: hashToken(token) })
  settings.findSession.forget(token)
  clearOwnCookie(request, reply, sessionCookie)
  return { ...ended, continueAt: await findEndAddress(clients, context, hashToken(token)) }
}
