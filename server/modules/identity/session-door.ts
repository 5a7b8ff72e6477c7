/** Signing in and out over HTTP: the one place that sets a cookie. */
import type { z } from 'zod'
import type { SessionView, signInEndpoint } from '#domain/identity/contract.ts'
import { Post, postNames } from '#domain/identity/post.ts'
import { IdentityProblem } from '#domain/identity/problems.ts'
import { type Actor, systemActor } from '#platform/actor.ts'
import { sessionCookie, tokenOf } from '#platform/http/create-server.ts'
import type { HandlerContext } from '#platform/http/serve.ts'
import { openSession } from './commands/sign-in.ts'
import { endSession } from './commands/sign-out.ts'
import { isPasswordRight } from './password.ts'
import type { Session } from './queries/find-session.ts'
import { findSignIn } from './queries/find-sign-in.ts'
import { hashToken, newSessionToken } from './session-token.ts'

export type SessionSettings = {
  readonly hours: number
  readonly isProduction: boolean
  readonly secureCookies: 'auto' | 'always'
  readonly findSession: (token: string) => Promise<Session | undefined>
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
  }
}

/** Checks name and password, opens a session under a fresh token, sets the cookie. */
export async function signIn(
  settings: SessionSettings,
  { db, act, request, reply }: HandlerContext,
  { username, password }: z.output<typeof signInEndpoint.body>,
): Promise<SessionView & { token: string }> {
  const account = await findSignIn(db, username)
  if (!(await isPasswordRight(account?.passwordHash, password)) || !account)
    throw IdentityProblem.wrongSignIn({})
  if (settings.isProduction && account.isDemonstration) throw IdentityProblem.demonstrationRefused({})
  const token = newSessionToken()
  await act(systemActor(account.adcode, account.name), openSession, {
    personId: account.id,
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

/** Ends the session on the server and forgets the cookie. */
export async function signOut({ act, actor, request, reply }: HandlerContext): Promise<{ ended: true }> {
  const ended = await act(actor, endSession, { tokenHash: hashToken(tokenOf(request) ?? '') })
  reply.clearCookie(sessionCookie, { path: '/' })
  return ended
}
