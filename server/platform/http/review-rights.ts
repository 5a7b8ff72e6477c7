/**
 * A right that is withdrawn is withdrawn from open streams too, in every server of the database, since each hears every
 * announcement: before an announcement is pushed, those whose rights it or one before it changed are asked anew.
 */
import type { Actor } from '../actor.ts'
import type { Module } from '../module.ts'
import type { Listener } from '../relay/relay.ts'

/** What holds streams open. */
type Hub = { review(isConcerned: (actor: Actor) => boolean): Promise<void> }

/** Makes the listener that stands before those that push. */
export const reviewRights =
  (modules: readonly Module[], hubs: readonly Hub[]): Listener =>
  async (announcements) => {
    const [people, counties] = [new Set<string | null>(), new Set<string>()]
    for (const it of announcements)
      for (const { changesRights } of modules) {
        const scope = changesRights?.(it)
        if (scope === 'subject') people.add(it.subjectId)
        if (scope === 'county') counties.add(it.adcode)
      }
    if (!people.size && !counties.size) return
    const isConcerned = (actor: Actor): boolean => people.has(actor.id) || counties.has(actor.adcode)
    await Promise.all(hubs.map((it) => it.review(isConcerned)))
  }
