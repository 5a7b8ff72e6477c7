/**
 * The wall behind which a query runs: the policies of the tables (row level security) let through what it names and
 * nothing else, also where a query forgets its county or its area. Without a wall no row is visible. The text below is
 * what the functions `platform.wall_…` of the database read.
 */
import type { Actor } from '../actor.ts'

/**
 * How far somebody sees inside the county, where a module tells more than the county apart: all of it, the areas of duty
 * whoever has the thing, what is one's own or one's organisation's, or both of these.
 */
export type Reach = 'county' | 'areas' | 'own' | 'own-and-areas'

/** Tells an actor's reach; a module knows which posts see how far. */
export type ReachOf = (actor: Actor) => Reach

/** The setting of a connection that carries its wall. */
export const wallSetting = 'jingwei.wall'

/** The house itself: jobs, relay, listeners, memories, the command line, and sign-in before somebody is known. */
export const houseWall = 'house'

/** The whole of a county and nothing of another. */
export const countyWall = (adcode: string): string => `${part(adcode)}|county`

/** What `actor` may see. Whoever sees the county needs no name, so all of them share one wall. */
export function wallOf(actor: Actor, reach: Reach): string {
  if (reach === 'county') return countyWall(actor.adcode)
  const own = reach === 'areas' ? ['', ''] : [actor.id, actor.organisationId ?? '']
  const areas = reach === 'own' ? [] : actor.areaCodes
  return [actor.adcode, reach, ...own, ...areas].map(part).join('|')
}

/** The parts are kept apart by a stroke, so none may hold one; an id or a code never does. */
function part(text: string): string {
  if (text.includes('|')) throw new Error(`not a part of a wall: ${text}`)
  return text
}
