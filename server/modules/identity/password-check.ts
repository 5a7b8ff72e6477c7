/** Checks a password as whoever guesses would not like it: in turn, counted, and with a wait that grows. */
import { IdentityProblem } from '#domain/identity/problems.ts'
import { secondsLeft } from '#domain/identity/sign-in-wait.ts'
import { systemActor } from '#platform/actor.ts'
import type { HandlerContext } from '#platform/http/serve.ts'
import { refuseSignIn } from './commands/refuse-sign-in.ts'
import { inTurn } from './in-turn.ts'
import { isPasswordRight } from './password.ts'
import { findSignIn, type SignIn } from './queries/find-sign-in.ts'
import { accountKey, findSignInFailures } from './queries/find-sign-in-failures.ts'

// Failures of a name that is no account still have to stand somewhere.
const noCounty = '000000'
const isOfThisMachine = (address: string): boolean => /^(127\.|::1$|::ffff:127\.)/.test(address)

/**
 * Whose password `password` is; throws when it is wrong or somebody must wait. A proxy on this machine hides whom it
 * speaks for unless it is trusted (JINGWEI_TRUSTED_PROXIES), so its own address is not counted.
 */
export const requireRightPassword = (
  { db, act, now, request }: HandlerContext,
  username: string,
  password: string,
): Promise<SignIn & { hasFailed: boolean }> =>
  inTurn(accountKey(username), async () => {
    const address = isOfThisMachine(request.ip) ? null : request.ip
    const known = await findSignInFailures(db, accountKey(username), address)
    const seconds = Math.max(0, ...known.map((it) => secondsLeft(it, now)))
    if (seconds) throw IdentityProblem.signInWaits({ seconds })
    const account = await findSignIn(db, username)
    const isRight = await isPasswordRight(account?.passwordHash, password)
    const hasFailed = known.some((it) => it.kind === 'account' && it.count > 0)
    if (isRight && account) return { ...account, hasFailed }
    const failed = await act(systemActor(account?.adcode ?? noCounty), refuseSignIn, {
      username,
      address,
      personId: account?.id ?? null,
    })
    if (failed.seconds) throw IdentityProblem.signInWaits({ seconds: failed.seconds })
    throw IdentityProblem.wrongSignIn({})
  })
