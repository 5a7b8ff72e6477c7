/** Lays the changes of a draft over the edition that goes on now; the difference then shows what they do to it. */
import type { Command } from '#platform/act.ts'
import { announce } from '../announcing.ts'
import { getCurrentEdition } from '../draft-content.ts'
import { getOpenDraft, writeMoved } from '../draft-store.ts'

export const moveDraft: Command<{ readonly id: string }, { id: string; baseId: string }> = {
  name: 'catalogue-draft.move',
  permission: 'catalogue.manage',
  async run(context, { id }) {
    const { db, adcode, now, write } = context
    const draft = await getOpenDraft(db, adcode, id)
    const current = await getCurrentEdition(db, adcode, now)
    writeMoved(write, draft, current.id)
    announce(context, 'catalogue-draft.changed', id, { draftId: id, key: null })
    context.concerns(id)
    return { id, baseId: current.id }
  },
}
