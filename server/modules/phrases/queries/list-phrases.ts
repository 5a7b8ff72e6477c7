/** The phrases that somebody may use, and the history of the county's list. */
import type { z } from 'zod'
import type { listPhrasesEndpoint, showPhraseHistoryEndpoint } from '#domain/phrases/contract.ts'
import { listAuditLines } from '#platform/audit-lines.ts'
import type { Query } from '#platform/query.ts'
import { findOwnList, findPhrasesOf, shippedPhrases } from '../store.ts'

type Listed = z.input<typeof listPhrasesEndpoint.reply>
type History = z.input<typeof showPhraseHistoryEndpoint.reply>

/** The county's list and one's own. */
export const listPhrases: Query<object, Listed> = {
  name: 'phrase.list',
  async run({ db, actor }) {
    const [list, own] = await Promise.all([
      findOwnList(db, actor.adcode),
      findPhrasesOf(db, actor.adcode, actor.id),
    ])
    const { phrases, source } = shippedPhrases
    return { phrases: list?.phrases ?? phrases, version: list?.version ?? 0, own, source }
  },
}

/** What was changed, by whom and when. */
export const listPhraseHistory: Query<object, History> = {
  name: 'phrase.list-history',
  async run({ db, actor }) {
    const own = await findOwnList(db, actor.adcode)
    const lines = own ? await listAuditLines(db, actor.adcode, own.id) : []
    return { lines: lines.map(({ at, ...line }) => ({ ...line, at: at.toISOString() })) }
  },
}
