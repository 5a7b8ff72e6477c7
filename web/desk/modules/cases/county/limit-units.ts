/** Limits as they are typed: parts of an hour are minutes to people, and hours to the clocks. */
import { Limit, type LimitUnit } from '#domain/catalogue/limit.ts'

/** The units offered, in the order of a list. */
export const typedUnits = [
  'work_minute',
  'work_hour',
  'urgent_minute',
  'urgent_hour',
  'work_day',
  'natural_day',
] as const
export type TypedUnit = (typeof typedUnits)[number]

const hourOf: Partial<Record<TypedUnit, LimitUnit>> = {
  work_minute: 'work_hour',
  urgent_minute: 'urgent_hour',
}
const minuteOf: Partial<Record<LimitUnit, TypedUnit>> = {
  work_hour: 'work_minute',
  urgent_hour: 'urgent_minute',
}

/** What is shown for a limit: less than an hour in minutes. */
export function toTyped({ value, unit }: Limit): { amount: string; unit: TypedUnit } {
  const minutes = value < 1 ? minuteOf[unit] : undefined
  return minutes ? { amount: String(Math.round(value * 60)), unit: minutes } : { amount: String(value), unit }
}

/** The limit that was typed; undefined when it is none. */
export function parseTyped(amount: string, unit: TypedUnit): Limit | undefined {
  const typed = amount.trim() === '' ? Number.NaN : Number(amount)
  const hour = hourOf[unit]
  const parsed = Limit.safeParse(hour ? { value: typed / 60, unit: hour } : { value: typed, unit })
  return parsed.success ? parsed.data : undefined
}
