/** Discards a draft; its rows are kept and a new one may be begun. */
import type { Command } from '#platform/act.ts'
import { announce } from '../announcing.ts'
import { getOpenDraft, writeDraftEnd } from '../draft-store.ts'

export const discardDraft: Command<{ readonly id: string }, { id: string; state: 'discarded' }> = {
  name: 'catalogue-draft.discard',
  permission: 'catalogue.manage',
  async run(context, { id }) {
    const { db, adcode, actor, now, write } = context
    const draft = await getOpenDraft(db, adcode, id)
    writeDraftEnd(write, draft, { state: 'discarded', actor, at: now })
    announce(context, 'catalogue-draft.changed', id, { draftId: id, key: null })
    context.concerns(id)
    return { id, state: 'discarded' }
  },
}
