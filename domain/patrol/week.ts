/** Weeks of a roster: Monday to Sunday, named by their Monday. */
const dayMs = 86_400_000

const numberOf = (onDate: string): number => Math.round(Date.parse(`${onDate}T00:00:00Z`) / dayMs)
const dateOf = (number: number): string => new Date(number * dayMs).toISOString().slice(0, 10)

/** The day `days` after another. */
export const addDays = (onDate: string, days: number): string => dateOf(numberOf(onDate) + days)

/** How many days lie between two days. */
export const daysBetween = (from: string, to: string): number => numberOf(to) - numberOf(from)

/** The Monday of the week of a day. The first of January 1970 was a Thursday. */
export const weekOf = (onDate: string): string => {
  const number = numberOf(onDate)
  return dateOf(number - ((((number + 3) % 7) + 7) % 7))
}

/** The seven days of the week that begins on a Monday. */
export const daysOfWeek = (monday: string): string[] =>
  Array.from({ length: 7 }, (_, day) => addDays(monday, day))
