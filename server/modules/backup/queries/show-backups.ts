/** What an administrator sees of the copies. */
import type { BackupOverview } from '#domain/backup/contract.ts'
import { isOld, nextBackupAt } from '#domain/backup/schedule.ts'
import type { Query } from '#platform/query.ts'
import type { BackupSettings } from '../backup-settings.ts'
import { findLastPoint, findRuns } from '../store.ts'

const mostRuns = 50

/** The overview, by the settings of this installation. */
export const showBackups = (settings: BackupSettings): Query<object, BackupOverview> => ({
  name: 'backup.show',
  run: async ({ db, actor, now }) => {
    const { isOn, folder, hours, kept } = settings
    const last = await findLastPoint(db, actor.adcode)
    const judge = async (): Promise<BackupOverview['state']> => {
      if (!isOn) return 'off'
      if (!(await settings.hasKey())) return 'no-key'
      if (!last) return 'none-yet'
      return isOld(hours, last, now) ? 'old' : 'fresh'
    }
    return {
      state: await judge(),
      folder,
      hours: [...hours],
      kept,
      nextAt: isOn ? nextBackupAt(hours, now).toISOString() : null,
      lastPointAt: last?.toISOString() ?? null,
      runs: await findRuns(db, actor.adcode, mostRuns),
    }
  },
})
