/** Names and telephone numbers as they leave the house: masked, unless somebody asks for the whole, which is logged. */
import { z } from 'zod'

/** A telephone number as people write it. */
export const PhoneNumber = z
  .string()
  .trim()
  .regex(/^[\d+ -]{5,20}$/, '电话号码格式不对 not a telephone number')

/** Two ways of writing one number are the same caller: digits alone, without the country's own prefix. */
export const phoneDigits = (phone: string): string =>
  phone.replaceAll(/\D/g, '').replace(/^(00)?86(?=1\d{10}$)/, '')

/** `13812345678` → `138****5678`; short numbers lose all but the last two. */
export const maskPhone = (phone: string | null): string | null =>
  phone === null
    ? null
    : phone.length >= 8
      ? `${phone.slice(0, 3)}****${phone.slice(-4)}`
      : `***${phone.slice(-2)}`

/** `李小明` → `李**`. */
export const maskName = (name: string | null): string | null =>
  name === null || name === '' ? name : `${name.slice(0, 1)}${'*'.repeat(Math.max(1, [...name].length - 1))}`

/** Mobile and fixed telephone numbers and numbers of identity cards, not within longer numbers such as a case's. */
const numbersOfPeople =
  /(?<![\dA-Za-z])(?:1[3-9]\d{9}|1[3-9]\d[ -]\d{4}[ -]\d{4}|0\d{2,3}-\d{7,8}|[1-9]\d{16}[\dXx])(?![\dA-Za-z])/g

/** A free text whose telephone and identity card numbers are masked: `电 13812345678` → `电 138****5678`. */
export const maskNumbersIn = (text: string): string =>
  text.replace(numbersOfPeople, (it) => maskPhone(it) ?? it)

/** Every number of a person has one of these in it, and few texts have; looking for them costs a fraction of looking for the numbers. */
const digitsInARow = /\d{8}|\d{4}[ -]\d{4}|-\d{7}/

function mayHoldNumbers(value: unknown): boolean {
  if (typeof value === 'string') return digitsInARow.test(value)
  if (typeof value !== 'object' || value === null) return false
  for (const key in value) if (mayHoldNumbers((value as Record<string, unknown>)[key])) return true
  return false
}

/** The same value with the numbers of people masked in every text of it, however deep; nearly always the very value. */
export function withoutNumbersOfPeople<T>(value: T): T {
  if (!mayHoldNumbers(value)) return value
  if (typeof value === 'string') return maskNumbersIn(value) as T
  if (Array.isArray(value)) return value.map(withoutNumbersOfPeople) as T
  return Object.fromEntries(
    Object.entries(value as object).map(([key, it]) => [key, withoutNumbersOfPeople(it)]),
  ) as T
}

/** The telephone and identity card numbers that stand in a free text. */
export const numbersOfPeopleIn = (text: string): string[] => text.match(numbersOfPeople) ?? []
