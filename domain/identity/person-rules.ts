/**
 * What an administrator may not do to people, whoever he is: give himself rights, leave the county without an
 * administrator, or reach beyond the county.
 */
import type { Problem } from '../problem.ts'
import { IdentityProblem } from './problems.ts'

/** A person as far as rights go. */
export type Rights = {
  readonly posts: readonly string[]
  readonly areaCodes: readonly string[]
  readonly organisationId: string | null
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((it) => b.includes(it))

/** Why `actorId` may not change the rights of `personId` from `before` to `after`; undefined when he may. */
export function findRightsRefusal(change: {
  readonly actorId: string
  readonly personId: string
  readonly adcode: string
  readonly before: Rights
  readonly after: Rights
  /** Other enabled people of the county who are system administrators. */
  readonly otherSysadmins: number
}): Problem | undefined {
  const { before, after } = change
  const isOwn = change.actorId === change.personId
  if (isOwn && !(isSame(before.posts, after.posts) && isSame(before.areaCodes, after.areaCodes)))
    return IdentityProblem.ownRights({})
  const losesAdministration = before.posts.includes('sysadmin') && !after.posts.includes('sysadmin')
  if (losesAdministration && change.otherSysadmins === 0) return IdentityProblem.lastSysadmin({})
  return findAreaRefusal(change.adcode, after.areaCodes)
}

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
  readonly otherSysadmins: number
}): Problem | undefined {
  if (it.actorId === it.personId) return IdentityProblem.ownAccount({})
  if (it.posts.includes('sysadmin') && it.otherSysadmins === 0) return IdentityProblem.lastSysadmin({})
  return undefined
}
