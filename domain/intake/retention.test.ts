import { expect, it, test } from 'vitest'
import { changedRetention, letGoBefore, shippedRetention } from './retention.ts'

test.each([
  ['2026-06-15T09:00:00+08:00', 24, '2024-06-15T09:00:00+08:00'],
  ['2026-03-31T00:30:00+08:00', 1, '2026-02-28T00:30:00+08:00'],
  ['2024-03-31T23:00:00+08:00', 1, '2024-02-29T23:00:00+08:00'],
  ['2026-01-01T00:00:00+08:00', 1, '2025-12-01T00:00:00+08:00'],
  ['2026-01-31T07:00:00+08:00', 11, '2025-02-28T07:00:00+08:00'],
])('%s less %i months is %s', (now, months, before) => {
  expect(letGoBefore(new Date(now), months)).toEqual(new Date(before))
})

it('tells which rules were changed', () => {
  expect(changedRetention(shippedRetention, shippedRetention)).toEqual({})
  const after = { ...shippedRetention, callers: { isOn: false, months: 24 } }
  expect(changedRetention(shippedRetention, after)).toEqual({
    callers: [
      { isOn: true, months: 24 },
      { isOn: false, months: 24 },
    ],
  })
})
