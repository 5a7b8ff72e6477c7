/** Sets how long the county keeps personal data, as a whole. */
import type { z } from 'zod'
import { RetentionProblem } from '#domain/intake/problems.ts'
import { changedRetention } from '#domain/intake/retention.ts'
import type { changeRetentionEndpoint } from '#domain/intake/retention-contract.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { findRetention } from './retention-store.ts'

type ChangeRetention = z.output<typeof changeRetentionEndpoint.body>
type Receipt = { version: number; changed: ReturnType<typeof changedRetention> }

export const changeRetention: Command<ChangeRetention, Receipt> = {
  name: 'retention.change',
  permission: 'personal.manage',
  async run({ db, adcode, write, concerns }, { settings, expectedVersion }) {
    const kept = await findRetention(db, adcode)
    if (kept.version !== expectedVersion)
      throw RetentionProblem.stale({ expected: expectedVersion, current: kept.version })
    const id = kept.id ?? newId()
    const version = kept.version + 1
    concerns(id)
    if (kept.id)
      write.update('intake.retention_settings', { adcode, version: kept.version }, { settings, version })
    else write.insert('intake.retention_settings', { adcode, id, settings, version })
    return { version, changed: changedRetention(kept.settings, settings) }
  },
}
