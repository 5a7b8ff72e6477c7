/** The rows of exports: what was asked for and how far it is. */
import type { z } from 'zod'
import type { CaseExport, requestExportEndpoint } from '#domain/cases/export-contract.ts'
import type { Database } from '#platform/database/database.ts'
import type { RowWrites } from '#platform/database/row-writes.ts'

type Asked = z.output<typeof requestExportEndpoint.body>

/** An export as its making sees it. */
export type ExportRecord = Asked &
  Pick<CaseExport, 'state' | 'total' | 'written'> & {
    readonly adcode: string
    readonly id: string
    readonly ownerId: string
    readonly requestedAt: Date
    readonly version: number
  }

const columns = `adcode, id, owner_id as "ownerId", state, format, queue, query, columns, language, total, written,
  requested_at as "requestedAt", version`

/** The export of `id`. */
export async function findExport(
  db: Database,
  adcode: string,
  id: string,
): Promise<ExportRecord | undefined> {
  const [row] = await db.rows<ExportRecord>(
    `select ${columns} from cases.exports where adcode = $1 and id = $2`,
    [adcode, id],
  )
  return row
}

/** Exports to be made now: those that wait, and those whose making has been silent since `silentSince`. */
export const findExportsToMake = (db: Database, silentSince: Date): Promise<ExportRecord[]> =>
  db.rows(
    `select ${columns} from cases.exports
     where state = 'waiting' or (state = 'running' and heard_at < $1) order by requested_at limit 20`,
    [silentSince],
  )

/** Exports whose file is older than `before`. */
export const findExportsToDrop = (db: Database, before: Date): Promise<ExportRecord[]> =>
  db.rows(
    `select ${columns} from cases.exports where state = 'done' and finished_at < $1 order by finished_at limit 500`,
    [before],
  )

/** Changes an export, guarded by the version it was read in. */
export function writeExportChange(
  write: RowWrites,
  { adcode, id, version }: Pick<ExportRecord, 'adcode' | 'id' | 'version'>,
  changes: Readonly<Record<string, unknown>>,
): void {
  write.update('cases.exports', { adcode, id, version }, { ...changes, version: version + 1 })
}
