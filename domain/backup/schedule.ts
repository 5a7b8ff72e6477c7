/** When copies are made, in hours of the day in China, and when the last one counts as old. */
import { chinaOffsetMs } from '../china-time.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Minutes past the hour at which a copy begins, so that it does not meet what begins on the hour. */
export const backupMinute = 30

/** The next instant at which a copy begins; `hours` are 0 to 23. */
export function nextBackupAt(hours: readonly number[], now: Date): Date {
  const shifted = now.getTime() + chinaOffsetMs
  const midnight = Math.floor(shifted / dayMs) * dayMs
  const times = [0, dayMs].flatMap((day) =>
    hours.map((hour) => midnight + day + hour * hourMs + backupMinute * 60_000),
  )
  return new Date(Math.min(...times.filter((it) => it > shifted)) - chinaOffsetMs)
}

/** The longest time between two copies, in hours. */
export function longestGapHours(hours: readonly number[]): number {
  const sorted = [...hours].sort((a, b) => a - b)
  const gaps = sorted.map((hour, index) => (sorted[index + 1] ?? (sorted[0] ?? 0) + 24) - hour)
  return Math.max(...gaps, 1)
}

/** Two hours after the next copy should have been there, the last one is old. */
export const isOld = (hours: readonly number[], lastPointAt: Date, now: Date): boolean =>
  now.getTime() - lastPointAt.getTime() > (longestGapHours(hours) + 2) * hourMs
