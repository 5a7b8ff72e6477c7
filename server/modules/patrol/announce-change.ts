/** Tells the house that a roster changed, so that tables and candidates are read anew. */
import { type RosterAnnouncement, rosterChanged } from '#domain/patrol/events.ts'
import type { Context } from '#platform/act.ts'

/** Announces the change; null concerns every organisation. */
export function announceChange({ announce }: Context, organisationId: string | null): void {
  const data: RosterAnnouncement = { organisationId }
  announce({ name: rosterChanged, subjectId: organisationId, data })
}
