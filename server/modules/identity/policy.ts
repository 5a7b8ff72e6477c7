/** Who may see or change which people and organisations, one sentence each. */
import type { Rights } from '#domain/identity/person-rules.ts'
import { type Actor, may } from '#platform/actor.ts'

/** The centre's posts choose among everybody; units, towns and handlers among their own people. */
export const seesAllPeople = (actor: Actor): boolean =>
  actor.posts.some((post) => !['unit', 'handler', 'sub_center', 'citizen'].includes(post)) ||
  actor.permissions.has('*')

/** Whoever may grant rights grants them with the new account; others apply for them. */
export const toGrants = (actor: Actor, { posts, areaCodes }: Rights): Rights & { applied?: Rights } =>
  may(actor, 'person.authorise')
    ? { posts, areaCodes }
    : {
        posts: [],
        areaCodes: [],
        applied: { posts: [...new Set(posts)], areaCodes: [...new Set(areaCodes)] },
      }
