/**
 * Who may see which cases, one sentence each; the same rule as SQL for lists and as a function for one case and for
 * live pushes. What a person may do with a case stands in the life-cycle table.
 */

import type { CaseRecord } from '#domain/cases/case-record.ts'
import { holdsCentrePost } from '#domain/identity/post.ts'
import { type Actor, may } from '#platform/actor.ts'
import type { Reach } from '#platform/database/wall.ts'
import type { Announcement } from '#platform/relay/announcement.ts'

/** What of a case decides who may see it. */
export type Seen = Pick<
  CaseRecord,
  'leadUnitId' | 'assistUnitIds' | 'taskHolderId' | 'reporterId' | 'townCode' | 'communityCode'
>

type Reader = Pick<Actor, 'id' | 'posts' | 'organisationId' | 'areaCodes'>

const isOfCentre = (actor: Actor): boolean => actor.permissions.has('*') || holdsCentrePost(actor.posts)

/** The centre sees its areas of duty; a unit and a second-level platform their cases; a collector tasks and reports. */
export const mayRead = (actor: Actor, seen: Seen): boolean =>
  actor.permissions.has('*') ? isInAreas(actor, seen) : mayReadAs(actor, seen)

/** The same of somebody who is not signed in. */
export function mayReadAs(actor: Reader, seen: Seen): boolean {
  if (holdsCentrePost(actor.posts)) return isInAreas(actor, seen)
  const unit = actor.organisationId
  if (unit && seen.leadUnitId === unit) return true
  if (unit && seen.assistUnitIds.includes(unit)) return true
  if (actor.posts.includes('sub_center') && actor.areaCodes.length && isInAreas(actor, seen)) return true
  return seen.taskHolderId === actor.id || seen.reporterId === actor.id
}

const isInAreas = (
  actor: Reader,
  { townCode, communityCode }: Pick<Seen, 'townCode' | 'communityCode'>,
): boolean =>
  !actor.areaCodes.length ||
  actor.areaCodes.some((code) => townCode?.startsWith(code) || communityCode?.startsWith(code))

/** Whether somebody sees a case as the centre does, by post and area of duty alone. */
export const mayReadAsCentre = (actor: Actor, seen: Pick<Seen, 'townCode' | 'communityCode'>): boolean =>
  isOfCentre(actor) && isInAreas(actor, seen)

/** Whether somebody sees every case of the county; what is made for one of them is right for all of them. */
export const readsEverything = (actor: Actor): boolean => isOfCentre(actor) && !actor.areaCodes.length

/** The same once more for the wall in the database (`migrations/…-wall-cases.sql`), which stands behind every query. */
export function reachOf(actor: Actor): Reach {
  const hasAreas = actor.areaCodes.length > 0
  if (isOfCentre(actor)) return hasAreas ? 'areas' : 'county'
  return hasAreas && actor.posts.includes('sub_center') ? 'own-and-areas' : 'own'
}

const nobodyConcerned: Seen = {
  leadUnitId: null,
  assistUnitIds: [],
  taskHolderId: null,
  reporterId: null,
  townCode: null,
  communityCode: null,
}

/** Whoever may see the case may hear of it; what concerns no single case (an import) is heard by the centre. */
export const mayHear = (actor: Actor, { data }: Announcement): boolean =>
  (may(actor, 'case.read') || actor.posts.includes('citizen')) &&
  mayRead(actor, { ...nobodyConcerned, ...data })

/** Of notes hears whoever may read them: the case is one's to see, and one is no citizen. */
export const mayHearNotes = (actor: Actor, announcement: Announcement): boolean =>
  may(actor, 'case.note') && mayHear(actor, announcement)

/** An export concerns whoever asked for it, a mention whoever is mentioned. */
export const isOwn = (actor: Actor, { data }: Announcement): boolean => data['ownerId'] === actor.id

/**
 * The same as a condition on `c`, with its parameters numbered from `first`. Every list and count uses it, so no
 * query can forget it.
 */
export function readCondition(actor: Actor, first: number): { sql: string; values: unknown[] } {
  const values: unknown[] = []
  const parameter = (value: unknown): string => `$${values.push(value) + first - 1}`
  const inAreas = (): string =>
    actor.areaCodes.length
      ? `(${actor.areaCodes.map((code) => `c.town_code like ${parameter(`${code}%`)} or c.community_code like ${parameter(`${code}%`)}`).join(' or ')})`
      : 'true'
  if (isOfCentre(actor)) return { sql: inAreas(), values }
  const parts = [`c.task_holder_id = ${parameter(actor.id)}`, `c.reporter_id = ${parameter(actor.id)}`]
  if (actor.organisationId) {
    const unit = parameter(actor.organisationId)
    parts.push(
      `c.lead_unit_id = ${unit}`,
      `(c.details ? 'assistUnitIds' and c.details->'assistUnitIds' ? ${unit})`,
    )
  }
  if (actor.posts.includes('sub_center') && actor.areaCodes.length) parts.push(inAreas())
  return { sql: `(${parts.join(' or ')})`, values }
}
