/** Puts a case back into the queue of everybody for whom it waits. */
import type { HoldReceipt } from '#domain/cases/hold-contract.ts'
import type { Command } from '#platform/act.ts'
import { getCaseSettings } from '../case-settings.ts'
import { getHeldCase, requireOwnHand, writeHold } from '../hold-store.ts'
import { toAnnouncement } from './take-case-action.ts'

export const putBackCase: Command<{ id: string }, HoldReceipt> = {
  name: 'case.put-back',
  permission: 'case.hold',
  async run(context, { id }) {
    const { db, adcode, now, write, announce, concerns } = context
    const held = await getHeldCase(context, id)
    await requireOwnHand(context, held, await getCaseSettings(db, adcode))
    concerns(id)
    if (held.holderId !== null) {
      writeHold(write, held, null, now)
      announce({ name: 'case.held', subjectId: id, data: toAnnouncement(held.record) })
    }
    return { id, holderId: null }
  },
}
