/** What runs by the clock: at night, what uploads that broke off have left is taken away. */

import { systemClock } from '#platform/clock.ts'
import type { FileStore } from '#platform/files/file-store.ts'
import type { Job } from '#platform/jobs/jobs.ts'
import { findNamedFiles } from './queries/find-named-files.ts'

/** A file lies for a moment before its row is written; after a day no row comes any more. */
const patienceMilliseconds = 86_400_000

export const evidenceJobs = (files: FileStore): readonly Job[] => [
  {
    name: 'evidence.sweep-files',
    cron: '20 3 * * *',
    run: async ({ db, log }) => {
      // By the clock of the disk, which stamped the files, and not by the one in hand.
      const before = new Date(systemClock.now().getTime() - patienceMilliseconds)
      const swept = await files.sweep(before, (names) => findNamedFiles(db, names))
      if (swept.isHeldBack)
        log.warn({ swept }, 'too many files that no row speaks of; none was taken away, look into it')
      else if (swept.halves || swept.nameless) log.info({ swept }, 'what broken uploads left was taken away')
    },
  },
]
