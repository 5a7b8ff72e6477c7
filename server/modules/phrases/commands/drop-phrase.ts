/** Removes a phrase of one's own. */
import { PhraseProblem } from '#domain/phrases/problems.ts'
import type { Command } from '#platform/act.ts'
import { findPhrasesOf } from '../store.ts'

export const dropPhrase: Command<{ id: string }, { id: string }> = {
  name: 'phrase.drop',
  permission: 'phrase.read',
  async run({ db, adcode, actor, now, write, concerns }, { id }) {
    const kept = await findPhrasesOf(db, adcode, actor.id)
    if (!kept.some((it) => it.id === id)) throw PhraseProblem.notYours({})
    concerns(id)
    write.update('phrases.own_phrases', { adcode, id }, { removed_at: now })
    return { id }
  },
}
