/**
 * Days and times of day in China, which keeps UTC+8 all year. One request asks for its day a dozen times, so the last
 * day that was worked out is kept.
 */
export const chinaOffsetMs = 8 * 3_600_000
const dayMs = 86_400_000

let keptNumber = Number.NaN
let keptDay = ''

function dayOf(shiftedMs: number): string {
  const number = Math.floor(shiftedMs / dayMs)
  if (number !== keptNumber) {
    keptDay = new Date(number * dayMs).toISOString().slice(0, 10)
    keptNumber = number
  }
  return keptDay
}

/** The day of an instant in China, `YYYY-MM-DD`. */
export const chinaDayOf = (instant: Date): string => dayOf(instant.getTime() + chinaOffsetMs)

const twoDigits = (value: number): string => (value < 10 ? `0${value}` : String(value))

/** The day and the time of day ('HH:MM') of an instant in China. */
export function chinaTimeOf(instant: Date): { onDate: string; time: string } {
  const shifted = instant.getTime() + chinaOffsetMs
  const minutes = Math.floor((shifted - Math.floor(shifted / dayMs) * dayMs) / 60_000)
  return { onDate: dayOf(shifted), time: `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}` }
}
