/** The people of the demonstration county as they act in it: the same accounts that a visitor may sign in with. */
import { permissionsOf } from '#domain/identity/permissions-of.ts'
import type { Post } from '#domain/identity/post.ts'
import { findOrganisations, listAccounts } from '#modules/identity/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { Database } from '#platform/database/database.ts'

export type Cast = {
  readonly citizen: Actor
  readonly acceptor: Actor
  readonly shiftLeader: Actor
  readonly dispatcher: Actor
  readonly inspector: Actor
  readonly leader: Actor
  readonly collectors: readonly Actor[]
  /** The desk of an organisation that puts things right. */
  unitOf(organisationId: string): Actor
  /** Its people on the street; none where it has none. */
  handlersOf(organisationId: string): readonly Actor[]
  /** The organisations that have a desk. */
  readonly unitIds: readonly string[]
  /** The one whose desk a visitor signs in to under the name of the post. */
  readonly showcaseUnitId: string
  /** The second level of an organisation with the desks below it, where it has one. */
  secondLevelOf(organisationId: string): SecondLevel | undefined
  /** The town whose second level a visitor signs in to, and its area. */
  readonly showcaseTown: { readonly unitId: string; readonly townCode: string } | undefined
}

/** A second level: its desk, and the desks of the units below it. */
export type SecondLevel = { readonly desk: Actor; readonly below: readonly Actor[] }

/** Finds the people; throws where somebody is missing without whom no case comes to its end. */
export async function findCast(db: Database, adcode: string): Promise<Cast> {
  const known = await findOrganisations(db, adcode)
  const organisations = new Map(known.map((it) => [it.name, it.id]))
  const accounts = (await listAccounts(db, adcode)).filter((it) => it.isDemonstration && !it.disabledAt)
  const actors = accounts.map(
    (it): Actor => ({
      id: it.id,
      name: it.name,
      adcode,
      posts: it.posts,
      permissions: permissionsOf(it.posts),
      organisationId: it.organisation === null ? null : (organisations.get(it.organisation) ?? null),
      areaCodes: [],
    }),
  )
  const holders = (post: Post): Actor[] => actors.filter((it) => it.posts.includes(post))
  const one = (post: Post): Actor => {
    const [found] = holders(post)
    if (!found) throw new Error(`nobody in the demonstration county ${adcode} holds the post ${post}`)
    return found
  }
  // The two that a visitor signs in as, made before the rest of the team; their lists are to have something in them.
  const collectors = holders('collector').slice(0, 2)
  if (collectors.length < 2) throw new Error('a check needs a second collector')
  const byOrganisation = (post: Post): Map<string | null, Actor[]> =>
    Map.groupBy(holders(post), (it) => it.organisationId)
  const desks = byOrganisation('unit')
  const handlers = byOrganisation('handler')
  const seconds = new Map(holders('sub_center').map((it) => [it.organisationId, it]))
  const isInner = new Set(known.filter((it) => it.parentId && seconds.has(it.parentId)).map((it) => it.id))
  const showcase = accounts.findIndex((it) => it.username === 'unit')
  const showcaseUnitId = actors[showcase]?.organisationId ?? one('unit').organisationId
  if (!showcaseUnitId) throw new Error('the desk of the unit belongs to no organisation')
  return {
    citizen: one('citizen'),
    acceptor: one('acceptor'),
    shiftLeader: one('shift_leader'),
    dispatcher: one('dispatcher'),
    inspector: one('inspector'),
    leader: one('leader'),
    collectors,
    unitOf: (organisationId) => {
      const [desk] = desks.get(organisationId) ?? []
      if (!desk) throw new Error(`the organisation ${organisationId} has no desk`)
      return desk
    },
    handlersOf: (organisationId) => handlers.get(organisationId) ?? [],
    unitIds: [...desks.keys()].filter((it) => it !== null && !isInner.has(it)) as string[],
    showcaseUnitId,
    secondLevelOf: (organisationId) => {
      const desk = seconds.get(organisationId)
      const ofTown = known.filter((it) => it.parentId === organisationId)
      const below = ofTown.flatMap((it) => desks.get(it.id)?.slice(0, 1) ?? [])
      return desk && below.length ? { desk, below } : undefined
    },
    showcaseTown: known.flatMap((it) => {
      const townCode = it.areaCodes[0]
      return seconds.has(it.id) && townCode ? [{ unitId: it.id, townCode }] : []
    })[0],
  }
}
