/**
 * Who may see which inner orders: the unit that has it and the unit that issued it; the centre those of the cases in its
 * areas of duty. Once as a function and once as SQL, as with cases.
 */
import type { InnerAnnouncement } from '#domain/cases/inner-orders/inner-events.ts'
import type { Actor } from '#platform/actor.ts'
import type { Announcement } from '#platform/relay/announcement.ts'
import { mayReadAsCentre, readCondition, type Seen } from './policy.ts'

type SeenOrder = Pick<InnerAnnouncement, 'unitId' | 'townUnitId'>

/** Whether `actor` may see the order of a case in the given areas. */
export const mayReadOrder = (
  actor: Actor,
  { unitId, townUnitId }: SeenOrder,
  seen: Pick<Seen, 'townCode' | 'communityCode'>,
): boolean =>
  mayReadAsCentre(actor, seen) ||
  (actor.organisationId !== null && (actor.organisationId === unitId || actor.organisationId === townUnitId))

/** Whoever may see the order may hear of it. */
export const mayHearOrder = (actor: Actor, { data }: Announcement): boolean => {
  const { unitId, townUnitId, townCode, communityCode } = data as InnerAnnouncement
  return mayReadOrder(actor, { unitId, townUnitId }, { townCode, communityCode })
}

/** The same as a condition on `i` and its case `c`, with its parameters numbered from `first`. */
export function readOrderCondition(actor: Actor, first: number): { sql: string; values: unknown[] } {
  const isCentre = mayReadAsCentre({ ...actor, areaCodes: [] }, { townCode: null, communityCode: null })
  if (isCentre) return readCondition(actor, first)
  return actor.organisationId === null
    ? { sql: 'false', values: [] }
    : { sql: `(i.unit_id = $${first} or i.town_unit_id = $${first})`, values: [actor.organisationId] }
}
