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
import type { HandlerContext } from '#platform/http/serve.ts'
import { changePassword } from './commands/change-password.ts'
import { openSession } from './commands/sign-in.ts'
import { endSession } from './commands/sign-out.ts'
import { requireRightPassword } from './password-check.ts'
import type { Session, SessionFinder } from './queries/find-session.ts'
import { hashToken, newSessionToken } from './session-token.ts'

export type SessionSettings = {
  readonly hours: number
  readonly isProduction: boolean
  readonly secureCookies: 'auto' | 'always'
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
  }
}

/** Checks name and password, opens a session under a fresh token, sets the cookie. */
export async function signIn(
  settings: SessionSettings,
  context: HandlerContext,
  { username, password }: z.output<typeof signInEndpoint.body>,
): Promise<SessionView & { token: string }> {
  const { act, request, reply } = context
  const account = await requireRightPassword(context, username, password)
  if (settings.isProduction && account.isDemonstration) throw IdentityProblem.demonstrationRefused({})
  const token = newSessionToken()
  await act(systemActor(account.adcode, account.name), openSession, {
    personId: account.id,
    username: account.hasFailed ? username : null,
    tokenHash: hashToken(token),
    hours: settings.hours,
  })
  const session = await settings.findSession(token)
  if (!session) throw IdentityProblem.wrongSignIn({})
  reply.setCookie(sessionCookie, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: settings.secureCookies === 'always' || request.protocol === 'https',
    maxAge: settings.hours * 3600,
  })
  return { ...toSessionView(session), token }
}

/** Changes the own password from a session that goes on; guessing the present one is slowed down as at the door. */
export async function changeOwnPassword(
  settings: SessionSettings,
  context: HandlerContext,
  { present, password }: z.output<typeof changePasswordEndpoint.body>,
): Promise<{ endedSessions: number }> {
  const { act, actor, request, requestId } = context
  const { username } = actor as Session
  try {
    await requireRightPassword(context, username, present)
  } catch (error) {
    if (error instanceof Problem && error.code === 'session.wrong-sign-in') throw PasswordProblem.wrong({})
    throw error
  }
  const token = tokenOf(request) ?? ''
  const changed = await act(
    actor,
    changePassword,
    { present, password, tokenHash: hashToken(token) },
    { requestId },
  )
  settings.findSession.forget(token)
  return changed
}

/** Ends the session on the server and forgets the cookie. */
export async function signOut(
  settings: SessionSettings,
  { act, actor, request, reply }: HandlerContext,
): Promise<{ ended: true }> {
  const token = tokenOf(request) ?? ''
  const ended = await act(actor, endSession, { tokenHash: hashToken(token) })
  settings.findSession.forget(token)
  reply.clearCookie(sessionCookie, { path: '/' })
  return ended
}
