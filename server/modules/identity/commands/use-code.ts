/**
 * Uses a code of the second factor, or one for its loss. Each is good once: of two that come with the same code, the
 * second finds that the version has moved, reads again, and is refused.
 */
import { SecurityProblem } from '#domain/identity/security-problems.ts'
import type { Context } from '#platform/act.ts'
import {
  findSecondFactor,
  isOn,
  listRecoveryHashes,
  type SecondFactor,
} from '../queries/find-second-factor.ts'
import { findStep, hashRecoveryCode } from '../second-factor.ts'
import { secretContext, writeFactor, writeRecoveryUses } from '../second-factor-store.ts'

/** Hands over what using `code` changes, with `more` of the second factor; throws `second-factor.wrong-code`. */
export async function planCodeUse(
  context: Context,
  personId: string,
  code: string,
  more: { readonly ended_at?: Date } = {},
): Promise<{ usedHash: string | null }> {
  const { db, adcode, now, write } = context
  const factor = await findSecondFactor(db, adcode, personId)
  if (!factor || !isOn(factor)) throw SecurityProblem.none({})
  const plain = code.replace(/[\s-]/g, '')
  if (/^\d{6}$/.test(plain)) {
    const last_step = requireLaterStep(context, personId, factor, plain)
    writeFactor(write, adcode, personId, factor, { last_step, ...more })
    return { usedHash: null }
  }
  const usedHash = hashRecoveryCode(personId, plain)
  const known = await listRecoveryHashes(db, adcode, personId)
  if (!known.includes(usedHash)) throw SecurityProblem.wrongCode({})
  writeRecoveryUses(write, adcode, personId, [usedHash], now)
  writeFactor(write, adcode, personId, factor, { last_step: factor.lastStep, ...more })
  return { usedHash }
}

/** The half minute of `code`; throws where it is wrong, or not later than the last that was accepted. */
export function requireLaterStep(
  { sealer, adcode, now }: Context,
  personId: string,
  factor: SecondFactor,
  code: string,
): number {
  const secret = sealer.open(factor.secretSealed, secretContext(adcode, personId))
  const step = findStep(secret, code, now)
  if (step === undefined || step <= factor.lastStep) throw SecurityProblem.wrongCode({})
  return step
}
