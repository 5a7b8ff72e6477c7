/** Ends a shift that no line from today on uses; lines of the past keep its name. */
import type { z } from 'zod'
import { chinaDayOf } from '#domain/china-time.ts'
import type { endShiftEndpoint } from '#domain/patrol/contract.ts'
import type { Command } from '#platform/act.ts'
import { announceChange } from '../announce-change.ts'
import { getShiftFor, requireNoLines } from '../shift-for.ts'
import { guardBook } from '../store.ts'

type EndShift = z.output<typeof endShiftEndpoint.params> & z.output<typeof endShiftEndpoint.body>

export const endShift: Command<EndShift, { id: string; version: number }> = {
  name: 'shift.end',
  permission: 'roster.manage',
  async run(context, { id, expectedVersion }) {
    const { adcode, now, write, concerns } = context
    concerns(id)
    const shift = await getShiftFor(context, id, expectedVersion)
    await requireNoLines(context, shift)
    await guardBook(context)
    const version = shift.version + 1
    write.update(
      'patrol.shifts',
      { adcode, id, version: shift.version },
      { ends_on: chinaDayOf(now), version },
    )
    announceChange(context, shift.organisationId)
    return { id, version }
  },
}
