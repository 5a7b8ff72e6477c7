/** Changes a shift: its words and rounds at any time, its hours only while no line from today on relies on them. */
import type { z } from 'zod'
import type { changeShiftEndpoint } from '#domain/patrol/contract.ts'
import type { Command } from '#platform/act.ts'
import { announceChange } from '../announce-change.ts'
import { requireFreeWords } from '../require-free-words.ts'
import { getShiftFor, requireNoLines } from '../shift-for.ts'
import { guardBook } from '../store.ts'

type ChangeShift = z.output<typeof changeShiftEndpoint.params> & z.output<typeof changeShiftEndpoint.body>

export const changeShift: Command<ChangeShift, { id: string; version: number }> = {
  name: 'shift.change',
  permission: 'roster.manage',
  async run(context, input) {
    const { db, adcode, write, concerns } = context
    concerns(input.id)
    const shift = await getShiftFor(context, input.id, input.expectedVersion)
    await requireFreeWords(db, adcode, shift.organisationId, input)
    if (shift.fromTime !== input.fromTime || shift.toTime !== input.toTime) {
      await requireNoLines(context, shift)
      await guardBook(context)
    }
    write.update(
      'patrol.shifts',
      { adcode, id: shift.id, version: shift.version },
      {
        name: input.name,
        mark: input.mark,
        from_time: input.fromTime,
        to_time: input.toTime,
        rounds: input.rounds,
        version: shift.version + 1,
      },
    )
    announceChange(context, shift.organisationId)
    return { id: shift.id, version: shift.version + 1 }
  },
}
