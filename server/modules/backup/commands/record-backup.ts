/** Keeps what came of an attempt to make a copy; the copy itself is made outside of any act. */
import type { BackupRun } from '#domain/backup/contract.ts'
import type { Command } from '#platform/act.ts'
import { toRow } from '../store.ts'

export type RecordBackup = Omit<BackupRun, 'id'>

export const recordBackup: Command<BackupRun, { id: string }> = {
  name: 'backup.record',
  permission: 'backup.record',
  run: async ({ adcode, write, concerns }, input) => {
    concerns(input.id)
    write.insert('backup.runs', toRow(adcode, input))
    return { id: input.id }
  },
}
