/** The SQL of the county's wordings of notices. */
import { Wordings } from '#domain/intake/notice-wording.ts'
import type { Database } from '#platform/database/database.ts'

/** The wordings of a county with their version; undefined while everything is told as it ships. */
export async function findWordings(
  db: Database,
  adcode: string,
): Promise<{ id: string; version: number; wordings: Wordings } | undefined> {
  const [row] = await db.rows<{ id: string; version: number; wordings: unknown }>(
    'select id, version, wordings from intake.notice_wordings where adcode = $1',
    [adcode],
  )
  return row && { ...row, wordings: Wordings.parse(row.wordings) }
}
