/**
 * Numbers people read. A case number is adcode + date + five digits (19 characters), given at filing; a report
 * number is given at once and starts with S, so that nobody takes one for the other. Serials may have gaps and are
 * never reused. Dates are the county's own (UTC+8).
 */
import { chinaDayOf } from '../china-time.ts'

/** `YYYYMMDD` of an instant in China. */
export const chinaDateDigits = (instant: Date): string => chinaDayOf(instant).replaceAll('-', '')

/** `530127` + `20260615` + `00042`. Beyond 99,999 a day the serial grows longer and stays unique. */
export const caseNumber = (adcode: string, filedAt: Date, serial: number): string =>
  `${adcode}${chinaDateDigits(filedAt)}${String(serial).padStart(5, '0')}`

/** `S530127` + date + serial. */
export const reportNumber = (adcode: string, reportedAt: Date, serial: number): string =>
  `S${caseNumber(adcode, reportedAt, serial)}`
