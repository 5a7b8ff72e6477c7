/** Changes the county's phrases. What was written with one stays: acts record the text and know no phrase. */
import type { z } from 'zod'
import type { changePhrasesEndpoint } from '#domain/phrases/contract.ts'
import { changedPhrases, findListFault } from '#domain/phrases/phrase-rules.ts'
import { PhraseProblem } from '#domain/phrases/problems.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { findOwnList, shippedPhrases } from '../store.ts'

type ChangePhrases = z.output<typeof changePhrasesEndpoint.body>
type Receipt = { version: number; changed: ReturnType<typeof changedPhrases> }

export const changePhrases: Command<ChangePhrases, Receipt> = {
  name: 'phrase.change',
  permission: 'setting.manage',
  // The answer tells what changed; the whole list at every change would bury it.
  auditInput: ({ phrases, expectedVersion }) => ({ count: phrases.length, expectedVersion }),
  async run({ db, adcode, write, announce, concerns }, { phrases, expectedVersion }) {
    const fault = findListFault(phrases)
    if (fault) throw fault
    const own = await findOwnList(db, adcode)
    const current = own?.version ?? 0
    if (current !== expectedVersion) throw PhraseProblem.stale({ expected: expectedVersion, current })
    const [id, version] = [own?.id ?? newId(), current + 1]
    concerns(id)
    const row = { phrases, version }
    if (own) write.update('phrases.lists', { adcode, version: current }, row)
    else write.insert('phrases.lists', { adcode, id, ...row })
    announce({ name: 'phrase.changed', subjectId: null })
    return { version, changed: changedPhrases(own?.phrases ?? shippedPhrases.phrases, phrases) }
  },
}
