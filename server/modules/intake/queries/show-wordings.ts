/** The county's wordings of notices, and the history of their changes. */
import type { z } from 'zod'
import type { showWordingHistoryEndpoint, showWordingsEndpoint } from '#domain/intake/notice-contract.ts'
import { listAuditLines } from '#platform/audit-lines.ts'
import type { Query } from '#platform/query.ts'
import { findWordings } from '../wording-store.ts'

/** What the county worded anew. */
export const showWordings: Query<object, z.input<typeof showWordingsEndpoint.reply>> = {
  name: 'notice.show-wordings',
  async run({ db, actor }) {
    const own = await findWordings(db, actor.adcode)
    return { wordings: own?.wordings ?? {}, version: own?.version ?? 0 }
  },
}

/** What was changed, by whom and when. */
export const listWordingHistory: Query<object, z.input<typeof showWordingHistoryEndpoint.reply>> = {
  name: 'notice.list-wording-history',
  async run({ db, actor }) {
    const own = await findWordings(db, actor.adcode)
    const lines = own ? await listAuditLines(db, actor.adcode, own.id) : []
    return { lines: lines.map(({ at, ...line }) => ({ ...line, at: at.toISOString() })) }
  },
}
