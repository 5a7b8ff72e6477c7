/** The cells that a draft would end: other modules tell what hangs on them. */
import { findDifference } from '#domain/geography/grid/grid-difference.ts'
import type { Database } from '#platform/database/database.ts'
import { getDraftRow, loadDraft } from './load-draft.ts'

/** Codes of the cells in force that a draft ends, or has ended. */
export async function findEndingCells(db: Database, adcode: string, draftId: string): Promise<string[]> {
  const { state } = await loadDraft(db, adcode, await getDraftRow(db, adcode, draftId))
  return findDifference(state.base, state.cells).ended.map((it) => it.code)
}
