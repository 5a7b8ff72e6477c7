/**
 * Copies the lines of a week onto a later one. What stands there already is never overwritten: every line that finds
 * no place is named with why, and whoever copies decides whether the rest is copied without it.
 */

import { isSameLine, type LineInput, type RosterLine } from './roster-line.ts'
import { isInUse, overlap, type Shift, type Stretch, stretchOf } from './shift.ts'
import { addDays, daysBetween } from './week.ts'

export const copyConflictKinds = ['past', 'taken', 'leave', 'left', 'shift-ended', 'overlap'] as const

export type CopyConflict = {
  readonly kind: (typeof copyConflictKinds)[number]
  readonly personId: string
  readonly onDate: string
  readonly shiftId: string
}

/** What copied lines are judged against. */
export type CopyGround = {
  /** The first day on which lines may be set. */
  readonly today: string
  readonly shifts: readonly Shift[]
  /** People who may still be put on a roster in the post of the line. */
  readonly canWork: (personId: string, post: string) => boolean
  /** Lines that stand in the weeks copied to, a day before and a day after included, other people's too. */
  readonly standing: readonly RosterLine[]
  readonly leaves: readonly (Stretch & { personId: string })[]
}

export type Copied = {
  readonly lines: readonly LineInput[]
  readonly conflicts: readonly CopyConflict[]
  readonly unchanged: number
}

/** The lines that `source` makes in the week of `toMonday`. */
export function copyWeek(
  source: readonly LineInput[],
  fromMonday: string,
  toMonday: string,
  ground: CopyGround,
): Copied {
  const shifts = new Map(ground.shifts.map((it) => [it.id, it]))
  const standing = Map.groupBy(ground.standing, (it) => it.personId)
  const lines: LineInput[] = []
  const conflicts: CopyConflict[] = []
  let unchanged = 0
  for (const line of source) {
    const onDate = addDays(toMonday, daysBetween(fromMonday, line.onDate))
    const copied = { ...line, onDate }
    const own = standing.get(line.personId) ?? []
    if (own.some((it) => isSameLine(it, copied))) {
      unchanged += 1
      continue
    }
    const sameDay = source.filter((it) => it.personId === line.personId && it.onDate === line.onDate)
    const kind = conflictOf(copied, shifts.get(line.shiftId), own, sameDay, ground)
    if (kind) conflicts.push({ kind, personId: line.personId, onDate, shiftId: line.shiftId })
    else lines.push(copied)
  }
  return { lines, conflicts, unchanged }
}

/** Why a copied line finds no place; `sameDay` are the person's lines of the day copied from. */
function conflictOf(
  line: LineInput,
  shift: Shift | undefined,
  own: readonly RosterLine[],
  sameDay: readonly LineInput[],
  { today, canWork, leaves }: CopyGround,
): CopyConflict['kind'] | undefined {
  if (line.onDate < today) return 'past'
  if (!shift || !isInUse(shift, line.onDate)) return 'shift-ended'
  if (!canWork(line.personId, line.post)) return 'left'
  const stretch = stretchOf(shift, line.onDate)
  if (leaves.some((it) => it.personId === line.personId && overlap(it, stretch))) return 'leave'
  const isExpected = (it: RosterLine): boolean =>
    sameDay.some((one) => one.shiftId === it.shiftId && one.shiftId !== line.shiftId)
  if (own.some((it) => it.onDate === line.onDate && !isExpected(it))) return 'taken'
  return own.some((it) => overlap(it, stretch)) ? 'overlap' : undefined
}
