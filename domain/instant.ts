/**
 * Instants and dates as they come from outside: only those that a calendar, a county and a database all know. Nothing
 * the product keeps lies outside these years, so another year is a slip of the pen and is refused.
 */
import { z } from 'zod'

const firstYear = 1900
const lastYear = 2199

const isKnownYear = (text: string): boolean => {
  const year = Number(text.slice(0, 4))
  return year >= firstYear && year <= lastYear
}

const error = `年份须在 ${firstYear}–${lastYear} 之间 the year must lie between ${firstYear} and ${lastYear}`

/** An instant with its offset, such as `2026-06-15T09:00:00+08:00`; read as UTC, whatever offset it was written in. */
export const Instant = z.iso
  .datetime({ offset: true })
  .refine(isKnownYear, { error, abort: true })
  .overwrite((it) => new Date(it).toISOString())

/** A day of the calendar, `YYYY-MM-DD`. */
export const OnDate = z.iso.date().refine(isKnownYear, { error })
