/** Begins the county's draft, from the edition that goes on or with what an imported workbook says. */
import { draftRowsBetween } from '#domain/catalogue/draft.ts'
import { CatalogueProblem, DraftProblem } from '#domain/catalogue/problems.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { announce } from '../announcing.ts'
import { getBase, getCurrentEdition } from '../draft-content.ts'
import { findOpenDraft, writeDraft, writeNewRows } from '../draft-store.ts'
import { getVersion } from '../queries/find-versions.ts'

type BeginDraft = { readonly importedId?: string | undefined }
type Receipt = { readonly id: string; readonly baseId: string; readonly rows: number }

export const beginDraft: Command<BeginDraft, Receipt> = {
  name: 'catalogue-draft.begin',
  permission: 'catalogue.manage',
  async run(context, { importedId }) {
    const { db, adcode, actor, now, write } = context
    if (await findOpenDraft(db, adcode)) throw DraftProblem.openAlready({})
    const { id: baseId } = await getCurrentEdition(db, adcode, now)
    const imported = importedId === undefined ? undefined : await getVersion(db, adcode, importedId)
    if (imported && imported.state !== 'draft')
      throw CatalogueProblem.notDraft({ id: imported.id, state: imported.state })
    const rows = imported ? draftRowsBetween(await getBase(db, baseId), await getBase(db, imported.id)) : []
    const id = newId()
    writeDraft(write, { id, adcode, baseId, importedId: importedId ?? null }, { actor, at: now })
    writeNewRows(write, { id, adcode }, rows, { actor, at: now })
    announce(context, 'catalogue-draft.changed', id, { draftId: id, key: null })
    context.concerns(id)
    return { id, baseId, rows: rows.length }
  },
}
