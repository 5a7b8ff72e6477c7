/**
 * Keeps a phrase for a person to judge: it was said of a case that somebody then found true on the spot, and the library knew
 * nothing of it, or something elsewhere. Only the name of the place is kept; words that may tell of a person are not.
 */
import { findLearnablePhrase } from '#domain/geography/learnable-phrase.ts'
import { distanceMetres } from '#domain/geography/measure.ts'
import type { Command } from '#platform/act.ts'
import { writeHeardPhrase } from '../place-store.ts'
import { findAreaNames } from '../queries/find-area-names.ts'
import { findConfirmedPlace } from '../queries/find-confirmed-place.ts'
import { findPlacesNear } from '../queries/find-places.ts'
import { isJudged, nearMetres } from '../queries/list-heard-phrases.ts'
import { searchAddresses } from '../queries/search-addresses.ts'

/** What the search gave is right when it lies as near as this to where the case was confirmed. */
const foundMetres = 300

export const hearPhrase: Command<{ caseId: string }, { phrase: string | null }> = {
  name: 'address.hear-phrase',
  permission: 'address.manage',
  async run({ db, adcode, now, write, concerns }, { caseId }) {
    concerns(caseId)
    const confirmed = await findConfirmedPlace(db, adcode, caseId)
    if (confirmed === undefined) return { phrase: null }
    const { address, position } = confirmed
    const phrase = findLearnablePhrase(address, await findAreaNames(db, adcode))
    if (phrase === undefined || (await isJudged(db, adcode, phrase))) return { phrase: null }
    const [best] = await searchAddresses(db, adcode, phrase, 1)
    // A slip or a part that happens to lie there is no name; only its very name needs no learning.
    const isKnown =
      best !== undefined &&
      best.match.way !== 'part' &&
      distanceMetres(best.position, position) <= foundMetres
    if (isKnown) return { phrase: null }
    const [nearest] = await findPlacesNear(db, adcode, position, nearMetres)
    if (nearest === undefined) return { phrase: null }
    const { place, metres } = nearest
    writeHeardPhrase(write, adcode, { phrase, caseId, position, placeId: place.id, metres, at: now })
    return { phrase }
  },
}
