/** Between the two steps of signing in. */
import { SecurityProblem } from '#domain/identity/security-problems.ts'
import { systemActor } from '#platform/actor.ts'
import type { HandlerContext } from '#platform/http/serve.ts'
import { challengeSignIn } from './commands/challenge-sign-in.ts'
import type { RightSignIn } from './password-check.ts'
import { hashToken, newSessionToken } from './session-token.ts'

/** How somebody came here who did not type a password, and where they go on. */
type CameThrough = { readonly linkId: string; readonly to: string }

/** Asks somebody who was found right for their code: throws `session.code-needed` with what names this sign-in. */
export async function askForCode(
  { act }: HandlerContext,
  { adcode, id, name, passwordHash }: RightSignIn,
  through?: CameThrough,
): Promise<never> {
  const challenge = newSessionToken()
  const { expiresAt } = await act(systemActor(adcode, name), challengeSignIn, {
    personId: id,
    passwordHash,
    tokenHash: hashToken(challenge),
    signOnLinkId: through?.linkId ?? null,
  })
  throw SecurityProblem.codeNeeded({ challenge, expiresAt, ...(through && { to: through.to }) })
}
