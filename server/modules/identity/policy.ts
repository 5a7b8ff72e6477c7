/** Who may see or change which people and organisations, one sentence each. */
import type { Actor } from '#platform/actor.ts'

/** The centre's posts choose among everybody; units, towns and handlers among their own people. */
export const seesAllPeople = (actor: Actor): boolean =>
  actor.posts.some((post) => !['unit', 'handler', 'sub_center', 'citizen'].includes(post)) ||
  actor.permissions.has('*')
