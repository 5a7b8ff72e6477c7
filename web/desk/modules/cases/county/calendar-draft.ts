/** A calendar while it is changed at the desk: the working calendar it would make, and what differs from what stands. */
import { type CalendarException, OfficeHours, WorkingCalendar } from '#domain/catalogue/calendar.ts'
import { firstDayOfYear, toDateText, toTimeText } from '#domain/catalogue/calendar-date.ts'
import { type DayKind, dayRule } from '#domain/catalogue/calendar-day.ts'
import { CalendarInput } from '#domain/catalogue/calendar-input.ts'
import type { CalendarView } from '#domain/catalogue/contract.ts'
import type { Sentence } from '#domain/problem.ts'

/** One day of the year as it is drawn. */
export type DrawnDay = {
  readonly date: string
  readonly month: number
  readonly kind: DayKind
  readonly why: Sentence
  readonly isOwn: boolean
  /** Office hours as text, empty on a day without. */
  readonly hours: string
}

/** What is entered, without what the server adds to a view of it. */
export const toDraft = (view: CalendarView): CalendarInput => CalendarInput.parse(view)

/** The days of a year under `draft`; undefined while the draft makes no sense, such as hours that overlap. */
export function drawYear(
  draft: CalendarInput,
  councilDays: readonly CalendarException[],
  year: number,
): DrawnDay[] | undefined {
  if (!OfficeHours.safeParse(draft.officeHours).success || !draft.workWeekdays.length) return undefined
  const own = new Set(draft.ownDays.map((it) => it.date))
  const followed = draft.followsStateCouncil ? councilDays.filter((it) => !own.has(it.date)) : []
  const parsed = WorkingCalendar.safeParse({
    ...draft,
    id: draft.code,
    days: [...followed, ...draft.ownDays],
  })
  if (!parsed.success) return undefined
  const ruleOf = dayRule(parsed.data)
  const first = firstDayOfYear(year)
  return Array.from({ length: firstDayOfYear(year + 1) - first }, (_, index) => {
    const date = toDateText(first + index)
    const { kind, why, spans } = ruleOf(first + index)
    const hours = spans.map((it) => `${toTimeText(it.from)}–${toTimeText(it.to)}`).join(' ')
    return { date, month: Number(date.slice(5, 7)), kind, why, isOwn: own.has(date), hours }
  })
}

/** Sets or takes away the county's own word on a day. */
export function withOwnDay(
  draft: CalendarInput,
  date: string,
  day: CalendarException | undefined,
): CalendarInput {
  const others = draft.ownDays.filter((it) => it.date !== date)
  const ownDays = day ? [...others, day].sort((a, b) => (a.date < b.date ? -1 : 1)) : others
  return { ...draft, ownDays }
}

/** What `draft` changes of `base`. */
export type CalendarChange =
  | { readonly what: 'day'; readonly day: CalendarException }
  | { readonly what: 'removed'; readonly date: string }
  | { readonly what: 'hours' | 'weekdays' | 'follows' }

/** The changes, days in their order first. */
export function changesOf(base: CalendarInput, draft: CalendarInput): CalendarChange[] {
  const text = (it: unknown): string => JSON.stringify(it)
  const before = new Map(base.ownDays.map((it) => [it.date, it]))
  const after = new Set(draft.ownDays.map((it) => it.date))
  return [
    ...draft.ownDays
      .filter((it) => text(before.get(it.date)) !== text(it))
      .map((day) => ({ what: 'day', day }) as const),
    ...base.ownDays
      .filter((it) => !after.has(it.date))
      .map(({ date }) => ({ what: 'removed', date }) as const),
    ...(text(base.officeHours) === text(draft.officeHours) ? [] : [{ what: 'hours' } as const]),
    ...(text(base.workWeekdays) === text(draft.workWeekdays) ? [] : [{ what: 'weekdays' } as const]),
    ...(base.followsStateCouncil === draft.followsStateCouncil ? [] : [{ what: 'follows' } as const]),
  ]
}
