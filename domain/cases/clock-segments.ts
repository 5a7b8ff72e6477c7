/**
 * The stretches of a clock's life, each counted or not and why. They cover the time without gap or overlap; what is
 * counted of each leg adds up to its limit. Neighbours that say the same are one.
 */
import type { WorkingCalendar } from '#domain/catalogue/calendar.ts'
import { minuteMs } from '#domain/catalogue/calendar-date.ts'
import type { DayKind, PieceKind } from '#domain/catalogue/calendar-day.ts'
import { daysBetween, piecesBetween } from '#domain/catalogue/calendar-time.ts'
import type { Sentence } from '#domain/problem.ts'
import { reasonSentence } from './clock.ts'
import type { Leg, Phase, Reckoning } from './clock-reckoning.ts'

/** What a segment is; `office-hours`, `workday` and `continuous` count. */
export type SegmentKind =
  | PieceKind
  | 'continuous'
  | 'workday'
  | 'first-day'
  | 'part-day'
  | 'paused'
  | 'stopped'
  | 'superseded'

/** A stretch of a clock's life, half-open. */
export type ClockSegment = {
  readonly from: Date
  readonly to: Date
  readonly minutes: number
  readonly counted: boolean
  /** Working days that end in this segment, where the limit counts days. */
  readonly days: number
  readonly kind: SegmentKind
  readonly why: Sentence
  /** Which limit it counts towards: 0 the limit in force, 1 the first extension, and so on. */
  readonly leg: number
  /** Whether it lies after the deadline. */
  readonly overdue: boolean
  /** Whether the days off of its year have been published, as far as they matter to it. */
  readonly published: boolean
}

/** A segment before neighbours are joined; instants are milliseconds since 1970. */
type Part = Omit<ClockSegment, 'from' | 'to' | 'minutes'> & {
  readonly from: number
  to: number
  days: number
}

const words = {
  continuous: { zh: '连续计时，夜间和节假日照计', en: 'counted around the clock, nights and holidays too' },
  firstDay: { zh: '开始当日', en: 'day of the start' },
  partDay: { zh: '未到下班，当日尚不计', en: 'office hours not over yet: the day does not count so far' },
  offHours: { zh: '非办公时间', en: 'outside office hours' },
} as const satisfies Record<string, Sentence>

/** The segments from the first start to `end`, of a clock that has been worked out. */
export function segmentsOf(
  reckoning: Reckoning,
  calendar: WorkingCalendar,
  startedAt: number,
  end: number,
): ClockSegment[] {
  const parts: Part[] = []
  const add = (part: Part): void => {
    const last = parts.at(-1)
    if (part.from >= part.to) return
    if (last && isSame(last, part)) {
      last.to = part.to
      last.days += part.days
    } else parts.push(part)
  }
  const [first] = reckoning.phases
  if (first) add(supersededPart(first, startedAt, Math.min(reckoning.begin, end)))
  for (const phase of reckoning.phases) {
    const to = Math.min(phase.to, end)
    if (phase.from >= to) continue
    if (phase.state !== 'running') add(waitingPart(phase, to, reckoning))
    else for (const part of runningParts(reckoning, calendar, phase.from, to)) add(part)
  }
  return parts.map((part) => ({
    ...part,
    from: new Date(part.from),
    to: new Date(part.to),
    minutes: (part.to - part.from) / minuteMs,
  }))
}

const isSame = (a: Part, b: Part): boolean =>
  a.kind === b.kind &&
  a.counted === b.counted &&
  a.leg === b.leg &&
  a.overdue === b.overdue &&
  a.published === b.published &&
  (a.why === b.why || a.why.zh === b.why.zh)

/** What ran before a restart counts no longer. */
function supersededPart({ by }: Phase, from: number, to: number): Part {
  const reason = by.reason ? reasonSentence(by.reason) : { zh: '另起时限', en: 'a new limit' }
  return {
    from,
    to,
    counted: false,
    days: 0,
    kind: 'superseded',
    why: {
      zh: `重新计时前（${reason.zh}）`,
      en: `before the restart (${reason.en})`,
    },
    leg: 0,
    overdue: false,
    published: true,
  }
}

const waits = {
  paused: { zh: '暂停', en: 'paused' },
  stopped: { zh: '停止', en: 'stopped' },
} as const satisfies Record<string, Sentence>

function waitingPart({ from, state, by }: Phase, to: number, { legs, due }: Reckoning): Part {
  const kind = state === 'stopped' ? 'stopped' : 'paused'
  const reason = by.reason && reasonSentence(by.reason)
  const wait = waits[kind]
  return {
    from,
    to,
    counted: false,
    days: 0,
    kind,
    why: reason ? { zh: `${wait.zh}：${reason.zh}`, en: `${wait.en}: ${reason.en}` } : wait,
    leg: Math.max(
      0,
      legs.findLastIndex((leg) => leg.from <= from),
    ),
    overdue: due !== undefined && from >= due,
    published: true,
  }
}

/** A running stretch, cut where one leg is used up and the next begins, and at the deadline. */
function runningParts({ legs, due }: Reckoning, calendar: WorkingCalendar, from: number, to: number): Part[] {
  const parts = legs.flatMap((leg, index) => {
    const begins = Math.max(from, leg.from)
    const ends = Math.min(to, leg.to ?? Infinity)
    return begins < ends
      ? stretchParts(leg, calendar, { from: begins, to: ends, leg: index, overdue: false })
      : []
  })
  const last = legs.at(-1)
  if (!last || due === undefined || to <= due) return parts
  const late = { from: Math.max(from, due), to, leg: legs.length - 1, overdue: true }
  return [...parts, ...stretchParts(last, calendar, late)]
}

type Stretch = Pick<Part, 'from' | 'to' | 'leg' | 'overdue'>

function stretchParts({ measure }: Leg, calendar: WorkingCalendar, stretch: Stretch): Part[] {
  const { leg, overdue, from, to } = stretch
  if (measure.counting === 'continuous')
    return [
      { ...stretch, counted: true, days: 0, kind: 'continuous', why: words.continuous, published: true },
    ]
  if (measure.counting === 'workdays') return workdayParts(measure.firstDay ?? -Infinity, calendar, stretch)
  return piecesBetween(calendar, from, to).map((it) => ({
    from: it.from,
    to: it.to,
    counted: it.piece.kind === 'office-hours',
    days: 0,
    kind: it.piece.kind,
    why: it.piece.why,
    leg,
    overdue,
    published: it.day.published,
  }))
}

/** The kinds of whole days that are not worked; a closed working day is one of them. */
const idleKind = (kind: DayKind): PieceKind => (kind === 'holiday' || kind === 'closure' ? kind : 'weekend')

/** Whole days: a working day counts in the stretch that runs at the end of its office hours. */
function workdayParts(firstDay: number, calendar: WorkingCalendar, stretch: Stretch): Part[] {
  return daysBetween(calendar, stretch.from, stretch.to).map(({ from, to, day, dayNumber, closesAt }) => {
    const part = { ...stretch, from, to, counted: false, days: 0, published: day.published }
    if (!day.working) return { ...part, kind: idleKind(day.kind), why: day.why }
    if (dayNumber <= firstDay) return { ...part, kind: 'first-day' as const, why: words.firstDay }
    if (closesAt <= stretch.from) return { ...part, kind: 'off-hours' as const, why: words.offHours }
    if (closesAt > to) return { ...part, kind: 'part-day' as const, why: words.partDay }
    return { ...part, counted: true, days: 1, kind: 'workday' as const, why: day.why }
  })
}
