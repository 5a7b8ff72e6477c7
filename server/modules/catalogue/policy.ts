/** Who may do what with catalogues and calendars, one sentence each. */
import { type Actor, systemActorId } from '#platform/actor.ts'

/** Only the installation itself (seeds and imports by the system) writes what all counties share. */
export const mayWriteShared = (actor: Actor): boolean => actor.id === systemActorId

/** A version or calendar is seen where it is shared, and in its own county. */
export const sees = (adcode: string, it: { adcode: string | null }): boolean =>
  it.adcode === null || it.adcode === adcode
