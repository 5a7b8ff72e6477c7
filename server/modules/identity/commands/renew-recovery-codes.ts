/** Makes new codes for the loss of the second factor; those from before are good for nothing more. */
import type { Command } from '#platform/act.ts'
import { listRecoveryHashes } from '../queries/find-second-factor.ts'
import { writeRecoveryCodes, writeRecoveryUses } from '../second-factor-store.ts'
import { planCodeUse } from './use-code.ts'

type Renew = { readonly code: string; readonly recoveryHashes: readonly string[]; readonly stamp: string }

export const renewRecoveryCodes: Command<Renew, { stamp: string }> = {
  name: 'second-factor.renew-codes',
  permission: 'signed-in',
  auditInput: () => ({}),
  fingerprintInput: () => ({}),
  async run(context, { code, recoveryHashes, stamp }) {
    const { db, adcode, actor, now, write, concerns } = context
    concerns(actor.id)
    const { usedHash } = await planCodeUse(context, actor.id, code)
    const left = (await listRecoveryHashes(db, adcode, actor.id)).filter((it) => it !== usedHash)
    writeRecoveryUses(write, adcode, actor.id, left, now)
    writeRecoveryCodes(write, adcode, actor.id, recoveryHashes, now)
    return { stamp }
  },
}
