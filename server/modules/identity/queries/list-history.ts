/** What was done to a person or an organisation, from the audit lines; signing in and out is not told here. */
import type { HistoryLine } from '#domain/identity/account-contract.ts'
import { listAuditLines } from '#platform/audit-lines.ts'
import type { Query } from '#platform/query.ts'

const isTold = (command: string): boolean => !['session.open', 'session.end'].includes(command)

export const listHistory: Query<{ id: string }, { lines: HistoryLine[] }> = {
  name: 'identity.list-history',
  async run({ db, actor }, { id }) {
    const lines = await listAuditLines(db, actor.adcode, id)
    return {
      lines: lines
        .filter((it) => isTold(it.command))
        .map(({ at, ...line }) => ({ ...line, at: at.toISOString() })),
    }
  },
}
