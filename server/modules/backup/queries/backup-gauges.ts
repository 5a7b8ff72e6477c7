/** What whoever watches the running house is told of the copies. */
import type { Database } from '#platform/database/database.ts'
import type { HouseGauge } from '#platform/observe/house-gauge.ts'

/** Seconds since the recovery point of the newest copy; undefined where there is none. */
export async function findBackupAge(database: Database): Promise<number | undefined> {
  const [row] = await database.rows<{ seconds: number | null }>(
    `select extract(epoch from now() - max(point_at))::float8 as seconds from backup.runs where outcome = 'done'`,
  )
  return row?.seconds ?? undefined
}

/** The figures of the copies. */
export const backupGauges = (database: Database): readonly HouseGauge[] => [
  {
    name: 'backup_age_seconds',
    help: 'Since the recovery point of the newest copy',
    read: () => findBackupAge(database),
  },
]
