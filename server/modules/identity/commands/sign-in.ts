/** Opens a session for somebody whose sign-in was found right, under a token that nobody has seen before. */
import { SecurityProblem } from '#domain/identity/security-problems.ts'
import type { Command, Context } from '#platform/act.ts'
import { endSessions } from '../end-sessions.ts'
import { findOpenSession } from '../queries/find-open-sessions.ts'
import { getPerson } from '../queries/find-person.ts'
import { findChallenge } from '../queries/find-second-factor.ts'
import { findSignInFailures } from '../queries/find-sign-in-failures.ts'
import { writeChallengeUse } from '../second-factor-store.ts'
import { type NewSession, writeFailures, writeKnownDevice, writePassword, writeSession } from '../store.ts'
import { type Caller, countsOf } from './refuse-sign-in.ts'
import { planCodeUse } from './use-code.ts'

export type OpenSession = {
  readonly caller: Caller & { readonly personId: string }
  /** Whether sign-ins had failed before, which is forgotten now. */
  readonly hasFailed: boolean
  readonly session: Pick<NewSession, 'id' | 'tokenHash'>
  /** The device from now on, known to the account. */
  readonly deviceHash: string | null
  /** The session that this browser had until now. */
  readonly replaces: string | null
  readonly hours: number
  /** The same password hashed with today's cost, where the hash that was found is a cheaper one. */
  readonly rehashed?: undefined | { readonly before: string; readonly after: string }
  /** The code, and the sign-in that waits for it, where the account has a second factor. */
  readonly secondStep?: undefined | { readonly code: string; readonly challengeHash: string }
  /** The link by which a provider said who it is, and whether it asked for a second factor that counts. */
  readonly signOn?: undefined | { readonly linkId: string; readonly hasFactor: boolean }
}

export const openSession: Command<OpenSession, { expiresAt: string }> = {
  name: 'session.open',
  permission: 'session.open',
  auditInput: ({ caller: { personId, address, userAgent, deviceHash }, secondStep, signOn }) => ({
    personId,
    address,
    userAgent,
    isKnownDevice: deviceHash !== null,
    withSecondFactor: secondStep !== undefined,
    ...(signOn && { signOnLinkId: signOn.linkId, withProviderFactor: signOn.hasFactor }),
  }),
  fingerprintInput: ({ caller, session }) => ({ personId: caller.personId, session: session.id }),
  async run(context, { caller, hasFailed, session, ...it }) {
    const { db, adcode, now, write, concerns } = context
    const { personId, address, userAgent } = caller
    if (it.secondStep) await planSecondStep(context, personId, it.secondStep)
    // Guesses at the address go on being counted: other accounts may be meant.
    const counted = countsOf({ ...caller, isAddressCounted: false })
    for (const failed of hasFailed ? await findSignInFailures(db, counted) : [])
      writeFailures(write, failed, { ...failed, count: 0, lastAt: now, waitUntil: null })
    const expiresAt = new Date(now.getTime() + it.hours * 3_600_000)
    const through = {
      signOnLinkId: it.signOn?.linkId ?? null,
      hasProviderFactor: it.signOn?.hasFactor ?? false,
    }
    writeSession(write, {
      ...session,
      adcode,
      personId,
      createdAt: now,
      expiresAt,
      address,
      userAgent,
      ...through,
    })
    if (it.deviceHash) writeKnownDevice(write, { adcode, personId, deviceHash: it.deviceHash, now })
    const replaced = it.replaces && (await findOpenSession(db, it.replaces, now))
    if (replaced) endSessions(context, replaced.personId, [replaced.tokenHash])
    const person = it.rehashed && (await getPerson(db, adcode, personId))
    if (it.rehashed && person?.passwordHash === it.rehashed.before)
      writePassword(write, adcode, person, { passwordHash: it.rehashed.after, isSamePassword: true, now })
    concerns(personId)
    return { expiresAt: expiresAt.toISOString() }
  },
}

/** Uses the code, and meets the challenge: of two who bring codes for one sign-in, the second finds it over. */
async function planSecondStep(
  context: Context,
  personId: string,
  { code, challengeHash }: { readonly code: string; readonly challengeHash: string },
): Promise<void> {
  const { db, now, write } = context
  if (!(await findChallenge(db, challengeHash, now))) throw SecurityProblem.challengeOver({})
  await planCodeUse(context, personId, code)
  writeChallengeUse(write, challengeHash, now)
}
