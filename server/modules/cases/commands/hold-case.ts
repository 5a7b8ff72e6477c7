/** Takes a case in hand that waits for oneself. Taken again by the same person it stays as it is. */
import type { HoldReceipt } from '#domain/cases/hold-contract.ts'
import { CaseProblem } from '#domain/cases/problems.ts'
import type { Command } from '#platform/act.ts'
import { namesOfPeople } from '../case-names.ts'
import { getCaseSettings } from '../case-settings.ts'
import { getHeldCase, requireWaiting, writeHold } from '../hold-store.ts'
import { toAnnouncement } from './take-case-action.ts'

export const holdCase: Command<{ id: string }, HoldReceipt> = {
  name: 'case.hold',
  permission: 'case.hold',
  async run(context, { id }) {
    const { db, adcode, actor, now, write, announce, concerns } = context
    const held = await getHeldCase(context, id)
    requireWaiting(context, held, await getCaseSettings(db, adcode))
    concerns(id)
    if (held.holderId === actor.id) return { id, holderId: actor.id }
    if (held.holderId !== null) {
      const names = await namesOfPeople(db, adcode, [held.holderId])
      throw CaseProblem.inOtherHands({ holder: names.get(held.holderId) ?? '—' })
    }
    writeHold(write, held, actor.id, now)
    announce({ name: 'case.held', subjectId: id, data: toAnnouncement(held.record) })
    return { id, holderId: actor.id }
  },
}
