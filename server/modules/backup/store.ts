/** The SQL of backups. */
import { BackupRun } from '#domain/backup/contract.ts'
import type { Database } from '#platform/database/database.ts'
import type { Row } from '#platform/database/row-writes.ts'

/** A run as a row. */
export const toRow = (adcode: string, it: BackupRun): Row => ({
  adcode,
  id: it.id,
  started_at: it.startedAt,
  ended_at: it.endedAt,
  outcome: it.outcome,
  name: it.name,
  folder: it.folder,
  point_at: it.pointAt,
  database_bytes: it.databaseBytes,
  file_bytes: it.fileBytes,
  files: it.files,
  has_keys: it.hasKeys,
  problem: it.problem,
})

type RunRow = {
  id: string
  started_at: Date
  ended_at: Date
  outcome: string
  name: string | null
  folder: string
  point_at: Date | null
  database_bytes: number
  file_bytes: number
  files: number
  has_keys: boolean
  problem: unknown
}

/** The newest attempts, whatever came of them. */
export async function findRuns(db: Database, adcode: string, most: number): Promise<BackupRun[]> {
  const rows = await db.rows<RunRow>(
    `select id, started_at, ended_at, outcome, name, folder, point_at, database_bytes, file_bytes, files, has_keys, problem
     from backup.runs where adcode = $1 order by ended_at desc limit $2`,
    [adcode, most],
  )
  return rows.map((it) =>
    BackupRun.parse({
      id: it.id,
      startedAt: it.started_at.toISOString(),
      endedAt: it.ended_at.toISOString(),
      outcome: it.outcome,
      name: it.name,
      folder: it.folder,
      pointAt: it.point_at?.toISOString() ?? null,
      databaseBytes: it.database_bytes,
      fileBytes: it.file_bytes,
      files: it.files,
      hasKeys: it.has_keys,
      problem: it.problem,
    }),
  )
}

/** How far the newest copy that was made reaches, however many attempts failed since. */
export async function findLastPoint(db: Database, adcode: string): Promise<Date | undefined> {
  const [row] = await db.rows<{ point_at: Date }>(
    `select point_at from backup.runs where adcode = $1 and outcome = 'done' order by ended_at desc limit 1`,
    [adcode],
  )
  return row?.point_at
}
