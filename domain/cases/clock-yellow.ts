/** When the light of a running clock turns yellow, so that a queue can be sorted and coloured by the database. */
import type { WorkingCalendar } from '../catalogue/calendar.ts'
import { type Clock, stateOf } from './clock.ts'
import { dueAt, leftAt, readClock } from './clock-reading.ts'

const second = 1000

/** The instant at which at most `yellowShare` of the limit is left; undefined unless the clock runs. */
export function yellowAt(clock: Clock, calendar: WorkingCalendar, yellowShare: number): Date | undefined {
  if (stateOf(clock) !== 'running') return undefined
  const [only] = clock.marks
  // As long as a limit is an amount of time, the yellow instant is the deadline of a shorter limit.
  const isAmount = clock.limit.unit !== 'work_day' || clock.workDayMeans === '8h'
  if (clock.marks.length === 1 && only && isAmount) {
    const shorter = { ...clock, limit: { ...clock.limit, value: clock.limit.value * (1 - yellowShare) } }
    return dueAt(shorter, calendar)?.at
  }
  return bisect(clock, calendar, yellowShare)
}

/** What is left only ever falls while a clock runs, so the instant is found by halving. */
function bisect(clock: Clock, calendar: WorkingCalendar, yellowShare: number): Date | undefined {
  const due = dueAt(clock, calendar)?.at
  const from = Date.parse(clock.marks.at(-1)?.at ?? '')
  if (!due) return undefined
  const { limitMs } = readClock(clock, calendar, new Date(from))
  const isYellow = (at: number): boolean => leftAt(clock, calendar, new Date(at)) <= limitMs * yellowShare
  // A clock that was overdue before its pause has been yellow since its deadline at the latest.
  if (isYellow(from)) return new Date(Math.min(from, due.getTime()))
  let low = from
  let high = due.getTime()
  while (high - low > second) {
    const middle = Math.floor((low + high) / 2)
    if (isYellow(middle)) high = middle
    else low = middle
  }
  return new Date(high)
}
