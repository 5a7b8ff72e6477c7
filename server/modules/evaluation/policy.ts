/** Whose figures one may see. */
import type { Actor } from '#platform/actor.ts'

/** A unit and a second-level platform see their own cases only; everybody else with the permission sees the county. */
export const ownUnitOnly = (actor: Actor): string | null =>
  actor.posts.some((post) => !['unit', 'handler', 'sub_center'].includes(post)) || actor.permissions.has('*')
    ? null
    : (actor.organisationId ?? 'none')
