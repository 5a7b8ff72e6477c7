/** The days that a page of one's own roster shows, for a month; and what hours are called. */
import { addDays, daysBetween, weekOf } from '#domain/patrol/week.ts'
import { formatHour } from '#kit/time/instant.ts'

/** The whole weeks that a month (`YYYY-MM`) lies in, from their first Monday. */
export function weeksOfMonth(month: string): { from: string; days: number } {
  const from = weekOf(`${month}-01`)
  const last = addDays(`${monthAfter(month)}-01`, -1)
  return { from, days: daysBetween(from, weekOf(last)) + 7 }
}

/** The month after another. */
export const monthAfter = (month: string): string => addDays(`${month}-01`, 31).slice(0, 7)

/** The month before another. */
export const monthBefore = (month: string): string => addDays(`${month}-01`, -1).slice(0, 7)

/** `07:00–14:00` */
export const hoursOf = ({ from, to }: { from: string; to: string }): string =>
  `${formatHour(from)}–${formatHour(to)}`
