/** Records how far a proof or an export is: begun, so many lines done, over, failed, or its file gone. Only the house does. */
import type { AuditRun, CheckResult } from '#domain/audit/audit-run.ts'
import type { Command } from '#platform/act.ts'
import { type RunRecord, writeRunChange } from '../store.ts'

export type ChangeRun = {
  readonly of: Pick<RunRecord, 'adcode' | 'id' | 'version'>
  readonly state: AuditRun['state']
  readonly total?: number
  readonly done?: number
  readonly result?: CheckResult
  readonly problemCode?: string
}

export const changeRun: Command<ChangeRun, { version: number }> = {
  name: 'audit.change-run',
  permission: 'audit.change-run',
  auditInput: ({ of: { id }, result, ...it }) => ({
    id,
    ...it,
    ...(result ? { faults: result.faults.length } : {}),
  }),
  async run({ now, write, concerns }, { of, state, total, done, result, problemCode }) {
    const isOver = state === 'done' || state === 'failed'
    writeRunChange(write, of, {
      state,
      heard_at: now,
      ...(total === undefined ? {} : { total }),
      ...(done === undefined ? {} : { done }),
      ...(isOver ? { finished_at: now } : {}),
      ...(result === undefined ? {} : { result }),
      ...(problemCode === undefined ? {} : { problem_code: problemCode }),
    })
    concerns(of.id)
    return { version: of.version + 1 }
  },
}
