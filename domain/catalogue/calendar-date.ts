/** Dates as numbers: a day is the count of days since 1970-01-01, so that calendars can use arrays and subtraction. */

/** Milliseconds of a minute, an hour and a day. */
export const minuteMs = 60_000
export const hourMs = 3_600_000
export const dayMs = 86_400_000

/** The number of the day written `YYYY-MM-DD`. */
export const toDayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayMs

/** The date of a day number, `YYYY-MM-DD`. */
export const toDateText = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10)

/** The year in which a day lies. */
export const yearOfDay = (day: number): number => new Date(day * dayMs).getUTCFullYear()

/** The first day of a year. */
export const firstDayOfYear = (year: number): number => Date.UTC(year, 0, 1) / dayMs

/** The weekday after ISO 8601, 1 for Monday to 7 for Sunday. */
export const isoWeekday = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1

/** Milliseconds after midnight of a time of day `HH:MM`. */
export const toDayMilliseconds = (time: string): number =>
  Number(time.slice(0, 2)) * hourMs + Number(time.slice(3, 5)) * minuteMs

/** The time of day `HH:MM` that lies so many milliseconds after midnight. */
export function toTimeText(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / minuteMs)
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

const writtenDates = new Map<number, string>()
const writtenAtMost = 20_000

/** `toDateText`, remembered: an explanation writes the same few dates over and over. */
function rememberedDateText(day: number): string {
  const found = writtenDates.get(day)
  if (found !== undefined) return found
  if (writtenDates.size >= writtenAtMost) writtenDates.clear()
  const made = toDateText(day)
  writtenDates.set(day, made)
  return made
}

/** An instant as local people write it, `YYYY-MM-DD HH:MM`. */
export function toLocalText(epochMs: number, utcOffsetMinutes: number): string {
  const local = epochMs + utcOffsetMinutes * minuteMs
  const day = Math.floor(local / dayMs)
  return `${rememberedDateText(day)} ${toTimeText(local - day * dayMs)}`
}
