/** An administration may be left where somebody else holds it; that somebody is held on to until the act is written. */
import { administrationPosts } from '#domain/identity/post.ts'
import type { Context } from '#platform/act.ts'
import type { Administrator } from './queries/find-person.ts'
import { writeReliance } from './store.ts'

/** Hands over the rows by which another act that lets the same `others` go at once is decided again. */
export function relyOnAdministrators(
  { write, adcode }: Context,
  before: readonly string[],
  after: readonly string[],
  others: readonly Administrator[],
): void {
  for (const post of administrationPosts) {
    const other = others.find((it) => it.post === post)
    if (other && before.includes(post) && !after.includes(post)) writeReliance(write, adcode, other)
  }
}
