/**
 * What an administrator may not do to people, whoever he is: give himself rights, join two of the three
 * administrations in one account, leave the county without one of them, or reach beyond the county.
 */
import type { Problem } from '../problem.ts'
import { type AdministrationPost, administrationPosts, administrationsIn } from './post.ts'
import { IdentityProblem } from './problems.ts'

/** A person as far as rights go. */
export type Rights = {
  readonly posts: readonly string[]
  readonly areaCodes: readonly string[]
}

/** Of each administration, how many other enabled people of the county hold it. */
export type OtherAdministrators = Readonly<Record<AdministrationPost, number>>

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((it) => b.includes(it))

/** The administration that the county would be left without when one account goes from `before` to `after`. */
const findDeserted = (
  before: readonly string[],
  after: readonly string[],
  others: OtherAdministrators,
): AdministrationPost | undefined =>
  administrationPosts.find((it) => before.includes(it) && !after.includes(it) && others[it] === 0)

/** Why `actorId` may not change the rights of `personId` from `before` to `after`; undefined when he may. */
export function findRightsRefusal(change: {
  readonly actorId: string
  readonly personId: string
  readonly adcode: string
  readonly before: Rights
  readonly after: Rights
  readonly others: OtherAdministrators
}): Problem | undefined {
  const { before, after } = change
  const isOwn = change.actorId === change.personId
  if (isOwn && !(isSame(before.posts, after.posts) && isSame(before.areaCodes, after.areaCodes)))
    return IdentityProblem.ownRights({})
  const deserted = findDeserted(before.posts, after.posts, change.others)
  if (deserted) return IdentityProblem.lastAdministrator({ post: deserted })
  return findGrantRefusal(change.adcode, after)
}

/** Why nobody may hold `rights`, or apply for them; undefined when somebody may. */
export const findGrantRefusal = (adcode: string, { posts, areaCodes }: Rights): Problem | undefined =>
  administrationsIn(posts).length > 1
    ? IdentityProblem.administrationsCombined({})
    : findAreaRefusal(adcode, areaCodes)

/** Areas of duty lie in the county; the code of an area begins with that of its county. */
export function findAreaRefusal(adcode: string, areaCodes: readonly string[]): Problem | undefined {
  const outside = areaCodes.find((it) => !it.startsWith(adcode))
  return outside === undefined ? undefined : IdentityProblem.areaOutside({ code: outside, adcode })
}

/** Why an account may not be closed; undefined when it may. */
export function findClosingRefusal(it: {
  readonly actorId: string
  readonly personId: string
  readonly posts: readonly string[]
  readonly others: OtherAdministrators
}): Problem | undefined {
  if (it.actorId === it.personId) return IdentityProblem.ownAccount({})
  const deserted = findDeserted(it.posts, [], it.others)
  return deserted && IdentityProblem.lastAdministrator({ post: deserted })
}
