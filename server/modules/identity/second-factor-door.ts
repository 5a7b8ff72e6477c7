/** The second factor over HTTP: what is shown once, and the second step of signing in. */
import type { z } from 'zod'
import type { SessionView } from '#domain/identity/contract.ts'
import type {
  beginSecondFactorEndpoint,
  confirmSecondFactorEndpoint,
  finishSignInEndpoint,
  removeSecondFactorEndpoint,
  renewRecoveryCodesEndpoint,
} from '#domain/identity/second-factor-contract.ts'
import { SecurityProblem } from '#domain/identity/security-problems.ts'
import { Problem } from '#domain/problem.ts'
import { tokenOf } from '#platform/http/create-server.ts'
import type { HandlerContext } from '#platform/http/serve.ts'
import { newId } from '#platform/ids.ts'
import { beginSecondFactor } from './commands/begin-second-factor.ts'
import { confirmSecondFactor } from './commands/confirm-second-factor.ts'
import { removeSecondFactor } from './commands/remove-second-factor.ts'
import { renewRecoveryCodes } from './commands/renew-recovery-codes.ts'
import { findDeviceHash } from './device.ts'
import { inTurn } from './in-turn.ts'
import { callerOf, countRefusal, requireNoWait } from './password-check.ts'
import { findChallenge, findSecondFactor } from './queries/find-second-factor.ts'
import type { Session } from './queries/find-session.ts'
import { findSignIn } from './queries/find-sign-in.ts'
import { accountKey } from './queries/find-sign-in-failures.ts'
import { factorUri, hashRecoveryCode, newRecoveryCodes } from './second-factor.ts'
import { secretContext } from './second-factor-store.ts'
import { handOutToken, requireOwnPassword, type SessionSettings, startSession } from './session-door.ts'
import { hashToken, newSession } from './session-token.ts'

/** The second step of signing in. A wrong code is counted as a wrong password is, and makes wait as one does. */
export async function finishSignIn(
  settings: SessionSettings,
  context: HandlerContext,
  { challenge, code }: z.output<typeof finishSignInEndpoint.body>,
): Promise<SessionView & { token: string }> {
  const { db, now, request } = context
  const challengeHash = hashToken(challenge)
  const waiting = await findChallenge(db, challengeHash, now)
  if (!waiting) throw SecurityProblem.challengeOver({})
  const { username, adcode, signOnLinkId } = waiting
  const signOn = signOnLinkId ? { linkId: signOnLinkId, hasFactor: false } : undefined
  return inTurn(accountKey(username), async () => {
    const deviceHash = findDeviceHash(request)
    const account = await findSignIn(db, username, deviceHash)
    if (!account) throw SecurityProblem.challengeOver({})
    const caller = callerOf(request, username, account, deviceHash)
    const hasFailed = await requireNoWait(context, caller)
    try {
      return await startSession(
        settings,
        context,
        { ...account, hasFailed, caller },
        { secondStep: { code, challengeHash }, signOn },
      )
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'second-factor.wrong-code') throw error
      return countRefusal(context, adcode, caller, error)
    }
  })
}

/** Begins a second factor and shows its secret; asked again before it is confirmed, it is the same. */
export async function beginOwnFactor(
  context: HandlerContext,
  { password }: z.output<typeof beginSecondFactorEndpoint.body>,
): Promise<z.input<typeof beginSecondFactorEndpoint.reply>> {
  const { act, actor, db, requestId, sealer } = context
  await requireOwnPassword(context, password)
  await act(actor, beginSecondFactor, {}, { requestId })
  const factor = await findSecondFactor(db, actor.adcode, actor.id)
  if (!factor || factor.confirmedAt) throw SecurityProblem.already({})
  const secret = sealer.open(factor.secretSealed, secretContext(actor.adcode, actor.id))
  return { secret, uri: factorUri(secret, (actor as Session).username) }
}

/** Codes for the loss of the device: what is shown, and what is kept. */
function makeRecoveryCodes(personId: string) {
  const codes = newRecoveryCodes()
  return { codes, recoveryHashes: codes.map((it) => hashRecoveryCode(personId, it)), stamp: newId() }
}

/** Takes the second factor into use; the codes for its loss are in the answer and nowhere else. */
export async function confirmOwnFactor(
  context: HandlerContext,
  { code }: z.output<typeof confirmSecondFactorEndpoint.body>,
): Promise<z.input<typeof confirmSecondFactorEndpoint.reply>> {
  const { act, actor, request, requestId } = context
  const { codes, ...made } = makeRecoveryCodes(actor.id)
  const { token, kept } = newSession()
  const renewal = { tokenHash: hashToken(tokenOf(request) ?? ''), next: kept }
  const done = await act(actor, confirmSecondFactor, { code, ...made, renewal }, { requestId })
  return {
    recoveryCodes: done.stamp === made.stamp ? codes : null,
    endedSessions: done.endedSessions,
    token: handOutToken(context, { token, expiresAt: done.expiresAt }),
  }
}

/** Gives up the second factor; password and code are both asked for. */
export async function removeOwnFactor(
  context: HandlerContext,
  { password, code }: z.output<typeof removeSecondFactorEndpoint.body>,
): Promise<z.input<typeof removeSecondFactorEndpoint.reply>> {
  const { act, actor, request, requestId } = context
  await requireOwnPassword(context, password)
  const { token, kept } = newSession()
  const renewal = { tokenHash: hashToken(tokenOf(request) ?? ''), next: kept }
  const { endedSessions, expiresAt } = await act(actor, removeSecondFactor, { code, renewal }, { requestId })
  return { endedSessions, token: handOutToken(context, { token, expiresAt }) }
}

/** Makes new codes for the loss of the device. */
export async function renewOwnCodes(
  context: HandlerContext,
  { password, code }: z.output<typeof renewRecoveryCodesEndpoint.body>,
): Promise<z.input<typeof renewRecoveryCodesEndpoint.reply>> {
  const { act, actor, requestId } = context
  await requireOwnPassword(context, password)
  const { codes, ...made } = makeRecoveryCodes(actor.id)
  const done = await act(actor, renewRecoveryCodes, { code, ...made }, { requestId })
  return { recoveryCodes: done.stamp === made.stamp ? codes : null }
}
