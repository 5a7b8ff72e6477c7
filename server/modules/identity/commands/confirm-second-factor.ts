/** Takes a second factor into use, once a code shows that the device has it; the session gets another token. */
import { SecurityProblem } from '#domain/identity/security-problems.ts'
import type { Command } from '#platform/act.ts'
import { findSecondFactor, isOn, listRecoveryHashes } from '../queries/find-second-factor.ts'
import { writeFactor, writeRecoveryCodes, writeRecoveryUses } from '../second-factor-store.ts'
import { planRenewal, type Renewal } from './renew-session.ts'
import { requireLaterStep } from './use-code.ts'

type Confirm = {
  readonly code: string
  /** Hashes of the codes for the loss of the device, which are shown once. */
  readonly recoveryHashes: readonly string[]
  /** Names this making of codes, so that a repeated request can tell that it made none. */
  readonly stamp: string
  readonly renewal: Renewal
}

type Confirmed = { readonly stamp: string; readonly endedSessions: number; readonly expiresAt: string }

export const confirmSecondFactor: Command<Confirm, Confirmed> = {
  name: 'second-factor.confirm',
  permission: 'signed-in',
  auditInput: () => ({}),
  fingerprintInput: () => ({}),
  async run(context, { code, recoveryHashes, stamp, renewal }) {
    const { db, adcode, actor, now, write, concerns } = context
    const factor = await findSecondFactor(db, adcode, actor.id)
    if (isOn(factor)) throw SecurityProblem.already({})
    if (!factor || factor.endedAt) throw SecurityProblem.notBegun({})
    const last_step = requireLaterStep(context, actor.id, factor, code)
    concerns(actor.id)
    writeFactor(write, adcode, actor.id, factor, { confirmed_at: now, last_step })
    writeRecoveryUses(write, adcode, actor.id, await listRecoveryHashes(db, adcode, actor.id), now)
    writeRecoveryCodes(write, adcode, actor.id, recoveryHashes, now)
    return { stamp, ...(await planRenewal(context, renewal)) }
  },
}
