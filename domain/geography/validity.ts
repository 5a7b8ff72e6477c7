/** From which day until before which day something holds: half-open, so that what follows can begin on the day it ends. */

export type Validity = {
  /** The first day, `YYYY-MM-DD`. */
  readonly validFrom: string
  /** The day on which it no longer holds; null while no end is known. */
  readonly validTo: string | null
}

/** Whether something holds on a day (`YYYY-MM-DD`). */
export const isValidOn = ({ validFrom, validTo }: Validity, onDate: string): boolean =>
  validFrom <= onDate && (validTo === null || onDate < validTo)

const chinaOffsetMs = 8 * 3_600_000

/** The day and the time of day ('HH:MM') of an instant in China, which keeps UTC+8 all year. */
export function chinaTimeOf(instant: Date): { onDate: string; time: string } {
  const text = new Date(instant.getTime() + chinaOffsetMs).toISOString()
  return { onDate: text.slice(0, 10), time: text.slice(11, 16) }
}
