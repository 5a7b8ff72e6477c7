/**
 * One day of a calendar: does it count as work, why, and what is each minute of it. Precedence, strongest first:
 * a closure, a day that a notice names, the plain week.
 */
import type { Sentence } from '#domain/problem.ts'
import { type CalendarClosure, isPublishedYear, type OfficeSpan, type WorkingCalendar } from './calendar.ts'
import { dayMs, isoWeekday, toDayMilliseconds, toDayNumber, yearOfDay } from './calendar-date.ts'

/** What kind of day it is. */
export type DayKind = 'workday' | 'make-up-workday' | 'weekend' | 'holiday' | 'closure'

/** What a stretch within a day is; only `office-hours` is work. */
export type PieceKind = 'office-hours' | 'break' | 'off-hours' | 'weekend' | 'holiday' | 'closure'

/** A stretch of one day, in milliseconds after midnight, half-open. */
export type DayPiece = {
  readonly from: number
  readonly to: number
  readonly kind: PieceKind
  readonly why: Sentence
}

/** A day worked out: its pieces cover it from midnight to midnight. */
export type ReckonedDay = {
  readonly kind: DayKind
  readonly working: boolean
  readonly published: boolean
  readonly why: Sentence
  readonly pieces: readonly DayPiece[]
  /** The pieces that are work. */
  readonly spans: readonly DayPiece[]
  readonly workMs: number
  /** When its work ends, in milliseconds after midnight; 0 on a day without work. */
  readonly closesAt: number
}

const words = {
  officeHours: { zh: '办公时间', en: 'office hours' },
  midday: { zh: '午间休息', en: 'midday break' },
  offHours: { zh: '非办公时间', en: 'outside office hours' },
  workday: { zh: '工作日', en: 'working day' },
  weekend: { zh: '周末', en: 'weekend' },
  dayOff: { zh: '休息日', en: 'day off' },
} as const satisfies Record<string, Sentence>

const madeUp = (name: Sentence): Sentence => ({
  zh: `调休上班（${name.zh}）`,
  en: `make-up working day (${name.en})`,
})

type Span = { readonly from: number; readonly to: number }
const toSpan = ({ from, to }: OfficeSpan): Span => ({
  from: toDayMilliseconds(from),
  to: toDayMilliseconds(to),
})

/** Office hours as pieces of the whole day, before any closure. */
function toPieces(spans: readonly Span[], why: Sentence): DayPiece[] {
  const pieces: DayPiece[] = []
  let reached = 0
  for (const { from, to } of spans) {
    const idle = reached === 0 ? 'off-hours' : 'break'
    const idleWhy = reached === 0 ? words.offHours : words.midday
    if (from > reached) pieces.push({ from: reached, to: from, kind: idle, why: idleWhy })
    pieces.push({ from, to, kind: 'office-hours', why })
    reached = to
  }
  if (reached < dayMs) pieces.push({ from: reached, to: dayMs, kind: 'off-hours', why: words.offHours })
  return pieces
}

/** Takes closed hours out of the work pieces; what was not work stays as it was. */
const withClosedHours = (pieces: readonly DayPiece[], closed: Span, why: Sentence): DayPiece[] =>
  pieces.flatMap((piece) => {
    const from = Math.max(piece.from, closed.from)
    const to = Math.min(piece.to, closed.to)
    if (piece.kind !== 'office-hours' || from >= to) return [piece]
    const parts: DayPiece[] = [
      { ...piece, to: from },
      { from, to, kind: 'closure', why },
      { ...piece, from: to },
    ]
    return parts.filter((part) => part.from < part.to)
  })

function reckoned(
  kind: DayKind,
  why: Sentence,
  published: boolean,
  pieces: readonly DayPiece[],
): ReckonedDay {
  const spans = pieces.filter((piece) => piece.kind === 'office-hours')
  const workMs = spans.reduce((sum, { from, to }) => sum + to - from, 0)
  return { kind, why, published, pieces, spans, workMs, working: workMs > 0, closesAt: spans.at(-1)?.to ?? 0 }
}

const idleDay = (kind: 'weekend' | 'holiday' | 'closure', why: Sentence, published: boolean): ReckonedDay =>
  reckoned(kind, why, published, [{ from: 0, to: dayMs, kind, why }])

/** Makes the rule that works out any day of `calendar`, with its lists indexed once. */
export function dayRule(calendar: WorkingCalendar): (day: number) => ReckonedDay {
  const named = new Map(calendar.days.map((it) => [toDayNumber(it.date), it]))
  const closures = calendar.closures.map((it) => ({
    ...it,
    first: toDayNumber(it.fromDate),
    last: toDayNumber(it.throughDate),
  }))
  const hoursOf = hoursRule(calendar)
  const ordinary = new Map<string, ReckonedDay>()

  /** Ordinary days are alike by the thousand: each kind of them is made once. */
  const shared = (key: string, make: () => ReckonedDay): ReckonedDay => {
    const found = ordinary.get(key)
    if (found) return found
    const made = make()
    ordinary.set(key, made)
    return made
  }

  const beforeClosures = (day: number): ReckonedDay => {
    const published = isPublishedYear(calendar, yearOfDay(day))
    const weekday = isoWeekday(day)
    const inWeek = calendar.workWeekdays.includes(weekday)
    const name = named.get(day)
    if (name?.kind === 'off') return idleDay('holiday', name.name, published)
    const { key, spans } = hoursOf(day)
    // A notice may name a plain weekday as the first day of work again (2020-02-03): nothing is made up on it.
    if (name && !inWeek)
      return reckoned('make-up-workday', madeUp(name.name), published, toPieces(spans, madeUp(name.name)))
    if (inWeek)
      return shared(`${key} ${published}`, () =>
        reckoned('workday', words.workday, published, toPieces(spans, words.officeHours)),
      )
    const why = weekday >= 6 ? words.weekend : words.dayOff
    return shared(`${why.en} ${published}`, () => idleDay('weekend', why, published))
  }

  return (day) => {
    const plain = beforeClosures(day)
    const closed = closures.filter(({ first, last }) => day >= first && day <= last)
    return plain.working && closed.length > 0 ? closeHours(plain, closed) : plain
  }
}

/** A working day less the hours of its closures; closed altogether, it takes the first closure's reason. */
function closeHours(plain: ReckonedDay, closed: readonly CalendarClosure[]): ReckonedDay {
  const pieces = closed.reduce<readonly DayPiece[]>(
    (left, { hours, why }) => withClosedHours(left, hours ? toSpan(hours) : { from: 0, to: dayMs }, why),
    plain.pieces,
  )
  const rest = reckoned(plain.kind, plain.why, plain.published, pieces)
  const [first] = closed
  return rest.working || !first ? rest : idleDay('closure', first.why, plain.published)
}

type DayHours = { readonly key: string; readonly spans: readonly Span[] }

/** Which office hours a day has: the last variation that fits it, or else the calendar's own. */
function hoursRule(calendar: WorkingCalendar): (day: number) => DayHours {
  const usual: DayHours = { key: 'usual', spans: calendar.officeHours.map(toSpan) }
  const variations = calendar.variations
    .map(({ fromDate, throughDate, weekdays, officeHours }, i) => ({
      first: fromDate === undefined ? -Infinity : toDayNumber(fromDate),
      last: throughDate === undefined ? Infinity : toDayNumber(throughDate),
      weekdays,
      hours: { key: `variation ${i}`, spans: officeHours.map(toSpan) },
    }))
    .reverse()
  return (day) =>
    variations.find(
      ({ first, last, weekdays }) =>
        day >= first && day <= last && (weekdays?.includes(isoWeekday(day)) ?? true),
    )?.hours ?? usual
}
