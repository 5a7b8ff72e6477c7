/**
 * A survey of unit grids as drafts: only rows that are no cells at all are refused. Gaps, overlaps and the like come into the draft
 * and are mended there.
 */
import { communityOf } from '#domain/geography/area-code.ts'
import type { GridSurveyReport } from '#domain/geography/grid/grid-contract.ts'
import { type CellColumns, readCells } from '#domain/geography/survey-check.ts'
import type { Act } from '#platform/act.ts'
import type { Actor } from '#platform/actor.ts'
import type { Database } from '#platform/database/database.ts'
import { deliverGridDraft } from '../commands/deliver-grid-draft.ts'
import { findShapedAreas } from '../queries/list-areas.ts'
import type { Survey } from './survey.ts'

type Parts = { readonly act: Act; readonly actor: Actor; readonly db: Database }
type Options = {
  readonly columns: CellColumns
  readonly fileName: string
  readonly today: string
  readonly requestId: string | undefined
}

/** Reads a survey and, when every row is a cell, lays it into the drafts of its communities, an act each. */
export async function importGridSurvey(
  { act, actor, db }: Parts,
  survey: Survey,
  { columns, fileName, today, requestId }: Options,
): Promise<GridSurveyReport> {
  const areas = await findShapedAreas(db, actor.adcode, today)
  const communities = new Map(
    areas.filter((it) => it.level === 'community').map((it) => [it.code, it.geometry]),
  )
  const { cells, refused } = readCells(survey.features, { communities, outline: null }, columns)
  const report: GridSurveyReport = {
    read: survey.features.length,
    accepted: 0,
    warned: [],
    refused: [...refused],
    drafts: [],
    renumbered: [],
  }
  if (refused.length > 0) return report
  for (const [communityCode, own] of Map.groupBy(cells, (it) => communityOf(it.code))) {
    const done = await act(
      actor,
      deliverGridDraft,
      { communityCode, fileName, cells: own },
      { requestId: requestId && `${requestId}.${communityCode}` },
    )
    report.accepted += own.length
    report.drafts.push({ id: done.id, communityCode })
    report.renumbered.push(...done.renumbered)
  }
  return report
}
