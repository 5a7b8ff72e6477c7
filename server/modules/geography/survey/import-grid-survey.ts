/**
 * A survey of unit grids as drafts: only rows that are no cells at all are refused. Gaps, overlaps and the like come into the draft
 * and are mended there.
 */
import { communityOf } from '#domain/geography/area-code.ts'
import type { GridSurveyReport } from '#domain/geography/grid/grid-contract.ts'
import type { CellColumns, SurveyedCell } from '#domain/geography/survey-check.ts'
import type { Act } from '#platform/act.ts'
import type { Actor } from '#platform/actor.ts'
import type { Database } from '#platform/database/database.ts'
import { deliverGridDraft } from '../commands/deliver-grid-draft.ts'
import { findAreas } from '../queries/list-areas.ts'
import { type Delivery, takeSurvey } from './take-survey.ts'

type Parts = { readonly act: Act; readonly actor: Actor; readonly db: Database }
type Options = {
  readonly columns: CellColumns
  readonly fileName: string
  readonly today: string
  readonly requestId: string | undefined
  readonly signal?: AbortSignal
}

/** Reads a survey and, when every row is a cell, lays it into the drafts of its communities, an act each. */
export async function importGridSurvey(
  { act, actor, db }: Parts,
  delivery: Delivery,
  { columns, fileName, today, requestId, signal }: Options,
): Promise<GridSurveyReport> {
  const areas = await findAreas(db, actor.adcode, today, { level: 'community' })
  const communities = areas.map((it) => it.code)
  const { told, items, drop } = await takeSurvey<readonly SurveyedCell[]>(
    delivery,
    { kind: 'draft', communities, columns },
    signal,
  )
  const report: GridSurveyReport = {
    read: told.read,
    accepted: 0,
    warned: [],
    refused: [...told.refused],
    drafts: [],
    renumbered: [],
  }
  if (told.refused.length > 0) {
    await drop()
    return report
  }
  for await (const own of items) {
    const [first] = own
    if (!first) continue
    const communityCode = communityOf(first.code)
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
