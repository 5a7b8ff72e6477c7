/** One's exports of the last days, newest first. */
import type { CaseExport } from '#domain/cases/export-contract.ts'
import type { Query } from '#platform/query.ts'

type Row = Omit<CaseExport, 'requestedAt' | 'finishedAt'> & { requestedAt: Date; finishedAt: Date | null }

export const listExports: Query<object, { exports: CaseExport[] }> = {
  name: 'case-export.list',
  async run({ db, actor }) {
    const rows = await db.rows<Row>(
      `select id, state, format, total, written, requested_at as "requestedAt", finished_at as "finishedAt",
         problem_code as "problemCode"
       from cases.exports where adcode = $1 and owner_id = $2 and state <> 'gone' order by requested_at desc limit 20`,
      [actor.adcode, actor.id],
    )
    return {
      exports: rows.map((it) => ({
        ...it,
        requestedAt: it.requestedAt.toISOString(),
        finishedAt: it.finishedAt?.toISOString() ?? null,
      })),
    }
  },
}
