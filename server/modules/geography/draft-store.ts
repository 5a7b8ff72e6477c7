/** The rows of drafts of the unit grid, and what they mean. */
import type { GridCell, GridPatch } from '#domain/geography/grid/grid-cell.ts'
import type { Descent } from '#domain/geography/grid/grid-difference.ts'
import type { GridOperation } from '#domain/geography/grid/grid-operation.ts'
import type { Actor } from '#platform/actor.ts'
import type { RowWrites } from '#platform/database/row-writes.ts'

/** What a draft remembers of a cell in force when it was opened: all but its shape, which never changes under a code. */
export type BaseCell = Pick<GridCell, 'code' | 'areaClass' | 'name' | 'grids'>

/** What a step did: an operation of a person, or the delivery of a survey. */
export type StepOperation =
  | GridOperation
  | { readonly kind: 'survey'; readonly fileName: string; readonly cells: number }

type By = { readonly adcode: string; readonly actor: Actor; readonly now: Date }

/** Writes a draft that begins, with the cells in force it is built on. */
export function writeNewDraft(
  write: RowWrites,
  { adcode, actor, now }: By,
  draft: { id: string; communityCode: string; base: readonly BaseCell[]; steps: number },
): void {
  write.insert('geography.grid_drafts', {
    adcode,
    id: draft.id,
    community_code: draft.communityCode,
    state: 'open',
    version: draft.steps,
    position: draft.steps,
    steps: draft.steps,
    base: draft.base,
    opened_by_id: actor.id,
    opened_by_name: actor.name,
    opened_at: now,
    changed_by_id: actor.id,
    changed_by_name: actor.name,
    changed_at: now,
    valid_from: null,
    reason: null,
    counts: null,
  })
}

type Seen = { readonly id: string; readonly version: number }

/** Changes a draft, unless somebody was faster. */
export function writeDraft(
  write: RowWrites,
  { adcode, actor, now }: By,
  { id, version }: Seen,
  changes: Readonly<Record<string, unknown>>,
): void {
  write.update(
    'geography.grid_drafts',
    { adcode, id, version },
    {
      ...changes,
      version: version + 1,
      changed_by_id: actor.id,
      changed_by_name: actor.name,
      changed_at: now,
    },
  )
}

/** Writes a step in the place of one that was undone, if there is one. */
export function writeStep(
  write: RowWrites,
  { adcode, actor, now }: By,
  step: { draftId: string; number: number; operation: StepOperation; patch: GridPatch },
): void {
  write.upsert('geography.grid_draft_steps', ['adcode', 'draft_id', 'number'], {
    adcode,
    draft_id: step.draftId,
    number: step.number,
    operation: step.operation,
    patch: step.patch,
    by_id: actor.id,
    by_name: actor.name,
    at: now,
  })
}

/** Writes which ground became whose. */
export function writeDescents(
  write: RowWrites,
  adcode: string,
  descents: readonly Descent[],
  { validFrom, draftId }: { validFrom: string; draftId: string },
): void {
  write.insert(
    'geography.cell_descents',
    descents.map((it) => ({
      adcode,
      from_code: it.fromCode,
      to_code: it.toCode,
      square_metres: it.squareMetres,
      valid_from: validFrom,
      draft_id: draftId,
    })),
  )
}
