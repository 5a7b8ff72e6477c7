/** Keeps a sentence as a phrase of one's own. */
import type { z } from 'zod'
import { type keepPhraseEndpoint, mostOwnPhrases } from '#domain/phrases/contract.ts'
import { findTextFault } from '#domain/phrases/phrase-rules.ts'
import { PhraseProblem } from '#domain/phrases/problems.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { findPhrasesOf } from '../store.ts'

export const keepPhrase: Command<z.output<typeof keepPhraseEndpoint.body>, { id: string }> = {
  name: 'phrase.keep',
  permission: 'phrase.read',
  auditInput: ({ act }) => ({ act }),
  async run({ db, adcode, actor, now, write, concerns }, { act, text }) {
    const fault = findTextFault(text)
    if (fault) throw fault
    const kept = await findPhrasesOf(db, adcode, actor.id)
    if (kept.some((it) => it.act === act && it.text === text)) throw PhraseProblem.keptAlready({})
    if (kept.length >= mostOwnPhrases) throw PhraseProblem.tooMany({ most: mostOwnPhrases })
    const id = newId()
    concerns(id)
    write.insert('phrases.own_phrases', { adcode, id, person_id: actor.id, act, text, kept_at: now })
    return { id }
  },
}
