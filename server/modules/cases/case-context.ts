/** What a decision on a case stands on besides the case: the time, the county's settings and its calendars. */
import type { CaseCalendars, ClockContext } from '#domain/cases/case-clocks.ts'
import type { CaseActor } from '#domain/cases/decide.ts'
import { getCalendars } from '#modules/catalogue/index.ts'
import type { Actor } from '#platform/actor.ts'
import { systemActorId } from '#platform/actor.ts'
import type { Database } from '#platform/database/database.ts'
import { getCaseSettings } from './case-settings.ts'

/** The context of a decision in `adcode` at `now`; `unitId` names the unit whose own calendar may apply. */
export async function getClockContext(
  db: Database,
  adcode: string,
  now: Date,
  unitId: string | null = null,
): Promise<ClockContext> {
  const [settings, calendars] = await Promise.all([
    getCaseSettings(db, adcode),
    getCaseCalendars(db, adcode, unitId),
  ])
  return { now, settings, calendars }
}

async function getCaseCalendars(db: Database, adcode: string, unitId: string | null): Promise<CaseCalendars> {
  const calendars = await getCalendars(db, adcode)
  return {
    office: calendars.byId('office'),
    collectors: calendars.byId('collectors'),
    unit: calendars.ofOrganisation(unitId) ?? calendars.byId('office'),
    byId: (id) => calendars.byId(id),
  }
}

/** The actor as the life cycle sees it. */
export const toCaseActor = (actor: Actor): CaseActor => ({
  id: actor.id,
  name: actor.name,
  posts: actor.posts,
  organisationId: actor.organisationId,
  areaCodes: actor.areaCodes,
  isSystem: actor.id === systemActorId,
})
