/** A page of lines, the newest first; the next one begins below the instant and the number of the last. */
import type { z } from 'zod'
import type { AuditLine, searchAuditEndpoint } from '#domain/audit/contract.ts'
import type { Database } from '#platform/database/database.ts'
import type { Query } from '#platform/query.ts'
import { lineConditions } from './line-conditions.ts'
import { findSubjectNames } from './subject-names.ts'

type Asked = z.output<typeof searchAuditEndpoint.query>
type Page = { lines: AuditLine[]; next: string | null }

/** The columns of a line `e` as a list shows it. */
export const lineColumns = `seq, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, actor_id as "actorId",
  actor_name as "actorName", command, subject_id as "subjectId", problem, input->>'address' as address`
export type LineRow = Omit<AuditLine, 'subject'>

export const searchLines: Query<Asked, Page> = {
  name: 'audit.search',
  async run({ db, actor }, { after, limit, ...filter }) {
    const { adcode } = actor
    const found = await lineConditions(db, adcode, filter)
    if (!found) return { lines: [], next: null }
    const { text, values } = found
    let below = ''
    if (after !== undefined) {
      const [at, seq] = after.split('_')
      below = ` and (at, seq) < (timestamptz 'epoch' + $${values.length + 1}::bigint * interval '1 microsecond', $${values.length + 2}::bigint)`
      values.push(Number(at), Number(seq))
    }
    const rows = await db.rows<LineRow>(
      `select ${lineColumns} from platform.audit_entries e where ${text}${below}
       order by e.at desc, e.seq desc limit $${values.length + 1}`,
      [...values, limit + 1],
    )
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    return {
      lines: await withSubjects(db, adcode, shown),
      next: rows.length > limit && last ? `${microsecondsOf(last.at)}_${last.seq}` : null,
    }
  },
}

/** Microseconds since 1970 of an instant as `lineColumns` writes it. */
const microsecondsOf = (at: string): number =>
  Date.parse(`${at.slice(0, 23)}Z`) * 1000 + Number(at.slice(23, 26))

/** The lines with what their subjects are called. */
export async function withSubjects<Row extends LineRow>(
  db: Database,
  adcode: string,
  rows: readonly Row[],
): Promise<(Row & { subject: string | null })[]> {
  const names = await findSubjectNames(
    db,
    adcode,
    rows.map((it) => it.subjectId),
  )
  return rows.map((it) => ({ ...it, subject: (it.subjectId && names.get(it.subjectId)) ?? null }))
}
