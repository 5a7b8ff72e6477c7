/**
 * What lines may not do and what they should not: nobody is in two places at once (refused), and people need rest
 * (warned of). The Labour Law gives a day of rest a week (art. 38) and names no hours between two shifts; eleven are
 * the usual measure.
 */
import { chinaDayOf } from '../china-time.ts'
import { overlap, type Stretch } from './shift.ts'
import { addDays } from './week.ts'

export const leastRestHours = 11
export const mostDaysInARow = 6

/** A stretch that somebody works, own line or one taken over. */
export type Work = Stretch & { readonly personId: string; readonly onDate: string }

export type Overlap<W extends Work> = {
  readonly personId: string
  readonly onDate: string
  readonly first: W
  readonly second: W
}

const byPerson = <W extends Work>(work: readonly W[]): W[][] =>
  [...Map.groupBy(work, (it) => it.personId).values()].map((own) =>
    own.toSorted((a, b) => a.from.getTime() - b.from.getTime()),
  )

/** Where somebody would be in two places at once. */
export const findOverlaps = <W extends Work>(work: readonly W[]): Overlap<W>[] =>
  byPerson(work).flatMap((own) =>
    own.flatMap((second, index) => {
      const first = own.slice(0, index).findLast((it) => overlap(it, second))
      return first ? [{ personId: second.personId, onDate: second.onDate, first, second }] : []
    }),
  )

export type RosterWarning = {
  readonly kind: 'short-rest' | 'no-day-of-rest'
  readonly personId: string
  readonly onDate: string
  /** Hours of rest before the shift, or days worked in a row. */
  readonly value: number
}

const hourMs = 3_600_000

const earlier = (a: Date, b: Date): Date => new Date(Math.min(a.getTime(), b.getTime()))
const later = (a: Date, b: Date): Date => new Date(Math.max(a.getTime(), b.getTime()))

/** Where somebody gets too little rest: before a shift that begins on a new day, or for more days in a row than six. */
export const findRestWarnings = (work: readonly Work[]): RosterWarning[] =>
  byPerson(work).flatMap((own) => [...shortRests(own), ...longRuns(own)])

function shortRests(own: readonly Work[]): RosterWarning[] {
  return own.flatMap((it, index) => {
    const before = own[index - 1]
    if (!before || before.onDate === it.onDate) return []
    const hours = (it.from.getTime() - before.to.getTime()) / hourMs
    if (hours >= leastRestHours) return []
    return [
      {
        kind: 'short-rest' as const,
        personId: it.personId,
        onDate: it.onDate,
        value: Math.max(0, Math.floor(hours)),
      },
    ]
  })
}

function longRuns(own: readonly Work[]): RosterWarning[] {
  const days = [...new Set(own.map((it) => it.onDate))].sort()
  const warnings: RosterWarning[] = []
  let run = 0
  for (const [index, onDate] of days.entries()) {
    const before = days[index - 1]
    run = before !== undefined && addDays(before, 1) === onDate ? run + 1 : 1
    const personId = own[0]?.personId ?? ''
    if (run > mostDaysInARow) warnings.push({ kind: 'no-day-of-rest', personId, onDate, value: run })
  }
  return warnings
}

type Substituted = Stretch & { readonly personId: string; readonly substituteId: string }

/** Everything somebody works: lines of their own, and the parts of others' lines that they stand in for. */
export function workOf(lines: readonly Work[], substitutions: readonly Substituted[]): Work[] {
  const taken = lines.flatMap((line) =>
    substitutions
      .filter((it) => it.personId === line.personId && overlap(it, line))
      .map((it) => {
        const from = later(it.from, line.from)
        const to = earlier(it.to, line.to)
        return { personId: it.substituteId, onDate: chinaDayOf(from), from, to }
      }),
  )
  const own = lines.flatMap((line) =>
    pieces(
      line,
      substitutions.filter((it) => it.personId === line.personId),
    ),
  )
  return [...own, ...taken]
}

/** A line without what a substitute takes of it. */
function pieces(line: Work, taken: readonly Stretch[]): Work[] {
  let left: Work[] = [line]
  for (const { from, to } of taken)
    left = left.flatMap((it) => [
      ...(it.from < from ? [{ ...it, to: earlier(it.to, from) }] : []),
      ...(it.to > to ? [{ ...it, from: later(it.from, to) }] : []),
    ])
  return left.filter((it) => it.from < it.to)
}

/** Whether nobody works some of a line: the person is on leave and no substitute is there for all of it. */
export const isGap = (
  line: Work,
  leaves: readonly (Stretch & { readonly personId: string })[],
  substitutions: readonly Substituted[],
): boolean =>
  workOf([line], substitutions).some((it) =>
    leaves.some((leave) => leave.personId === it.personId && overlap(leave, it)),
  )
