/**
 * Takes the delivered cells of one community as a step of its draft; a draft is opened where there is none. A cell with another
 * shape than the one in force under its code gets a free code: a code is never given to two shapes.
 */

import { createPlaceIndex } from '#domain/geography/containment.ts'
import { withCodes } from '#domain/geography/grid/apply-operation.ts'
import { byCode, type GridCell, type GridPatch, type GridState } from '#domain/geography/grid/grid-cell.ts'
import { hasSameCorners, positionWithin } from '#domain/geography/outline-check.ts'
import type { SurveyedCell } from '#domain/geography/survey-check.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { announceDraft } from '../announce-redrawing.ts'
import { writeDraft, writeNewDraft, writeStep } from '../draft-store.ts'
import { requireMayDraw } from '../policy.ts'
import { findCommunityGrid } from '../queries/find-grid.ts'
import { findDrafts, getDraftRow, loadDraft } from '../queries/load-draft.ts'
import { toBase } from './open-grid-draft.ts'

export type DeliverGridDraft = {
  communityCode: string
  fileName: string
  /** Every cell of the community, without two of one code. */
  cells: readonly SurveyedCell[]
}

type Output = { id: string; renumbered: { row: number; code: string; newCode: string }[] }

export const deliverGridDraft: Command<DeliverGridDraft, Output> = {
  name: 'grid-draft.deliver',
  permission: 'area.manage',
  auditInput: ({ communityCode, fileName, cells }) => ({ communityCode, fileName, count: cells.length }),
  async run(context, { communityCode, fileName, cells }) {
    const { db, adcode, actor, write, concerns } = context
    requireMayDraw(actor, communityCode)
    const [open] = await findDrafts(db, adcode, { state: 'open', communityCode })
    const operation = { kind: 'survey', fileName, cells: cells.length } as const
    if (open === undefined) {
      const grid = await findCommunityGrid(db, adcode, communityCode)
      const base = byCode(grid.cells)
      const { patch, renumbered } = planDelivery(
        { communityCode, cells: base, base, given: grid.given },
        cells,
      )
      const id = newId()
      writeNewDraft(write, context, { id, communityCode, base: grid.cells.map(toBase), steps: 1 })
      writeStep(write, context, { draftId: id, number: 1, operation, patch })
      announceDraft(context, id, 'opened')
      concerns(id)
      return { id, renumbered }
    }
    const { state } = await loadDraft(db, adcode, await getDraftRow(db, adcode, open.id))
    const { patch, renumbered } = planDelivery(state, cells)
    const position = open.position + 1
    writeStep(write, context, { draftId: open.id, number: position, operation, patch })
    writeDraft(write, context, open, { position, steps: position })
    announceDraft(context, open.id, 'changed')
    concerns(open.id)
    return { id: open.id, renumbered }
  },
}

/** The patch that puts the delivered cells in the place of the draft's; a new cell inherits from the one it lies in. */
function planDelivery(
  state: GridState,
  delivered: readonly SurveyedCell[],
): { patch: GridPatch; renumbered: Output['renumbered'] } {
  const before = createPlaceIndex([...state.cells.values()])
  const same: GridCell[] = []
  const added: GridCell[] = []
  const strange: { row: number; code: string; cell: Omit<GridCell, 'code'> }[] = []
  for (const { row, code, areaClass, geometry } of delivered) {
    const standing = state.cells.get(code) ?? state.base.get(code)
    if (standing !== undefined && hasSameCorners(standing.geometry, geometry)) {
      same.push({ ...standing, areaClass })
      continue
    }
    const home = before.find(positionWithin(geometry))
    const cell = {
      areaClass,
      name: home?.name ?? null,
      grids: home?.grids ?? {},
      from: home?.from ?? [],
      geometry,
    }
    if (state.given.has(code)) strange.push({ row, code, cell })
    else added.push({ ...cell, code })
  }
  const taken = { ...state, cells: byCode([...state.cells.values(), ...added]) }
  // One by one, so that each row knows the code it got.
  const renumbered: Output['renumbered'] = []
  for (const { row, code, cell } of strange) {
    const [made] = withCodes(taken, [cell])
    if (made === undefined) continue
    taken.cells.set(made.code, made)
    added.push(made)
    renumbered.push({ row, code, newCode: made.code })
  }
  return { patch: { removed: [...state.cells.values()], added: [...same, ...added] }, renumbered }
}
