/** Hands a case on to a colleague for whom it waits too. */
import type { HoldReceipt } from '#domain/cases/hold-contract.ts'
import { CaseProblem } from '#domain/cases/problems.ts'
import { waitsFor } from '#domain/cases/queue.ts'
import { findColleagues } from '#modules/identity/index.ts'
import type { Command } from '#platform/act.ts'
import { getCaseSettings } from '../case-settings.ts'
import { getHeldCase, requireOwnHand, requireWaiting, writeHold } from '../hold-store.ts'
import { mayReadAs } from '../policy.ts'
import { toAnnouncement } from './take-case-action.ts'

export const handOnCase: Command<{ id: string; personId: string }, HoldReceipt> = {
  name: 'case.hand-on',
  permission: 'case.hold',
  async run(context, { id, personId }) {
    const { db, adcode, now, write, announce, concerns } = context
    const settings = await getCaseSettings(db, adcode)
    const held = await getHeldCase(context, id)
    requireWaiting(context, held, settings)
    await requireOwnHand(context, held, settings)
    const [colleague] = await findColleagues(db, adcode, personId)
    if (!colleague || !waitsFor(held.record, colleague, settings) || !mayReadAs(colleague, held.record))
      throw CaseProblem.colleagueWrong({})
    concerns(id)
    if (held.holderId !== personId) {
      writeHold(write, held, personId, now)
      announce({ name: 'case.held', subjectId: id, data: toAnnouncement(held.record) })
    }
    return { id, holderId: personId }
  },
}
