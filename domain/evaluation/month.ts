/** A month of evaluation: the calendar month in China, half-open. */
import { z } from 'zod'
import { chinaDayOf, chinaOffsetMs } from '../china-time.ts'

export const Month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .meta({ description: 'YYYY-MM, in China' })
export type Month = z.infer<typeof Month>

/** First instant of the month, and first instant of the next. */
export function spanOf(month: Month): { from: Date; to: Date } {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return {
    from: new Date(Date.UTC(year, number - 1, 1) - chinaOffsetMs),
    to: new Date(Date.UTC(year, number, 1) - chinaOffsetMs),
  }
}

/** The month that an instant falls in. */
export const monthOf = (instant: Date): Month => chinaDayOf(instant).slice(0, 7)
