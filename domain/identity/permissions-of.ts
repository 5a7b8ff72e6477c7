/**
 * All permissions that a set of posts gives: the grants of each post, the actions of a case
 * and the steps of inner orders it takes. Where the
 * county merges posts (the acceptor also files), the work of the merged ones comes with them.
 */
import { permissionsForCaseActions } from '../cases/action-permissions.ts'
import { permissionsForInnerOrders } from '../cases/inner-orders/inner-life-cycle.ts'
import { type CaseSettings, effectivePosts } from '../cases/settings.ts'
import { postGrants } from './permissions.ts'
import type { Post } from './post.ts'

/** Which posts do whose work beside their own, in a county. */
export type MergedPosts = CaseSettings['mergedPosts']

/** The union over `posts` and what the county merged into them. */
export const permissionsOf = (posts: readonly Post[], mergedPosts: MergedPosts = {}): ReadonlySet<string> =>
  new Set(
    effectivePosts(posts, { mergedPosts }).flatMap((post) => [
      ...postGrants[post],
      ...permissionsForCaseActions(post),
      ...permissionsForInnerOrders(post),
    ]),
  )
