/** How long personal data is kept, what would go, and who changed it. */
import type { z } from 'zod'
import type {
  previewRetentionEndpoint,
  showRetentionEndpoint,
  showRetentionHistoryEndpoint,
} from '#domain/intake/retention-contract.ts'
import { listAuditLines } from '#platform/audit-lines.ts'
import type { Query } from '#platform/query.ts'
import { countDue } from './let-personal-data-go.ts'
import { findHolds, findRetention } from './retention-store.ts'

export const showRetention: Query<object, z.input<typeof showRetentionEndpoint.reply>> = {
  name: 'retention.show',
  async run({ db, actor, now }) {
    const { settings, version } = await findRetention(db, actor.adcode)
    const [due, holds] = await Promise.all([
      countDue(db, actor.adcode, now, settings),
      findHolds(db, actor.adcode),
    ])
    return { settings, version, due, holds }
  },
}

export const previewRetention: Query<
  z.output<typeof previewRetentionEndpoint.body>,
  z.input<typeof previewRetentionEndpoint.reply>
> = {
  name: 'retention.preview',
  run: async ({ db, actor, now }, { settings }) => ({ due: await countDue(db, actor.adcode, now, settings) }),
}

export const listRetentionHistory: Query<object, z.input<typeof showRetentionHistoryEndpoint.reply>> = {
  name: 'retention.list-history',
  async run({ db, actor }) {
    const { id } = await findRetention(db, actor.adcode)
    const lines = id ? await listAuditLines(db, actor.adcode, id) : []
    return { lines: lines.map(({ at, ...line }) => ({ ...line, at: at.toISOString() })) }
  },
}
