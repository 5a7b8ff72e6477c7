/** A clock of a case or of an inner order with its explanation, from its marks and today's calendars. */
import type { ClockContext } from '#domain/cases/case-clocks.ts'
import type { CaseRecord } from '#domain/cases/case-record.ts'
import { type Clock, clockLabel, reasonSentence } from '#domain/cases/clock.ts'
import { explainClock } from '#domain/cases/clock-explanation.ts'
import { readClock } from '#domain/cases/clock-reading.ts'
import type { ExplainedClock } from '#domain/cases/contract.ts'
import { describeLimit } from '#domain/catalogue/limit.ts'

const minute = 60_000

/** Explains `clock` as it stands now; `limitSource` says where a disposal limit came from. */
export function explainCaseClock(
  clock: Clock,
  limitSource: CaseRecord['limitSource'],
  { calendars, now, settings }: ClockContext,
): ExplainedClock {
  const calendar = calendars.byId(clock.calendarId)
  const reading = readClock(clock, calendar, now, settings)
  const explanation = explainClock(clock, calendar, now)
  return {
    name: clock.name as ExplainedClock['name'],
    label: clockLabel(clock.name),
    limit: describeLimit(explanation.limit),
    limitSource: clock.name === 'dispose' ? limitSource : null,
    state: reading.state,
    light: reading.light,
    startedAt: clock.marks[0]?.at ?? '',
    startedBecause: clock.marks[0]?.reason ? reasonSentence(clock.marks[0].reason) : null,
    dueAt: reading.dueAt?.toISOString() ?? null,
    calendarPublished: reading.calendarPublished,
    calendarName: calendar.name,
    limitMinutes: reading.limitMs / minute,
    usedMinutes: reading.usedMs / minute,
    leftMinutes: reading.leftMs / minute,
    overdue: reading.overdue,
    segments: explanation.segments.map((it) => ({
      from: it.from.toISOString(),
      to: it.to.toISOString(),
      counted: it.counted,
      minutes: it.minutes,
      kind: it.kind,
      why: it.why,
    })),
  }
}
