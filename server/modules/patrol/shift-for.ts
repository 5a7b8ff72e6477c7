/** The shift that a change speaks of, and whether the roster from today on leaves it room to change. */
import { chinaDayOf } from '#domain/china-time.ts'
import { PatrolProblem } from '#domain/patrol/problems.ts'
import type { Shift } from '#domain/patrol/shift.ts'
import type { Context } from '#platform/act.ts'
import { getManaged } from './organisation-for.ts'
import { findLines, findShifts } from './store.ts'

/** The shift in use, if the actor makes the roster of its organisation and saw its present version. */
export async function getShiftFor(context: Context, id: string, expectedVersion: number): Promise<Shift> {
  const [shift] = await findShifts(context.db, context.adcode, { id })
  if (!shift) throw PatrolProblem.shiftUnknown({ id })
  await getManaged(context, shift.organisationId)
  if (shift.version !== expectedVersion || shift.endsOn !== null) throw PatrolProblem.shiftChanged({})
  return shift
}

/** Throws when lines from today on use the shift. */
export async function requireNoLines({ db, adcode, now }: Context, shift: Shift): Promise<void> {
  const days = { from: chinaDayOf(now), to: '2199-12-31' }
  const lines = (await findLines(db, adcode, days, shift.organisationId)).filter(
    (it) => it.shiftId === shift.id,
  )
  const last = lines.at(-1)
  if (last) throw PatrolProblem.shiftHasLines({ lines: lines.length, last: last.onDate })
}
