/**
 * A clock's stretches of time laid out as a picture: one row a day, the hours across, days on which nothing counts
 * drawn together in one row. Pure, so that the picture can be checked without a screen.
 */
import { dayNumber, toLocalDate, toLocalTime } from '../time/instant.ts'

export type StripSegment = {
  readonly from: string
  readonly to: string
  readonly counted: boolean
  readonly why: string
  /** Tells stretches that do not count apart: a pause looks unlike a night. */
  readonly isPause?: boolean
}

export type StripPiece = StripSegment & {
  /** Shares of the row's width, 0–100. */
  readonly left: number
  readonly width: number
  /** Counted after the deadline. */
  readonly isOver: boolean
}

export type StripMark = { readonly kind: 'start' | 'now' | 'due'; readonly left: number; readonly at: string }

export type StripRow = {
  readonly onDate: string
  /** Days drawn together in this row because they are alike; 1 for an ordinary one. */
  readonly days: number
  readonly untilDate: string
  readonly pieces: readonly StripPiece[]
  readonly marks: readonly StripMark[]
  /** Nothing counts in it; such a row is told in words. */
  readonly isIdle: boolean
  /** The reasons of a row of several days, first come first. */
  readonly why: readonly string[]
}

export type Strip = {
  readonly rows: readonly StripRow[]
  /** Hours across, whole numbers. */
  readonly fromHour: number
  readonly toHour: number
  readonly ticks: readonly { readonly hour: number; readonly left: number }[]
}

export type StripMoments = {
  readonly start: string
  readonly due: string | undefined
  readonly now: string | undefined
}

const dayMilliseconds = 86_400_000
const offsetMilliseconds = 8 * 3_600_000
const midnight = (day: number): number => day * dayMilliseconds - offsetMilliseconds

type DayPiece = StripSegment & {
  readonly day: number
  readonly fromMinute: number
  readonly toMinute: number
}

/** Cuts what lies on both sides of the deadline, so that the part beyond it can be seen. */
function cutAtDue(segments: readonly StripSegment[], due: string | undefined): StripSegment[] {
  const at = due === undefined ? Number.NaN : new Date(due).getTime()
  return segments.flatMap((it) =>
    new Date(it.from).getTime() < at && at < new Date(it.to).getTime() && due !== undefined
      ? [
          { ...it, to: due },
          { ...it, from: due },
        ]
      : [it],
  )
}

/** Cuts segments at midnight. */
function cutByDay(segments: readonly StripSegment[]): DayPiece[] {
  const pieces: DayPiece[] = []
  for (const it of segments) {
    const from = new Date(it.from).getTime()
    const to = new Date(it.to).getTime()
    let day = dayNumber(toLocalDate(from))
    while (midnight(day) < to) {
      const start = Math.max(from, midnight(day))
      const end = Math.min(to, midnight(day + 1))
      if (end > start)
        pieces.push({
          ...it,
          day,
          fromMinute: (start - midnight(day)) / 60_000,
          toMinute: (end - midnight(day)) / 60_000,
        })
      day++
    }
  }
  return pieces
}

const toDate = (day: number): string => new Date(day * dayMilliseconds).toISOString().slice(0, 10)

/** The hours worth drawing: all that count, and the marks, with an hour around; the whole day when that is most of it. */
function toAxis(pieces: readonly DayPiece[], marks: readonly number[]): { fromHour: number; toHour: number } {
  const counted = pieces.filter((it) => it.counted)
  const shown = counted.length ? counted : pieces
  const minutes = [...shown.flatMap((it) => [it.fromMinute, it.toMinute]), ...marks]
  if (minutes.length === 0) return { fromHour: 0, toHour: 24 }
  const fromHour = Math.max(0, Math.floor(Math.min(...minutes) / 60) - 1)
  const toHour = Math.min(24, Math.ceil(Math.max(...minutes) / 60) + 1)
  return toHour - fromHour >= 18 ? { fromHour: 0, toHour: 24 } : { fromHour, toHour }
}

/** Lays out `segments`; rows follow each other in time without a gap. */
export function layOutStrip(segments: readonly StripSegment[], moments: StripMoments): Strip {
  const pieces = cutByDay(cutAtDue(segments, moments.due))
  const dueAt = moments.due === undefined ? Number.POSITIVE_INFINITY : new Date(moments.due).getTime()
  const marks = (['start', 'now', 'due'] as const).flatMap((kind) => {
    const at = moments[kind]
    if (!at) return []
    return [{ kind, at, day: dayNumber(toLocalDate(at)), minute: toLocalTime(at).minuteOfDay }]
  })
  const byDay = Map.groupBy(pieces, (it) => it.day)
  const days = [...byDay.keys()].sort((a, b) => a - b)
  const drawn = marks.filter((it) => byDay.has(it.day))
  const axis = toAxis(
    pieces,
    drawn.map((it) => it.minute),
  )
  const span = (axis.toHour - axis.fromHour) * 60
  const toLeft = (minute: number): number =>
    Math.max(0, Math.min(100, ((minute - axis.fromHour * 60) / span) * 100))
  const rows = days.map((day): StripRow => {
    const own = byDay.get(day) ?? []
    return {
      onDate: toDate(day),
      untilDate: toDate(day),
      days: 1,
      isIdle: own.every((it) => !it.counted),
      why: [...new Set(own.map((it) => it.why))],
      pieces: own
        .map((it) => ({
          ...it,
          isOver: it.counted && new Date(it.from).getTime() >= dueAt,
          left: toLeft(it.fromMinute),
          width: toLeft(it.toMinute) - toLeft(it.fromMinute),
        }))
        .filter((it) => it.width > 0),
      marks: drawn
        .filter((it) => it.day === day)
        .map((it) => ({ kind: it.kind, at: it.at, left: toLeft(it.minute) })),
    }
  })
  return { rows: joinAlike(rows), ...axis, ticks: toTicks(axis.fromHour, axis.toHour) }
}

/** What a row looks like, apart from its date. */
const lookOf = (row: StripRow): string =>
  row.isIdle
    ? 'idle'
    : row.pieces.map((it) => [it.left, it.width, it.counted, it.isOver, it.why].join(' ')).join('|')

/** Draws days without a mark that follow each other and look alike as one row, so that weeks stay readable. */
function joinAlike(rows: readonly StripRow[]): StripRow[] {
  const joined: StripRow[] = []
  for (const row of rows) {
    const before = joined.at(-1)
    const isAlike =
      before && row.marks.length === 0 && before.marks.length === 0 && lookOf(row) === lookOf(before)
    if (isAlike)
      joined[joined.length - 1] = {
        ...before,
        days: before.days + row.days,
        untilDate: row.untilDate,
        why: [...new Set([...before.why, ...row.why])],
      }
    else joined.push(row)
  }
  return joined
}

function toTicks(fromHour: number, toHour: number): { hour: number; left: number }[] {
  const step = toHour - fromHour > 12 ? 4 : toHour - fromHour > 6 ? 2 : 1
  const ticks: { hour: number; left: number }[] = []
  for (let hour = Math.ceil(fromHour / step) * step; hour <= toHour; hour += step)
    ticks.push({ hour, left: ((hour - fromHour) / (toHour - fromHour)) * 100 })
  return ticks
}
