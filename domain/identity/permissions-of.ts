/** All permissions that a set of posts gives: the grants of each post and the actions of a case it takes. */
import { permissionsForCaseActions } from '../cases/action-permissions.ts'
import { postGrants } from './permissions.ts'
import type { Post } from './post.ts'

/** The union over `posts`. */
export const permissionsOf = (posts: readonly Post[]): ReadonlySet<string> =>
  new Set(posts.flatMap((post) => [...postGrants[post], ...permissionsForCaseActions(post)]))
