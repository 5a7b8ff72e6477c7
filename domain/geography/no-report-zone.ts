/**
 * A no-report zone (管控区域): ground and hours in which collectors are warned before they report, such as a road under
 * reconstruction. It warns and never refuses.
 */
import { z } from 'zod'

const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'HH:MM')

/** Hours of a day, from inclusive, to exclusive; `to` before `from` runs over midnight. */
export const Hours = z.object({ from: ClockTime, to: ClockTime })
export type Hours = z.infer<typeof Hours>

/** Whether hours hold at a time of day ('HH:MM'). No hours at all means the whole day. */
export function hoursHold(hours: readonly Hours[], time: string): boolean {
  if (hours.length === 0) return true
  return hours.some(({ from, to }) =>
    from < to ? from <= time && time < to : from === to || time >= from || time < to,
  )
}
