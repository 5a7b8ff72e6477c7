/** Who may see which base map. */
import { type Actor, may } from '#platform/actor.ts'
import type { KeptBaseMap } from './queries/find-base-maps.ts'

/** Whoever keeps base maps sees all of them; others see those in use that are for everyone or for a post of theirs. */
export const maySee = (actor: Actor, it: Pick<KeptBaseMap, 'visibleTo' | 'endedAt'>): boolean =>
  it.endedAt === null &&
  (it.visibleTo.length === 0 ||
    may(actor, 'basemap.manage') ||
    it.visibleTo.some((post) => actor.posts.includes(post)))
