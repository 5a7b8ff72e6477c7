/**
 * One's own roster: the shifts one is put on and those one takes for somebody else, each with the hours that are left
 * to work once leave and substitutes are taken out. It says the same as the rule of duty (`duty.ts`), ahead of time.
 */
import type { DutyLeave, DutyLine, DutySubstitution } from './duty.ts'
import { overlap, type Stretch } from './shift.ts'

/** A shift as the person it concerns reads it. */
export type OwnShift<Line extends DutyLine = DutyLine> = {
  readonly line: Line
  /** Whom one stands in for; null on one's own shift. */
  readonly forId: string | null
  /** The hours to be worked; none where somebody else has the whole shift, or one is on leave. */
  readonly parts: readonly Stretch[]
  /** Who stands in, and from when to when. */
  readonly covers: readonly (Stretch & { readonly byId: string })[]
  readonly isOnLeave: boolean
}

const later = (a: Date, b: Date): Date => (a > b ? a : b)
const sooner = (a: Date, b: Date): Date => (a < b ? a : b)
const common = (a: Stretch, b: Stretch): Stretch => ({ from: later(a.from, b.from), to: sooner(a.to, b.to) })

/** What is left of a stretch without others, in order. */
export const without = (whole: Stretch, others: readonly Stretch[]): Stretch[] =>
  others.reduce<Stretch[]>(
    (parts, other) =>
      parts.flatMap((it) =>
        overlap(it, other)
          ? [
              { from: it.from, to: other.from },
              { from: other.to, to: it.to },
            ].filter(({ from, to }) => from < to)
          : [it],
      ),
    [{ from: whole.from, to: whole.to }],
  )

/** The shifts of `personId`, own and taken, in order of time. */
export function ownShiftsOf<Line extends DutyLine>(
  personId: string,
  lines: readonly Line[],
  leaves: readonly DutyLeave[],
  substitutions: readonly DutySubstitution[],
): OwnShift<Line>[] {
  const away = leaves.filter((it) => it.personId === personId)
  const shifts = lines.flatMap((line): OwnShift<Line>[] => {
    const about = substitutions.filter((it) => it.personId === line.personId && overlap(it, line))
    const isOnLeave = away.some((it) => overlap(it, line))
    if (line.personId === personId) {
      const covers = about.map((it) => ({ byId: it.substituteId, ...common(it, line) }))
      return [{ line, forId: null, parts: without(line, [...away, ...covers]), covers, isOnLeave }]
    }
    return about
      .filter((it) => it.substituteId === personId)
      .map((it) => ({
        line,
        forId: line.personId,
        parts: without(common(it, line), away),
        covers: [],
        isOnLeave,
      }))
  })
  return shifts.sort((a, b) => a.line.from.getTime() - b.line.from.getTime())
}

/** The next hours to be worked that have not begun at `at`, with their shift. */
export function nextPartOf<Line extends DutyLine>(
  shifts: readonly OwnShift<Line>[],
  at: Date,
): { readonly shift: OwnShift<Line>; readonly part: Stretch } | undefined {
  const ahead = shifts.flatMap((shift) =>
    shift.parts.filter((part) => part.from > at).map((part) => ({ shift, part })),
  )
  return ahead.toSorted((a, b) => a.part.from.getTime() - b.part.from.getTime())[0]
}
