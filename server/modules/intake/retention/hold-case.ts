/** Holds a case under review or complaint, so that nothing personal of it goes, and lifts the hold. */
import { RetentionProblem } from '#domain/intake/problems.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { findHolds } from './retention-store.ts'

export const placeHold: Command<{ number: string; reason: string }, { id: string }> = {
  name: 'retention.place-hold',
  permission: 'personal.manage',
  async run({ db, adcode, actor, now, write, concerns }, { number, reason }) {
    const [found] = await db.rows<{ id: string }>(
      'select id from cases.case_facts where adcode = $1 and (number = $2 or report_number = $2)',
      [adcode, number],
    )
    if (!found) throw RetentionProblem.caseUnknown({ number })
    const id = newId()
    concerns(found.id)
    write.insert('intake.retention_holds', {
      adcode,
      id,
      case_id: found.id,
      number,
      reason,
      placed_by_name: actor.name,
      placed_at: now,
    })
    return { id }
  },
}

export const liftHold: Command<{ id: string; reason: string }, { id: string }> = {
  name: 'retention.lift-hold',
  permission: 'personal.manage',
  async run({ db, adcode, now, write, concerns }, { id }) {
    const hold = (await findHolds(db, adcode)).find((it) => it.id === id)
    if (!hold) throw RetentionProblem.holdUnknown({ id })
    concerns(hold.caseId)
    write.update('intake.retention_holds', { adcode, id }, { lifted_at: now })
    return { id }
  },
}
