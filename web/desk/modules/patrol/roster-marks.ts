/** What stands in a cell beside its lines: leave, who stands in for whom, overlaps, and what asks for a second look. */
import type { WarningView, WeekView } from '#domain/patrol/contract.ts'
import { findOverlaps, findRestWarnings } from '#domain/patrol/line-checks.ts'
import { chinaInstant, overlap, type Stretch, stretchOf } from '#domain/patrol/shift.ts'
import { addDays } from '#domain/patrol/week.ts'
import { type Cell, type Draft, keyOfCell, toLines } from './roster-draft.ts'

export type CellMarks = {
  readonly leaves: WeekView['leaves']
  /** Substitutions by which somebody else works this person's shifts of the day. */
  readonly replacedBy: WeekView['substitutions']
  /** Substitutions by which this person works somebody else's shifts of the day. */
  readonly standsFor: WeekView['substitutions']
}

const stretch = (it: { from: string; to: string }): Stretch => ({
  from: new Date(it.from),
  to: new Date(it.to),
})
const dayOf = (onDate: string): Stretch => ({
  from: chinaInstant(onDate, '00:00'),
  to: chinaInstant(addDays(onDate, 1), '00:00'),
})

/** Leave and substitutions that touch a day of somebody. */
export function marksOf(week: WeekView, { personId, onDate }: Cell): CellMarks {
  const day = dayOf(onDate)
  const touches = (it: { from: string; to: string }): boolean => overlap(stretch(it), day)
  return {
    leaves: week.leaves.filter((it) => it.personId === personId && touches(it)),
    replacedBy: week.substitutions.filter((it) => it.personId === personId && touches(it)),
    standsFor: week.substitutions.filter((it) => it.substitute.id === personId && touches(it)),
  }
}

/** What is wrong or worth a look in each cell of a draft. */
export type DraftFindings = {
  readonly overlaps: ReadonlySet<string>
  readonly warnings: ReadonlyMap<string, readonly Pick<WarningView, 'kind' | 'value'>[]>
}

/** Judges a draft as it is typed; what reaches in from the weeks beside it the server has said already. */
export function findingsOf(week: WeekView, draft: Draft, changed: ReadonlySet<string>): DraftFindings {
  const shifts = new Map(week.shifts.map((it) => [it.id, it]))
  const work = toLines(draft).flatMap((line) => {
    const shift = shifts.get(line.shiftId)
    return shift ? [{ personId: line.personId, onDate: line.onDate, ...stretchOf(shift, line.onDate) }] : []
  })
  const told = [...findRestWarnings(work), ...week.warnings.filter((it) => !changed.has(keyOfCell(it)))]
  const warnings = new Map<string, Pick<WarningView, 'kind' | 'value'>[]>()
  for (const { kind, value, ...cell } of told) {
    const there = warnings.get(keyOfCell(cell)) ?? []
    if (!there.some((it) => it.kind === kind)) warnings.set(keyOfCell(cell), [...there, { kind, value }])
  }
  return { overlaps: new Set(findOverlaps(work).map(keyOfCell)), warnings }
}
