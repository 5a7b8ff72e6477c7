/** Takes back what the draft changed about one thing; the row stays, marked as undone. */
import { DraftProblem } from '#domain/catalogue/problems.ts'
import type { Command } from '#platform/act.ts'
import { announce } from '../announcing.ts'
import { getOpenDraft, writeChangedRow, writeTouched } from '../draft-store.ts'
import { seenRow } from './save-draft-row.ts'

type UndoDraftRow = { readonly id: string; readonly key: string; readonly expectedVersion: number }
type Receipt = { readonly key: string; readonly rowVersion: number }

export const undoDraftRow: Command<UndoDraftRow, Receipt> = {
  name: 'catalogue-draft.undo-row',
  permission: 'catalogue.manage',
  async run(context, { id, key, expectedVersion }) {
    const { db, adcode, actor, now, write } = context
    const draft = await getOpenDraft(db, adcode, id)
    const found = await seenRow(context, draft, key, expectedVersion)
    if (!found) throw DraftProblem.stale({ expected: expectedVersion, current: 0, by: '' })
    writeChangedRow(write, draft, { key, version: found.version, isUndone: true }, { actor, at: now })
    writeTouched(write, draft)
    announce(context, 'catalogue-draft.changed', id, { draftId: id, key })
    context.concerns(id)
    return { key, rowVersion: found.version + 1 }
  },
}
