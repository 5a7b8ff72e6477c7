/** Checks a password as whoever guesses would not like it: in turn, counted, and with a wait that grows. */
import type { FastifyRequest } from 'fastify'
import { IdentityProblem } from '#domain/identity/problems.ts'
import { secondsLeft } from '#domain/identity/sign-in-wait.ts'
import { systemActor } from '#platform/actor.ts'
import type { HandlerContext } from '#platform/http/serve.ts'
import { type Caller, countsOf, refuseSignIn } from './commands/refuse-sign-in.ts'
import { findDeviceHash } from './device.ts'
import { inTurn } from './in-turn.ts'
import { isPasswordRight } from './password.ts'
import { findSignIn, type SignIn } from './queries/find-sign-in.ts'
import { accountKey, findSignInFailures } from './queries/find-sign-in-failures.ts'

// Failures of a name that is no account still have to stand somewhere.
const noCounty = '000000'
const isOfThisMachine = (address: string): boolean => /^(127\.|::1$|::ffff:127\.)/.test(address)

/** Somebody whose password was right; `hasFailed` where sign-ins had failed before. */
export type RightSignIn = SignIn & { readonly hasFailed: boolean; readonly caller: Caller }

const mostAgentCharacters = 300

/**
 * Who calls, as far as it is counted. A proxy on this machine hides whom it speaks for unless it is trusted
 * (JINGWEI_TRUSTED_PROXIES), so its own address is not counted.
 */
export const callerOf = (
  request: FastifyRequest,
  username: string,
  account: SignIn | undefined,
  deviceHash: string | null,
): Caller => ({
  username,
  personId: account?.id ?? null,
  address: request.ip,
  isAddressCounted: !isOfThisMachine(request.ip),
  deviceHash: account?.isKnownDevice ? deviceHash : null,
  userAgent: agentOf(request),
})

/** What the browser calls itself. */
export const agentOf = (request: FastifyRequest): string | null =>
  request.headers['user-agent']?.slice(0, mostAgentCharacters) ?? null

/** Whose password `password` is; throws when it is wrong or somebody must wait. */
export const requireRightPassword = (
  context: HandlerContext,
  username: string,
  password: string,
): Promise<RightSignIn> =>
  inTurn(accountKey(username), async () => {
    const { db, request } = context
    const deviceHash = findDeviceHash(request)
    const account = await findSignIn(db, username, deviceHash)
    const caller = callerOf(request, username, account, deviceHash)
    const hasFailed = await requireNoWait(context, caller)
    const isRight = await isPasswordRight(account?.passwordHash, password)
    if (isRight && account) return { ...account, hasFailed, caller }
    return countRefusal(context, account?.adcode ?? noCounty, caller, IdentityProblem.wrongSignIn({}))
  })

/** How long the caller must wait, and whether anything has failed before. */
export async function surveyWait(
  { db, now }: HandlerContext,
  caller: Caller,
): Promise<{ seconds: number; hasFailed: boolean }> {
  const known = await findSignInFailures(db, countsOf(caller))
  const seconds = Math.max(0, ...known.map((it) => secondsLeft(it, now)))
  return { seconds, hasFailed: known.some((it) => it.kind !== 'address' && it.count > 0) }
}

/** Throws where the caller must wait; answers whether anything has failed before. */
export async function requireNoWait(context: HandlerContext, caller: Caller): Promise<boolean> {
  const { seconds, hasFailed } = await surveyWait(context, caller)
  if (seconds) throw IdentityProblem.signInWaits({ seconds })
  return hasFailed
}

/** Counts a refusal and throws it, or the wait that has come with it. */
export async function countRefusal(
  { act }: HandlerContext,
  adcode: string,
  caller: Caller,
  refusal: Error,
): Promise<never> {
  const { seconds } = await act(systemActor(adcode), refuseSignIn, caller)
  throw seconds ? IdentityProblem.signInWaits({ seconds }) : refusal
}
