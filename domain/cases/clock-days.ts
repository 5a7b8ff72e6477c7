/**
 * A clock's stretches told by the day, for paper: what counted on each day and why, days alike joined. Nothing is lost:
 * what counted adds up to the same minutes as the stretches.
 */
import { chinaDayOf, chinaOffsetMs } from '../china-time.ts'
import type { Sentence } from '../problem.ts'
import type { ExplainedClock } from './contract.ts'

export type ClockDays = {
  readonly fromDate: string
  readonly untilDate: string
  readonly days: number
  /** What counted on each of these days. */
  readonly minutesEach: number
  /** Reasons for what counted, or, where nothing did, for what did not. */
  readonly why: readonly Sentence[]
}

const dayMs = 86_400_000
type Piece = { readonly counted: boolean; readonly minutes: number; readonly why: Sentence }

const midnightAfter = (at: number): number =>
  (Math.floor((at + chinaOffsetMs) / dayMs) + 1) * dayMs - chinaOffsetMs

/** Cuts the stretches at midnight in China and puts them to their days. */
function piecesByDay(segments: ExplainedClock['segments']): Map<string, Piece[]> {
  const days = new Map<string, Piece[]>()
  for (const { from, to, counted, why } of segments) {
    const end = Date.parse(to)
    for (let at = Date.parse(from); at < end; ) {
      const next = Math.min(end, midnightAfter(at))
      const onDate = chinaDayOf(new Date(at))
      days.set(onDate, [...(days.get(onDate) ?? []), { counted, minutes: (next - at) / 60_000, why }])
      at = next
    }
  }
  return days
}

const lookOf = (it: ClockDays): string => `${it.minutesEach} ${it.why.map(({ zh }) => zh).join('|')}`

/** The days of a clock, the first one first. */
export function clockDaysOf(segments: ExplainedClock['segments']): ClockDays[] {
  const rows: ClockDays[] = []
  for (const [onDate, pieces] of piecesByDay(segments)) {
    const counted = pieces.filter((it) => it.counted)
    const reasons = new Map((counted.length ? counted : pieces).map((it) => [it.why.zh, it.why]))
    const row = {
      fromDate: onDate,
      untilDate: onDate,
      days: 1,
      minutesEach: counted.reduce((sum, it) => sum + it.minutes, 0),
      why: [...reasons.values()],
    }
    const before = rows.at(-1)
    if (before && lookOf(before) === lookOf(row))
      rows[rows.length - 1] = { ...before, untilDate: onDate, days: before.days + 1 }
    else rows.push(row)
  }
  return rows
}
