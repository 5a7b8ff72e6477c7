/** Makes a shift of an organisation. */
import type { z } from 'zod'
import type { createShiftEndpoint } from '#domain/patrol/contract.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { announceChange } from '../announce-change.ts'
import { getManaged } from '../organisation-for.ts'
import { requireFreeWords } from '../require-free-words.ts'

export const createShift: Command<
  z.output<typeof createShiftEndpoint.body>,
  { id: string; version: number }
> = {
  name: 'shift.create',
  permission: 'roster.manage',
  async run(context, input) {
    const { db, adcode, now, write, concerns } = context
    await getManaged(context, input.organisationId)
    await requireFreeWords(db, adcode, input.organisationId, input)
    const id = newId()
    concerns(id)
    write.insert('patrol.shifts', {
      adcode,
      id,
      organisation_id: input.organisationId,
      name: input.name,
      mark: input.mark,
      from_time: input.fromTime,
      to_time: input.toTime,
      rounds: input.rounds,
      version: 1,
      created_at: now,
    })
    announceChange(context, input.organisationId)
    return { id, version: 1 }
  },
}
