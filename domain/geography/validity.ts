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
