/** Whose figures one may see. */
import { isWithin, type Tree } from '#domain/identity/organisation-tree.ts'
import { holdsCentrePost } from '#domain/identity/post.ts'
import type { Actor } from '#platform/actor.ts'
import type { Database } from '#platform/database/database.ts'

/** The posts of the centre see the figures of the whole county. */
const seesAll = (actor: Actor): boolean => actor.permissions.has('*') || holdsCentrePost(actor.posts)

/** A unit and a second-level platform see their own cases only; everybody else with the permission sees the county. */
export const ownUnitOnly = (actor: Actor): string | null =>
  seesAll(actor) ? null : (actor.organisationId ?? 'none')

/** Of inner orders a unit sees those given by or to itself and the organisations below it; null is all of them. */
export const ownUnitsOnly = (actor: Actor, tree: Tree): string[] | null => {
  const own = actor.organisationId
  if (seesAll(actor)) return null
  return own === null ? [] : [own, ...tree.filter((it) => isWithin(it.id, own, tree)).map((it) => it.id)]
}

/** The figures of the county are counted over all of it, whatever somebody's area of duty; a unit counts what it sees. */
export const figureSight = (db: Database, actor: Actor): Database =>
  seesAll(actor) ? db.ofCounty(actor.adcode) : db
