/** Which actions of a case a post may take, read from the life-cycle table and from nowhere else. */
import type { Post } from '../identity/post.ts'
import { caseActionNames, ruleOf, toKebab } from './life-cycle.ts'

/** The permission of an action, such as `case.issue-check`. */
export const actionPermission = (action: string): string => `case.${toKebab(action)}`

/** Permissions for all actions the post takes. */
export const permissionsForCaseActions = (post: Post): string[] =>
  caseActionNames.filter((action) => ruleOf(action).by.includes(post)).map(actionPermission)
