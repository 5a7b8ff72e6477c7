/** Months one before or after another, and their names; never later than the present one. */
import { Month } from '#domain/evaluation/month.ts'

/** The month `step` months from `month`. */
export function monthFrom(month: Month, step: number): Month {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const index = year * 12 + (number - 1) + step
  return Month.parse(
    `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`,
  )
}

/** `2026 年 9 月`, `2026-09`. */
export function monthName(month: Month, isEnglish: boolean): string {
  const [year = '', number = ''] = month.split('-')
  return isEnglish ? month : `${year} 年 ${Number(number)} 月`
}
