/** The SQL of how long personal data is kept. */
import { RetentionSettings, shippedRetention } from '#domain/intake/retention.ts'
import type { Hold } from '#domain/intake/retention-contract.ts'
import type { Database } from '#platform/database/database.ts'

export type KeptRetention = {
  readonly id: string | undefined
  readonly settings: RetentionSettings
  readonly version: number
}

/** What the county set, or what the product ships. */
export async function findRetention(db: Database, adcode: string): Promise<KeptRetention> {
  const [row] = await db.rows<{ id: string; settings: unknown; version: number }>(
    'select id, settings, version from intake.retention_settings where adcode = $1',
    [adcode],
  )
  return row
    ? { ...row, settings: RetentionSettings.parse(row.settings) }
    : { id: undefined, settings: shippedRetention, version: 0 }
}

/** The holds that were not lifted, newest first. */
export async function findHolds(db: Database, adcode: string): Promise<Hold[]> {
  const rows = await db.rows<Omit<Hold, 'placedAt'> & { placedAt: Date }>(
    `select id, case_id as "caseId", number, reason, placed_by_name as "placedByName", placed_at as "placedAt"
     from intake.retention_holds where adcode = $1 and lifted_at is null order by placed_at desc, id desc`,
    [adcode],
  )
  return rows.map((it) => ({ ...it, placedAt: it.placedAt.toISOString() }))
}

/** Reports with something of a caller whose case ended before `$2`, is open again or held apart. */
export const dueReports = `from intake.reports r join cases.case_facts f on f.adcode = r.adcode and f.id = r.case_id
  where r.adcode = $1 and f.ended_at < $2
    and (r.caller_name is not null or r.caller_phone is not null or r.exact_words is not null)
    and not exists (select from intake.retention_holds h
      where h.adcode = r.adcode and h.case_id = r.case_id and h.lifted_at is null)`

/** How many reports still tell of their caller longer than is needed. */
export async function countCallersToForget(db: Database, adcode: string, before: Date): Promise<number> {
  const [row] = await db.rows<{ count: number }>(`select count(*)::int as count ${dueReports}`, [
    adcode,
    before,
  ])
  return row?.count ?? 0
}
