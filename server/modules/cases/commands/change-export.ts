/** Records how far an export is: begun, so many rows written, done, failed, or its file gone. Only the system does. */
import type { CaseExport } from '#domain/cases/export-contract.ts'
import type { Command } from '#platform/act.ts'
import { type ExportRecord, writeExportChange } from '../exports/export-store.ts'

type ChangeExport = {
  readonly of: Pick<ExportRecord, 'adcode' | 'id' | 'version' | 'ownerId'>
  readonly state: CaseExport['state']
  readonly total?: number
  readonly written?: number
  readonly problemCode?: string
}

export const changeExport: Command<ChangeExport, { version: number }> = {
  name: 'case-export.change',
  permission: 'case-export.change',
  async run({ now, write, announce, concerns }, { of, state, total, written, problemCode }) {
    const isOver = state === 'done' || state === 'failed'
    writeExportChange(write, of, {
      state,
      heard_at: now,
      ...(total === undefined ? {} : { total }),
      ...(written === undefined ? {} : { written }),
      ...(isOver ? { finished_at: now } : {}),
      ...(problemCode === undefined ? {} : { problem_code: problemCode }),
    })
    announce({ name: 'case-export.changed', subjectId: of.id, data: { ownerId: of.ownerId } })
    concerns(of.id)
    return { version: of.version + 1 }
  },
}
