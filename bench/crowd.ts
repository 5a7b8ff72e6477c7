/** People by the hundred, with a session each, as the benchmarks of crowds need them. */
import type { Post } from '#domain/identity/post.ts'
import { hashPassword, putPeople } from '#modules/identity/index.ts'
import { systemActor } from '#platform/actor.ts'
import { newId } from '#platform/ids.ts'
import { adcode, password, type Served, type Stand } from './stand.ts'

export type Somebody = { readonly token: string; readonly post: Post }

/** Makes `count` people of a post and signs each in. */
export async function gather(
  stand: Stand,
  served: Served,
  { post, count, isOfUnit = false }: { post: Post; count: number; isOfUnit?: boolean },
): Promise<Somebody[]> {
  const passwordHash = await hashPassword(password)
  const people = Array.from({ length: count }, (_, index) => ({
    id: newId(),
    name: `${post} ${index}`,
    username: `${post}-${newId().slice(-8)}`,
    posts: [post],
    organisationId: isOfUnit ? stand.unitId : null,
    passwordHash,
    areaCodes: [],
    isDemonstration: false,
  }))
  await stand.house.act(systemActor(adcode), putPeople, { people })
  const all: Somebody[] = []
  for (const { username } of people) all.push({ post, token: await served.tokenOf(username) })
  return all
}
