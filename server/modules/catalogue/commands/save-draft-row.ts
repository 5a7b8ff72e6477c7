/** Says what the head, a major or a class is in the next edition, from the state of the row that somebody saw. */
import { type DraftRow, draftRowKey, draftRowsBetween, withDraftRows } from '#domain/catalogue/draft.ts'
import { refusalOf } from '#domain/catalogue/draft-rules.ts'
import { DraftProblem } from '#domain/catalogue/problems.ts'
import type { Command, Context } from '#platform/act.ts'
import { announce } from '../announcing.ts'
import { findNationalList, getBase } from '../draft-content.ts'
import {
  type Draft,
  findDraftRows,
  getOpenDraft,
  type StoredRow,
  writeChangedRow,
  writeNewRows,
  writeTouched,
} from '../draft-store.ts'

type SaveDraftRow = { readonly id: string; readonly row: DraftRow; readonly expectedVersion: number }
type Receipt = { readonly key: string; readonly rowVersion: number }

/** The row as it stands, when it is the one that somebody saw; else a Problem that names who was faster. */
export async function seenRow(
  { db }: Pick<Context, 'db'>,
  draft: Draft,
  key: string,
  expected: number,
): Promise<StoredRow | undefined> {
  const found = (await findDraftRows(db, draft)).get(key)
  // An undone row says nothing, as if it had never been written.
  const current = found?.isUndone && expected === 0 ? 0 : (found?.version ?? 0)
  if (current !== expected) throw DraftProblem.stale({ expected, current, by: found?.changedByName ?? '' })
  return found
}

export const saveDraftRow: Command<SaveDraftRow, Receipt> = {
  name: 'catalogue-draft.save-row',
  permission: 'catalogue.manage',
  async run(context, { id, row, expectedVersion }) {
    const { db, adcode, actor, now, write } = context
    const draft = await getOpenDraft(db, adcode, id)
    const key = draftRowKey(row)
    const before = await seenRow(context, draft, key, expectedVersion)
    const base = await getBase(db, draft.baseId)
    const refused = refusalOf(row, base, await findNationalList(db, base.head.codeScheme))
    if (refused) throw DraftProblem.ruled({ reason: refused.reason, clause: refused.clause })
    // What is put back to what it was before is no change.
    const isUndone = draftRowsBetween(base, withDraftRows(base, [row])).length === 0
    const by = { actor, at: now }
    if (before) writeChangedRow(write, draft, { key, version: before.version, isUndone, row }, by)
    else if (!isUndone) writeNewRows(write, draft, [row], by)
    writeTouched(write, draft)
    announce(context, 'catalogue-draft.changed', id, { draftId: id, key })
    context.concerns(id)
    return { key, rowVersion: before ? before.version + 1 : isUndone ? 0 : 1 }
  },
}
