/** Backups over HTTP. */
import { showBackupsEndpoint } from '#domain/backup/contract.ts'
import { answer, type Route } from '#platform/http/serve.ts'
import type { BackupSettings } from './backup-settings.ts'
import { showBackups } from './queries/show-backups.ts'

export const backupRoutes = (settings: BackupSettings): readonly Route[] => [
  answer(showBackupsEndpoint, showBackups(settings)),
]
