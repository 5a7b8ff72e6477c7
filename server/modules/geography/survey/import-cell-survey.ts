/**
 * A survey of unit grids from its check to its last act. Nothing is written while anything is wrong; then each act takes whole
 * communities, up to 1,000 rows.
 */
import type { CellImportReport } from '#domain/geography/contract.ts'
import type { CheckOptions, SurveyedCell } from '#domain/geography/survey-check.ts'
import type { Finding } from '#domain/table.ts'
import type { Act } from '#platform/act.ts'
import type { Actor } from '#platform/actor.ts'
import type { Database } from '#platform/database/database.ts'
import { importCells } from '../commands/import-cells.ts'
import { findKnownAreas } from '../queries/list-areas.ts'
import { type Delivery, takeSurvey } from './take-survey.ts'

export type CellSurveyOptions = CheckOptions & {
  readonly validFrom: string
  /** Check only. */
  readonly dryRun?: boolean
  /** Makes the import repeatable: each act gets it with its number. */
  readonly requestId?: string | undefined
  /** Told after each act: how many rows are done. */
  readonly onProgress?: (rows: number) => void
  /** Ends the check when nobody waits for it any more. */
  readonly signal?: AbortSignal
}

type Parts = { readonly act: Act; readonly actor: Actor; readonly db: Database; readonly adcode: string }

const uncovered = (row: number): Finding => ({
  row,
  column: null,
  reason: {
    zh: '该网格尚无责任网格，请补充划分',
    en: 'no responsibility grid covers this cell yet',
  },
})

/** Checks a survey and, when nothing is wrong and it is no dry run, imports it. */
export async function importCellSurvey(
  { act, actor, db, adcode }: Parts,
  delivery: Delivery,
  { validFrom, dryRun, requestId, onProgress, signal, ...options }: CellSurveyOptions,
): Promise<CellImportReport> {
  const areas = await findKnownAreas(db, adcode, validFrom)
  const { told, items, drop } = await takeSurvey<readonly SurveyedCell[]>(
    delivery,
    { kind: 'cells', areas, options },
    signal,
  )
  const report = { ...told, accepted: 0, warned: [] as Finding[], refused: [...told.refused] }
  const counts = { begun: 0, ended: 0, unchanged: 0 }
  if (told.refused.length > 0 || dryRun === true) {
    await drop()
    return { ...report, accepted: told.accepted, ...counts }
  }
  let number = 0
  for await (const cells of items) {
    const options = { requestId: requestId && `${requestId}.${++number}`, adcode }
    const done = await act(actor, importCells, { validFrom, cells }, options)
    report.accepted += cells.length
    report.warned.push(...done.uncoveredRows.map(uncovered))
    counts.begun += done.begun
    counts.ended += done.ended
    counts.unchanged += done.unchanged
    onProgress?.(report.accepted)
  }
  return { ...report, ...counts }
}
