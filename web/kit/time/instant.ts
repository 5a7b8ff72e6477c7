/**
 * Instants and stretches of time as people in China read them. One offset for the whole country and no summer
 * time, so an office PC with a wrong time zone still shows the county's time.
 */
const offsetMilliseconds = 8 * 3_600_000

export type LocalTime = {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  /** 0 is Sunday. */
  readonly weekday: number
  /** Minutes since local midnight, with fractions. */
  readonly minuteOfDay: number
}

/** The wall clock of the county at an instant. */
export function toLocalTime(instant: string | number | Date): LocalTime {
  const shifted = new Date(new Date(instant).getTime() + offsetMilliseconds)
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    weekday: shifted.getUTCDay(),
    minuteOfDay: shifted.getUTCHours() * 60 + shifted.getUTCMinutes() + shifted.getUTCSeconds() / 60,
  }
}

const two = (n: number): string => String(n).padStart(2, '0')

/** The county's date at an instant, `YYYY-MM-DD`. */
export function toLocalDate(instant: string | number | Date): string {
  const it = toLocalTime(instant)
  return `${it.year}-${two(it.month)}-${two(it.day)}`
}

/** Days of a `YYYY-MM-DD` since 1970, for counting and comparing dates. */
export const dayNumber = (onDate: string): number =>
  Math.round(Date.parse(`${onDate}T00:00:00Z`) / 86_400_000)

/** `09-30 17:50`; the year is added when it is not that of `now`. */
export function formatInstant(instant: string | number | Date, now: string | number | Date): string {
  const it = toLocalTime(instant)
  const text = `${two(it.month)}-${two(it.day)} ${two(it.hour)}:${two(it.minute)}`
  return it.year === toLocalTime(now).year ? text : `${it.year}-${text}`
}

/** `17:50` */
export function formatHour(instant: string | number | Date): string {
  const it = toLocalTime(instant)
  return `${two(it.hour)}:${two(it.minute)}`
}

const weekdays = {
  zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
} as const

/** `09-30 周二` */
export function formatDay(onDate: string, isEnglish: boolean): string {
  const weekday = weekdays[isEnglish ? 'en' : 'zh'][new Date(`${onDate}T00:00:00Z`).getUTCDay()] ?? ''
  return `${onDate.slice(5)} ${weekday}`
}

/**
 * The two largest units of a stretch: which words to say, largest first; never more than two. Office time is told in
 * `hours`, since a day of it is not a day.
 */
export function toDurationParts(
  milliseconds: number,
  largest: 'days' | 'hours' = 'days',
): readonly { unit: 'days' | 'hours' | 'minutes' | 'under'; n: number }[] {
  const minutes = Math.floor(Math.abs(milliseconds) / 60_000)
  const days = largest === 'days' ? Math.floor(minutes / 1440) : 0
  const hours = Math.floor((minutes - days * 1440) / 60)
  const rest = minutes % 60
  if (days > 0)
    return hours
      ? [
          { unit: 'days', n: days },
          { unit: 'hours', n: hours },
        ]
      : [{ unit: 'days', n: days }]
  if (hours > 0)
    return rest
      ? [
          { unit: 'hours', n: hours },
          { unit: 'minutes', n: rest },
        ]
      : [{ unit: 'hours', n: hours }]
  return rest > 0 ? [{ unit: 'minutes', n: rest }] : [{ unit: 'under', n: 0 }]
}
