/**
 * The clock of an inner order, by the rules of every clock of a case. Its deadline is the earlier of its own and the
 * case's: an inner unit cannot have more time than its town.
 */
import type { WorkingCalendar } from '../../catalogue/calendar.ts'
import type { Limit } from '../../catalogue/limit.ts'
import type { ClockContext } from '../case-clocks.ts'
import type { CaseRecord } from '../case-record.ts'
import { type Clock, type ClockReason, stateOf } from '../clock.ts'
import { extendClock, pauseClock, resumeClock, startClock, stopClock } from '../clock-marks.ts'
import { type Due, dueAt } from '../clock-reading.ts'
import { yellowAt } from '../clock-yellow.ts'
import { notBefore } from '../not-before.ts'
import type { InnerDue, InnerOrder } from './inner-order.ts'

/** What an inner order needs to know of its case's disposal clock. */
export type OuterClock = Pick<
  CaseRecord,
  'disposeDueAt' | 'clockName' | 'clockYellowAt' | 'isCalendarPublished'
>

/** A clock for a limit of its own, on the calendar of the inner unit. */
export const startInnerClock = (limit: Limit, { now, settings, calendars }: ClockContext): Clock =>
  startClock({
    name: 'inner',
    limit,
    workDayMeans: settings.workDayMeans,
    calendarId: calendars.unit.id,
    at: now,
  })

/** The clock after what an action does to it; as it was where that means nothing. */
export function moveInnerClock(
  clock: Clock | null,
  does: 'none' | 'pause' | 'resume' | 'stop' | 'extend',
  { now, calendars }: ClockContext,
  { reason, limit }: { reason: ClockReason; limit?: Limit | undefined },
): Clock | null {
  if (!clock || does === 'none') return clock
  const state = stateOf(clock)
  const mark = { at: notBefore(now, [clock]), reason }
  switch (does) {
    case 'pause':
      return state === 'running' ? pauseClock(clock, mark) : clock
    case 'resume':
      return state === 'paused' ? resumeClock(clock, mark) : clock
    case 'stop':
      return state === 'stopped' ? clock : stopClock(clock, calendars.byId(clock.calendarId), mark)
    case 'extend':
      return extendClock(clock, { ...mark, ...(limit ? { limit } : {}) })
  }
}

/** The deadline that the order's own clock gives, whatever the case says; none where it has no clock or rests. */
export const ownDueOf = (
  clock: Clock | null,
  calendars: { byId(id: string): WorkingCalendar },
): Due | undefined =>
  clock && stateOf(clock) === 'running' ? dueAt(clock, calendars.byId(clock.calendarId)) : undefined

const earlier = (a: string | null, b: string | null): string | null => (a && b ? (a < b ? a : b) : (a ?? b))

const outerYellow = ({ clockName, clockYellowAt }: OuterClock): string | null =>
  clockName === 'dispose' ? clockYellowAt : null

/** Deadlines of `order` as they stand now, under the clock of its case. */
export function reckonInnerDue(order: InnerOrder, outer: OuterClock, context: ClockContext): InnerDue {
  const kept = {
    dueAt: order.dueAt,
    isCapped: order.isCapped,
    isCalendarPublished: order.isCalendarPublished,
    isInTime: order.isInTime,
  }
  const resting = { queueDueAt: null, queueYellowAt: null }
  if (order.state === 'paused') return { ...kept, ...resting, dueAt: null }
  // The report waits for the town, and the town has as long as its case has.
  if (order.state === 'reported')
    return { ...kept, queueDueAt: outer.disposeDueAt, queueYellowAt: outerYellow(outer) }
  if (order.state !== 'issued' && order.state !== 'working') return { ...kept, ...resting }
  const own = ownDueOf(order.clock, context.calendars)
  const ownAt = own?.at.toISOString() ?? null
  const due = earlier(ownAt, outer.disposeDueAt)
  const isCapped = ownAt === null || due !== ownAt
  const ownYellow =
    order.clock && own
      ? yellowAt(order.clock, context.calendars.byId(order.clock.calendarId), context.settings.yellowShare)
      : undefined
  return {
    dueAt: due,
    queueDueAt: due,
    queueYellowAt: earlier(ownYellow?.toISOString() ?? null, outerYellow(outer)),
    isCapped,
    isCalendarPublished: isCapped ? outer.isCalendarPublished : (own?.calendarPublished ?? true),
    isInTime: null,
  }
}
