/** Who sits at the desk. Asked once at the start; kept for every screen; gone after signing out. */
import { type Ref, readonly, ref } from 'vue'
import {
  type SessionView,
  showSessionEndpoint,
  signInEndpoint,
  signOutEndpoint,
} from '#domain/identity/contract.ts'
import { finishSignInEndpoint } from '#domain/identity/second-factor-contract.ts'
import { finishSignOnEndpoint } from '#domain/identity/sign-on-contract.ts'
import { type CallInput, call } from '#kit/call/call.ts'
import { ProblemReply } from '#kit/call/problem-reply.ts'
import { connectLive, disconnectLive } from '#kit/live.ts'
import { readPreferences } from './preferences.ts'

const session: Ref<SessionView | undefined> = ref()
let isAsked = false

const take = (it: SessionView): void => {
  session.value = it
  connectLive('/api/live')
  void readPreferences()
}

/** The session, or undefined when nobody is signed in. */
export const useSession = (): Readonly<Ref<SessionView | undefined>> =>
  readonly(session) as Readonly<Ref<SessionView | undefined>>

/** Finds the session of an earlier visit; only the first call asks the server. */
export async function findSession(): Promise<SessionView | undefined> {
  if (isAsked) return session.value
  try {
    take(await call(showSessionEndpoint, {}))
  } catch (error) {
    if (!(error instanceof ProblemReply) || error.status !== 401) throw error
  }
  isAsked = true
  return session.value
}

/** Asks again who one is, after something of it has changed. */
export async function renewSession(): Promise<void> {
  session.value = await call(showSessionEndpoint, {})
}

/** Signs in; throws the ProblemReply of a refusal. */
export async function signIn(body: NonNullable<CallInput<typeof signInEndpoint>['body']>): Promise<void> {
  take(await call(signInEndpoint, { body }))
  isAsked = true
}

/** Meets the second step of signing in; throws the ProblemReply of a refusal. */
export async function finishSignIn(
  body: NonNullable<CallInput<typeof finishSignInEndpoint>['body']>,
): Promise<void> {
  take(await call(finishSignInEndpoint, { body }))
  isAsked = true
}

/** Hands over what a provider sent back: signs in, or links the own account; where in the desk to go on. */
export async function finishSignOn(code: string, answer: string): Promise<{ to: string; isLinked: boolean }> {
  const { to, session: entered } = await call(finishSignOnEndpoint, { params: { code }, body: { answer } })
  if (entered) {
    take(entered)
    isAsked = true
  }
  return { to, isLinked: entered === null }
}

/** Signs out here and on the server; the page of a provider where that is to end too. */
export async function signOut(): Promise<string | null> {
  const { continueAt } = await call(signOutEndpoint, {})
  forgetSession()
  return continueAt
}

/** Forgets a session that the server has ended. */
export function forgetSession(): void {
  disconnectLive()
  session.value = undefined
}

/** Where a draft of the person is kept: never where somebody else at the same desk would find it. */
export const draftPlace = (...parts: readonly string[]): string =>
  [session.value?.person.id ?? 'nobody', ...parts].join('.')

/** Whether the person holds `permission`. */
export const may = (permission: string): boolean => session.value?.permissions.includes(permission) ?? false
