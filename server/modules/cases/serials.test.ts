/** Serials are handed out once, and pass by the numbers that cases of another system brought with them. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { caseNumber } from '#domain/cases/numbers.ts'
import { newId } from '#platform/ids.ts'
import { openTestHouse, type TestHouse, testAdcode, testMorning } from '../../testing/test-house.ts'
import { takeSerial } from './serials.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

it('passes by the numbers in use', async () => {
  for (const serial of [1, 51, 52, 60])
    await house.database.rows(
      `insert into cases.cases (adcode, id, version, state, report_number, number, source, level, business_kind, description, address,
         is_self_handled, is_returned, reported_at, is_exempted, counters, clocks, details)
       values ($1, $2, 1, 'handling', $3, $4, 'import', 'ordinary', 'immediate', '', '', false, false, $5, false, '{}', '[]', '{}')`,
      [testAdcode, newId(), `Q-${serial}`, caseNumber(testAdcode, testMorning, serial), testMorning],
    )
  const taken = []
  for (let count = 0; count < 57; count++)
    taken.push(await takeSerial(house.database, testAdcode, 'case', testMorning))
  const expected = Array.from({ length: 61 }, (_, index) => index + 1).filter(
    (it) => ![1, 51, 52, 60].includes(it),
  )
  expect(taken).toEqual(expected)
  expect(await takeSerial(house.database, testAdcode, 'report', testMorning)).toBe(1)
})
