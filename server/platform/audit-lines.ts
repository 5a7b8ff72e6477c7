/** Reads the audit lines of one thing: who did what to it, when, and what was changed. */
import type { Database } from './database/database.ts'

export type AuditLine = {
  readonly at: Date
  readonly actorName: string
  readonly command: string
  /** Field → before and after, where the command told it. */
  readonly changed: Readonly<Record<string, [unknown, unknown]>>
}

const mostLines = 200

/** The newest lines about `subjectId`. */
export const listAuditLines = (db: Database, adcode: string, subjectId: string): Promise<AuditLine[]> =>
  db.rows<AuditLine>(
    `select at, actor_name as "actorName", command, coalesce(output->'changed', '{}') as changed
     from platform.audit_entries where adcode = $1 and subject_id = $2 order by at desc limit ${mostLines}`,
    [adcode, subjectId],
  )
