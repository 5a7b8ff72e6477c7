/** Copies by the clock. They are made in a process of their own, so that nobody at a desk waits for encryption. */
import { backupMinute } from '#domain/backup/schedule.ts'
import type { Job } from '#platform/jobs/jobs.ts'
import type { BackupSettings } from './backup-settings.ts'

export const backupJobs = ({ isOn, hours, begin }: BackupSettings): readonly Job[] =>
  isOn
    ? [
        {
          name: 'backup.make',
          cron: `${backupMinute} ${[...hours].sort((a, b) => a - b).join(',')} * * *`,
          run: async () => begin(),
        },
      ]
    : []
