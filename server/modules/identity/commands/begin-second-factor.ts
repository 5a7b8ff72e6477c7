/** Begins a second factor: a secret for the device, sealed, that counts for nothing before a code has confirmed it. */
import { SecurityProblem } from '#domain/identity/security-problems.ts'
import type { Command } from '#platform/act.ts'
import { findSecondFactor, isOn } from '../queries/find-second-factor.ts'
import { newFactorSecret } from '../second-factor.ts'
import { secretContext, writeFactorBegin } from '../second-factor-store.ts'

export const beginSecondFactor: Command<object, { begun: true }> = {
  name: 'second-factor.begin',
  permission: 'signed-in',
  async run({ db, adcode, actor, now, sealer, write, concerns }) {
    const before = await findSecondFactor(db, adcode, actor.id)
    if (isOn(before)) throw SecurityProblem.already({})
    concerns(actor.id)
    const secretSealed = sealer.seal(newFactorSecret(), secretContext(adcode, actor.id))
    writeFactorBegin(write, adcode, actor.id, before, { secretSealed, now })
    return { begun: true }
  },
}
