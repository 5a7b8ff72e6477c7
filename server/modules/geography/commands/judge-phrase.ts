/** Accepts a phrase that was heard as another name of a place, or refuses it for good. Nothing is learnt without this. */
import type { z } from 'zod'
import { chinaDayOf } from '#domain/china-time.ts'
import type { judgePhraseEndpoint } from '#domain/geography/address-contract.ts'
import { AddressProblem } from '#domain/geography/address-problems.ts'
import { diffPlaces } from '#domain/geography/place-change.ts'
import type { Command } from '#platform/act.ts'
import { writeChangedPlaces, writePhraseDecision } from '../place-store.ts'
import { getPlace } from '../queries/find-places.ts'
import { countHeard } from '../queries/list-heard-phrases.ts'

type Endpoint = typeof judgePhraseEndpoint

export const judgePhrase: Command<z.output<Endpoint['body']>, z.input<Endpoint['reply']>> = {
  name: 'address.judge-phrase',
  permission: 'address.manage',
  async run({ db, adcode, actor, now, write, announce, concerns }, { phrase, placeId }) {
    if ((await countHeard(db, adcode, phrase)) === 0) throw AddressProblem.phraseNotFound({ phrase })
    writePhraseDecision(write, { adcode, actor, at: now }, { phrase, placeId })
    if (placeId === null) {
      announce({ name: 'address.changed', subjectId: null, data: { count: 0 } })
      return { phrase, decision: 'refused' }
    }
    const before = await getPlace(db, adcode, placeId)
    if (before.endedOn !== null) throw AddressProblem.ended({ name: before.name, endedOn: before.endedOn })
    if (before.name === phrase || before.otherNames.some((it) => it.name === phrase))
      throw AddressProblem.aliasTwice({ name: phrase })
    const after = {
      ...before,
      version: before.version + 1,
      otherNames: [...before.otherNames, { name: phrase, kind: 'alias' as const }],
    }
    const making = { adcode, actor, at: now, command: 'address.judge-phrase' }
    const changed = diffPlaces(before, after)
    writeChangedPlaces(write, making, [{ before, after, changed }], chinaDayOf(now))
    concerns(placeId)
    announce({ name: 'address.changed', subjectId: placeId, data: { count: 1 } })
    return { phrase, decision: 'accepted' }
  },
}
