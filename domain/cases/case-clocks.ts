/**
 * What an action does to the clocks of a case: the table's effects become marks, and the deadlines that follow are
 * worked out once, here, and kept in the entry. The phone does not need this file; it shows what the server found.
 */
import type { WorkingCalendar } from '../catalogue/calendar.ts'
import type { Limit } from '../catalogue/limit.ts'
import type { EntryDue, EntryMark } from './case-entry.ts'
import type { CaseRecord } from './case-record.ts'
import { type Clock, type ClockMark, type ClockReason, stateOf } from './clock.ts'
import { extendClock, pauseClock, restartClock, resumeClock, startClock, stopClock } from './clock-marks.ts'
import { type Due, dueAt } from './clock-reading.ts'
import { yellowAt } from './clock-yellow.ts'
import type { ClockEffect, ClockName } from './life-cycle.ts'
import type { CaseSettings } from './settings.ts'
import type { CaseState } from './state.ts'

/** The calendars a case runs on. */
export type CaseCalendars = {
  /** The centre's office hours. */
  readonly office: WorkingCalendar
  /** The collectors' shifts: verify and check tasks run on them. */
  readonly collectors: WorkingCalendar
  /** The lead unit's own calendar, where it has one. */
  readonly unit: WorkingCalendar
  /** Any calendar by id, for clocks that were started on it. */
  byId(id: string): WorkingCalendar
}

export type ClockContext = {
  readonly now: Date
  readonly settings: CaseSettings
  readonly calendars: CaseCalendars
}

/** Moves of a clock, as the entry keeps them. */
export type ClockMove = { readonly clock: ClockName; readonly next: Clock; readonly isNew: boolean }

const newest = (clocks: readonly Clock[], name: ClockName): Clock | undefined =>
  clocks.findLast((it) => it.name === name)

function calendarFor(name: ClockName, { calendars }: ClockContext): WorkingCalendar {
  if (name === 'verify' || name === 'check') return calendars.collectors
  return name === 'dispose' ? calendars.unit : calendars.office
}

function limitFor(name: ClockName, record: CaseRecord, { settings }: ClockContext): Limit {
  if (name === 'dispose') return record.limit ?? settings.unknownLimit
  return settings.stageLimits[name]
}

const reasons: Partial<Record<ClockEffect['does'], ClockReason>> = { extend: 'extension' }

/** Applies `effects` to the clocks of `record`; effects on clocks that do not run fall away. */
export function moveClocks(
  record: CaseRecord,
  effects: readonly ClockEffect[],
  context: ClockContext,
  details: { sameUnit?: boolean; requestedAt?: Date; pauseReason?: ClockReason } = {},
): EntryMark[] {
  const marks: EntryMark[] = []
  for (const effect of effects) {
    const clock = newest(record.clocks, effect.clock)
    const next = move(record, clock, effect, context, details)
    if (!next) continue
    const mark = next.clock.marks.at(-1) as ClockMark
    const { limit, workDayMeans, calendarId } = next.clock
    marks.push({
      clock: effect.clock,
      mark,
      ...(next.isNew ? { started: { limit, workDayMeans, calendarId } } : {}),
    })
  }
  return marks
}

function start(name: ClockName, record: CaseRecord, context: ClockContext): { clock: Clock; isNew: true } {
  const { now, settings } = context
  const limit = limitFor(name, record, context)
  const calendarId = calendarFor(name, context).id
  return {
    clock: startClock({ name, limit, workDayMeans: settings.workDayMeans, calendarId, at: now }),
    isNew: true,
  }
}

function move(
  record: CaseRecord,
  clock: Clock | undefined,
  { clock: name, does }: ClockEffect,
  context: ClockContext,
  details: { sameUnit?: boolean; requestedAt?: Date; pauseReason?: ClockReason },
): { clock: Clock; isNew: boolean } | undefined {
  const at = context.now
  const state = clock ? stateOf(clock) : undefined
  if (does === 'start' || (does === 'hand-over' && !clock)) return start(name, record, context)
  if (!clock) return undefined
  const kept = (next: Clock) => ({ clock: next, isNew: false })
  switch (does) {
    case 'hand-over':
      if (details.sameUnit)
        return kept(state === 'running' ? clock : resumeClock(clock, { at, reason: 'same-unit' }))
      // A clock keeps its calendar for life: a unit with another calendar gets a clock of its own.
      if (calendarFor(name, context).id !== clock.calendarId) return start(name, record, context)
      return kept(restartClock(clock, { at, limit: limitFor(name, record, context), reason: 'other-unit' }))
    case 'pause':
      return state === 'running' ? kept(pauseClock(clock, withReason(at, details.pauseReason))) : undefined
    case 'pause-since-request':
      return state === 'running'
        ? kept(pauseClock(clock, { at: details.requestedAt ?? at, reason: 'return-requested' }))
        : undefined
    case 'resume':
      return state === 'running' ? undefined : kept(resumeClock(clock, withReason(at, details.pauseReason)))
    case 'extend':
      return kept(extendClock(clock, withReason(at, reasons.extend)))
    case 'stop':
      return state === 'stopped'
        ? undefined
        : kept(stopClock(clock, context.calendars.byId(clock.calendarId), { at, reason: 'done' }))
  }
}

const withReason = (at: Date, reason: ClockReason | undefined) => (reason ? { at, reason } : { at })

/** The clock a state is judged by, so that a queue never shows one deadline as another. */
const clockOfState: Partial<Record<CaseState, ClockName>> = {
  pool: 'accept',
  verifying: 'verify',
  pending_filing: 'file',
  pending_dispatch: 'dispatch',
  pending_handle: 'dispose',
  assigned: 'dispose',
  handling: 'dispose',
  return_requested: 'dispose',
  extension_requested: 'dispose',
  hang_requested: 'dispose',
  handled: 'dispose',
  pending_check: 'issue_check',
  checking: 'check',
  check_passed: 'close',
}

/** The deadlines of `record` as they stand after its last mark. */
export function reckonDue(record: CaseRecord, context: ClockContext): EntryDue {
  const { calendars, settings } = context
  const state = record.stateBefore ?? record.state
  const dispose = newest(record.clocks, 'dispose')
  const disposeDue = disposeDeadline(record, dispose, context)
  const name = clockOfState[state]
  const clock = name && newest(record.clocks, name)
  const isRunning = clock !== undefined && stateOf(clock) === 'running'
  const calendar = clock && calendars.byId(clock.calendarId)
  const due = isRunning && calendar ? (name === 'dispose' ? disposeDue : dueAt(clock, calendar)) : undefined
  const yellow = due && clock && calendar ? yellowAt(clock, calendar, settings.yellowShare) : undefined
  return {
    disposeDueAt:
      dispose && isSettled(record, dispose) ? record.disposeDueAt : (disposeDue?.at.toISOString() ?? null),
    clockName: isRunning && name ? name : null,
    clockDueAt: due?.at.toISOString() ?? null,
    clockYellowAt: yellow?.toISOString() ?? null,
    isCalendarPublished: due?.calendarPublished ?? disposeDue?.calendarPublished ?? true,
    isInTime: verdict(record, dispose, context),
  }
}

/** A deadline that a result was judged by stays, whatever happens to the calendar afterwards. */
const isSettled = (record: CaseRecord, dispose: Clock): boolean =>
  stateOf(dispose) === 'stopped' || (record.confirmedAt !== null && record.isInTime !== null)

/** The deadline of a running disposal clock, or the one that stood when the unit confirmed; none while suspended. */
function disposeDeadline(
  record: CaseRecord,
  dispose: Clock | undefined,
  { calendars }: ClockContext,
): Due | undefined {
  if (!dispose || stateOf(dispose) === 'stopped') return undefined
  if (stateOf(dispose) === 'running') return dueAt(dispose, calendars.byId(dispose.calendarId))
  return record.confirmedAt
    ? dueAt(dispose, calendars.byId(dispose.calendarId), new Date(record.confirmedAt))
    : undefined
}

/**
 * Whether the confirmed result came in time, judged once, by the disposal clock as it stood at the confirmation.
 * Cases without clocks (imported history) keep what they came with.
 */
function verdict(record: CaseRecord, dispose: Clock | undefined, context: ClockContext): boolean | null {
  if (!record.clocks.length) return record.isInTime
  if (!record.confirmedAt) return null
  if (record.isInTime !== null) return record.isInTime
  const due = disposeDeadline(record, dispose, context)
  return due ? Date.parse(record.confirmedAt) <= due.at.getTime() : null
}
