/** No task goes to somebody off duty; where collectors have no roster for the day, everybody counts as on duty. */
import { CaseProblem } from '#domain/cases/problems.ts'
import { dutyAt } from '#domain/patrol/duty.ts'
import { describeDuty } from '#domain/patrol/duty-words.ts'
import type { Database } from '#platform/database/database.ts'
import { namesOfPeople } from './case-names.ts'
import { findDutyBook } from './queries/find-duty-book.ts'

/** Throws when a collector is not on duty at `now`, with why. */
export async function requireOnDuty(
  db: Database,
  adcode: string,
  collectorId: string,
  now: Date,
): Promise<void> {
  const book = await findDutyBook(db, adcode, now)
  const duty = dutyAt(book, collectorId, 'collector', now)
  if (duty.isOnDuty) return
  const byId = duty.why === 'replaced' ? [duty.byId] : []
  const names = await namesOfPeople(db, adcode, [collectorId, ...byId])
  throw CaseProblem.collectorOffDuty({
    name: names.get(collectorId) ?? '—',
    because: describeDuty(duty, (id) => names.get(id) ?? '—'),
  })
}
