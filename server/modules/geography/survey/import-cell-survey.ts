/**
 * A survey of unit grids from its check to its last act. Nothing is written while anything is wrong; then each act takes whole
 * communities, up to 1,000 rows.
 */
import { communityOf } from '#domain/geography/area-code.ts'
import type { CellImportReport } from '#domain/geography/contract.ts'
import {
  type CheckOptions,
  checkCells,
  type KnownGround,
  type SurveyedCell,
} from '#domain/geography/survey-check.ts'
import type { Finding } from '#domain/table.ts'
import type { Act } from '#platform/act.ts'
import type { Actor } from '#platform/actor.ts'
import type { Database } from '#platform/database/database.ts'
import { importCells, mostRowsOfAct } from '../commands/import-cells.ts'
import { findShapedAreas } from '../queries/list-areas.ts'
import type { Survey } from './survey.ts'

export type CellSurveyOptions = CheckOptions & {
  readonly validFrom: string
  /** Check only. */
  readonly dryRun?: boolean
  /** Makes the import repeatable: each act gets it with its number. */
  readonly requestId?: string | undefined
  /** Told after each act: how many rows are done. */
  readonly onProgress?: (rows: number) => void
}

type Parts = { readonly act: Act; readonly actor: Actor; readonly db: Database; readonly adcode: string }

async function loadGround(db: Database, adcode: string, onDate: string): Promise<KnownGround> {
  const areas = await findShapedAreas(db, adcode, onDate)
  return {
    communities: new Map(areas.filter((it) => it.level === 'community').map((it) => [it.code, it.geometry])),
    outline: areas.find((it) => it.level === 'county')?.geometry ?? null,
  }
}

/** Whole communities packed into acts. */
function pack(cells: readonly SurveyedCell[]): SurveyedCell[][] {
  const acts: SurveyedCell[][] = []
  for (const own of Map.groupBy(cells, (cell) => communityOf(cell.code)).values()) {
    const last = acts.at(-1)
    if (last !== undefined && last.length + own.length <= mostRowsOfAct) last.push(...own)
    else acts.push([...own])
  }
  return acts
}

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
  survey: Survey,
  options: CellSurveyOptions,
): Promise<CellImportReport> {
  const ground = await loadGround(db, adcode, options.validFrom)
  const { cells, refused } = checkCells(survey.features, ground, options)
  const report = { read: survey.features.length, accepted: 0, warned: [] as Finding[], refused: [...refused] }
  const counts = { begun: 0, ended: 0, unchanged: 0 }
  if (refused.length > 0) return { ...report, ...counts }
  if (options.dryRun === true) return { ...report, accepted: cells.length, ...counts }
  for (const [index, batch] of pack(cells).entries()) {
    const requestId = options.requestId && `${options.requestId}.${index + 1}`
    const done = await act(
      actor,
      importCells,
      { validFrom: options.validFrom, cells: batch },
      { requestId, adcode },
    )
    report.accepted += batch.length
    report.warned.push(...done.uncoveredRows.map(uncovered))
    counts.begun += done.begun
    counts.ended += done.ended
    counts.unchanged += done.unchanged
    options.onProgress?.(report.accepted)
  }
  return { ...report, ...counts }
}
