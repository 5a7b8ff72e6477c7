import { expect, it } from 'vitest'
import { limitUnits } from '#domain/catalogue/limit.ts'
import { parseTyped, toTyped, typedUnits } from './limit-units.ts'

it('shows less than an hour in minutes, and reads it back as the same limit', () => {
  expect(toTyped({ value: 0.25, unit: 'work_hour' })).toEqual({ amount: '15', unit: 'work_minute' })
  expect(toTyped({ value: 0.5, unit: 'urgent_hour' })).toEqual({ amount: '30', unit: 'urgent_minute' })
  expect(toTyped({ value: 0.5, unit: 'work_day' })).toEqual({ amount: '0.5', unit: 'work_day' })
  for (const unit of limitUnits)
    for (const value of [0.25, 0.5, 0.75, 1, 2, 7.5, 24]) {
      const typed = toTyped({ value, unit })
      expect(parseTyped(typed.amount, typed.unit)).toEqual({ value, unit })
    }
})

it('takes nothing that is no limit', () => {
  for (const unit of typedUnits)
    for (const amount of ['', ' ', '0', '-1', 'two', '1e9', 'NaN'])
      expect(parseTyped(amount, unit)).toBeUndefined()
})
