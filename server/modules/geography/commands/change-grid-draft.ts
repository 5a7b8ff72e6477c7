/** Does one operation in a draft, on the version that the person saw. What was undone before is gone then. */
import { applyOperation } from '#domain/geography/grid/apply-operation.ts'
import { type GridOperation, gridRefusals } from '#domain/geography/grid/grid-operation.ts'
import { GeographyProblem } from '#domain/geography/problems.ts'
import type { Command, Context } from '#platform/act.ts'
import { announceDraft } from '../announce-redrawing.ts'
import { writeDraft, writeStep } from '../draft-store.ts'
import { findGridNames } from '../queries/find-grid.ts'
import { getSeenDraft, loadDraft } from '../queries/load-draft.ts'

type Input = { id: string; expectedVersion: number; operation: GridOperation }
type Output = { id: string; version: number; position: number; removed: string[]; added: string[] }

export const changeGridDraft: Command<Input, Output> = {
  name: 'grid-draft.change',
  permission: 'area.manage',
  async run(context, { id, expectedVersion, operation }) {
    const { db, adcode, write, concerns } = context
    const row = await getSeenDraft(context, id, expectedVersion)
    await checkGrids(context, operation)
    const { state } = await loadDraft(db, adcode, row)
    const applied = applyOperation(state, operation)
    if ('refused' in applied)
      throw GeographyProblem.operationRefused({ reason: gridRefusals[applied.refused] })
    const { patch } = applied
    const position = row.position + 1
    writeStep(write, context, { draftId: id, number: position, operation, patch })
    writeDraft(write, context, row, { position, steps: position })
    announceDraft(context, id, 'changed')
    concerns(id)
    return {
      id,
      version: row.version + 1,
      position,
      removed: patch.removed.map((it) => it.code),
      added: patch.added.map((it) => it.code),
    }
  },
}

/** Responsibility grids that cells are put into must be there. */
async function checkGrids({ db, adcode }: Context, operation: GridOperation): Promise<void> {
  if (operation.kind !== 'set-attributes' || operation.grids === undefined) return
  const known = await findGridNames(db, adcode)
  for (const [layer, code] of Object.entries(operation.grids))
    if (code !== null && !known.has(`${layer}/${code}`))
      throw GeographyProblem.responsibilityNotFound({ code })
}
