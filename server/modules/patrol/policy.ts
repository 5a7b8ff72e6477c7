/** Who may see or make which roster, one sentence each. */
import { isWithin, type Tree } from '#domain/identity/organisation-tree.ts'
import { holdsCentrePost } from '#domain/identity/post.ts'
import type { Actor } from '#platform/actor.ts'
import type { Announcement } from '#platform/relay/announcement.ts'

/** The posts of the centre see every roster of the county. */
const readsAll = (actor: Actor): boolean => actor.permissions.has('*') || holdsCentrePost(actor.posts)

/** Whoever may make rosters makes those of the own organisation and of those below it. */
export const mayManage = (actor: Actor, organisationId: string, tree: Tree): boolean =>
  actor.permissions.has('*') ||
  (actor.permissions.has('roster.manage') &&
    actor.organisationId !== null &&
    isWithin(organisationId, actor.organisationId, tree))

/** Everybody else who may see rosters sees those of the own organisation and of those below it. */
export const mayReadRoster = (actor: Actor, organisationId: string, tree: Tree): boolean =>
  readsAll(actor) || (actor.organisationId !== null && isWithin(organisationId, actor.organisationId, tree))

/** That a roster changed is heard by the centre and by the organisation itself. */
export const mayHearRoster = (actor: Actor, { data }: Announcement): boolean =>
  actor.permissions.has('roster.read') &&
  (readsAll(actor) || data['organisationId'] === null || data['organisationId'] === actor.organisationId)
