/** Which actions of a case a post may take, read from the life-cycle table and from nowhere else. */
import type { Post } from '../identity/post.ts'
import { caseActionNames, ruleOf, toKebab } from './life-cycle.ts'

/** The permission of an action, such as `case.issue-check`. */
export const actionPermission = (action: string): string => `case.${toKebab(action)}`

/**
 * Permissions for all actions the post takes. `merged` names the posts whose work it also does (a small county
 * where the acceptor files): the door opens for those too.
 */
export const permissionsForCaseActions = (post: Post, merged: readonly Post[] = []): string[] =>
  caseActionNames
    .filter((action) => [post, ...merged].some((it) => ruleOf(action).by.includes(it)))
    .map(actionPermission)
