/** What runs by the clock: pictures that were discarded or waited too long are erased at night. */
import type { FileStore } from '#platform/files/file-store.ts'
import type { Job } from '#platform/jobs/jobs.ts'
import { eraseDueFindings } from './commands/erase-finding.ts'

export const cameraJobs = (files: FileStore): readonly Job[] => [
  {
    name: 'camera.erase-findings',
    cron: '25 3 * * *',
    run: async (context) => {
      const erased = await eraseDueFindings(context, files)
      if (erased) context.log.info({ erased }, 'pictures of cameras whose days were over were erased')
    },
  },
]
