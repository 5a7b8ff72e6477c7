/** The door of backups: when copies are made, and what came of each. */
import type { Module } from '#platform/module.ts'
import { type BackupSettings, noBackups } from './backup-settings.ts'
import { backupJobs } from './jobs.ts'
import { backupGauges } from './queries/backup-gauges.ts'
import { backupRoutes } from './routes.ts'

export type { BackupSettings } from './backup-settings.ts'
export { recordBackup } from './commands/record-backup.ts'
export { findBackupAge } from './queries/backup-gauges.ts'

export const backupModule = (settings: BackupSettings = noBackups): Module => ({
  name: 'backup',
  routes: backupRoutes(settings),
  gauges: backupGauges,
  jobs: backupJobs(settings),
})
