/**
 * Works a clock out. Its marks give the *runs* (when it ran) and the *legs* (the limit in force, then each
 * extension); a run uses up leg after leg, each counted its own way, and the deadline is where the last leg is used
 * up. An extension is a further leg, so it always begins at the deadline that stood before it.
 */
import type { WorkingCalendar } from '#domain/catalogue/calendar.ts'
import type { Limit } from '#domain/catalogue/limit.ts'
import { type Clock, type ClockMark, type ClockState, stateOf } from './clock.ts'
import { type Measure, measureOf } from './clock-measure.ts'
import { ClockProblem } from './clock-problems.ts'

/** A time in which the clock ran, half-open; `to` is infinite while it runs. Instants are milliseconds since 1970. */
export type Run = { readonly from: number; readonly to: number }

/** The time from one change of state to the next, and the mark that brought it. */
export type Phase = Run & { readonly state: ClockState; readonly by: ClockMark }

/** One limit of the row that makes up the whole: from where it counts to where it is used up, if it ever is. */
export type Leg = {
  readonly limit: Limit
  readonly measure: Measure
  readonly from: number
  readonly to: number | undefined
}

/** A clock worked out. */
export type Reckoning = {
  readonly state: ClockState
  /** The start, or the last restart: earlier runs do not count. */
  readonly begin: number
  /** The limit in force, then each extension. */
  readonly limits: readonly Limit[]
  readonly phases: readonly Phase[]
  readonly runs: readonly Run[]
  /** The legs that have begun; an extension in wait is not among them. */
  readonly legs: readonly Leg[]
  /** Where the last leg is used up; undefined while a pause leaves that open. */
  readonly due: number | undefined
  /** Whether every day that the deadline rests on belongs to a published year. */
  readonly published: boolean
  /** The limit and its extensions as milliseconds of the clock's own time, a work day as eight hours. */
  readonly limitMs: number
}

/** From where to look at a clock. */
export type View = {
  /** Leaves out the marks after this instant. */
  readonly at?: number | undefined
  /** Takes a clock that is paused as resumed at this instant. */
  readonly ifResumedAt?: number | undefined
}

/** Works out `clock` on `calendar`, which must be its own. */
export function reckonClock(clock: Clock, calendar: WorkingCalendar, view: View = {}): Reckoning {
  if (calendar.id !== clock.calendarId)
    throw ClockProblem.calendarMismatch({ clock: clock.name, expected: clock.calendarId, given: calendar.id })
  const marks = marksInForce(clock.marks, view.at)
  const state = stateOf({ marks })
  const phases = phasesOf(marks)
  const runs = phases.filter((phase) => phase.state === 'running')
  const open: Run[] =
    view.ifResumedAt !== undefined && state !== 'running' ? [{ from: view.ifResumedAt, to: Infinity }] : []
  const [first] = marks
  const limits = [
    first?.limit ?? clock.limit,
    ...marks.flatMap(({ kind, limit }) => (kind === 'extend' && limit ? [limit] : [])),
  ]
  const begin = first ? Date.parse(first.at) : 0
  const measure = (limit: Limit, from: number): Measure =>
    measureOf(limit, clock.workDayMeans, calendar, from)
  const { legs, due } = useUp(limits, [...runs, ...open], begin, measure)
  return {
    state,
    begin,
    limits,
    phases,
    runs,
    legs,
    due,
    published: isPublished(legs, [...runs, ...open]),
    limitMs: limits.reduce((sum, limit) => sum + nominalMs(measure(limit, begin)), 0),
  }
}

const nominalMs = ({ amount, unitMs }: Measure): number => amount * unitMs

/** The marks from the last start or restart on, as known at `at`. */
function marksInForce(all: readonly ClockMark[], at = Infinity): ClockMark[] {
  const known = all.filter((mark, i) => i === 0 || Date.parse(mark.at) <= at)
  const begins = known.findLastIndex(({ kind }) => kind === 'start' || kind === 'restart')
  return known.slice(Math.max(0, begins))
}

const stateFrom: Partial<Record<ClockMark['kind'], ClockState>> = {
  start: 'running',
  restart: 'running',
  resume: 'running',
  pause: 'paused',
  stop: 'stopped',
}

function phasesOf(marks: readonly ClockMark[]): Phase[] {
  const changes = marks.flatMap((by) => {
    const state = stateFrom[by.kind]
    return state ? [{ state, by, from: Date.parse(by.at) }] : []
  })
  return changes.map((change, i) => ({ ...change, to: changes[i + 1]?.from ?? Infinity }))
}

/** Lets the runs use up the limits, one after another. */
function useUp(
  limits: readonly Limit[],
  runs: readonly Run[],
  begin: number,
  measure: (limit: Limit, from: number) => Measure,
): { legs: Leg[]; due: number | undefined } {
  const legs: Leg[] = []
  let r = 0
  let from = begin
  for (const limit of limits) {
    // An end of office hours at 24:00 belongs to the day before it, and so does the leg that begins there.
    const it = measure(limit, legs.length === 0 ? from : from - 1)
    let left = it.amount
    let end: number | undefined
    for (; end === undefined && r < runs.length; ) {
      const run = runs[r]
      if (!run) break
      const cursor = Math.max(run.from, from)
      const usedUp = it.add(cursor, left)
      if (usedUp <= run.to) end = usedUp
      else {
        left -= it.between(cursor, run.to)
        r++
      }
    }
    legs.push({ limit, measure: it, from, to: end })
    if (end === undefined) return { legs, due: undefined }
    from = end
  }
  return { legs, due: from }
}

/** Calls `see` with each stretch in which a leg was running, in order. */
export function eachStretch(
  legs: readonly Leg[],
  runs: readonly Run[],
  see: (leg: Leg, from: number, to: number, index: number) => void,
): void {
  legs.forEach((leg, index) => {
    for (const run of runs) {
      const from = Math.max(run.from, leg.from)
      const to = Math.min(run.to, leg.to ?? Infinity)
      if (from < to) see(leg, from, to, index)
    }
  })
}

function isPublished(legs: readonly Leg[], runs: readonly Run[]): boolean {
  let published = true
  eachStretch(legs, runs, ({ measure }, from, to) => {
    if (to < Infinity) published &&= measure.isPublished(from, to)
  })
  return published
}

/** Milliseconds of the clock's own time used by `at`: also past the deadline, where the last leg counts on. */
export function usedMsUntil(
  { legs, runs, state }: Pick<Reckoning, 'legs' | 'runs' | 'state'>,
  at: number,
): number {
  let used = 0
  const last = legs.length - 1
  const endless = legs.map((leg, i) => (i === last ? { ...leg, to: undefined } : leg))
  eachStretch(endless, runs, ({ measure }, from, to) => {
    const end = Math.min(to, at)
    if (from < end) used += measure.between(from, end) * measure.unitMs
  })
  const current = legs.findLast(({ from }) => from <= at)
  return state === 'running' && current ? used + current.measure.begunAt(at) * current.measure.unitMs : used
}
