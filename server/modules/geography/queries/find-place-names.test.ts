/** What the indexes of names share: no name one slip away may be missed by them. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isOneSlipAway } from '#domain/geography/typing-slip.ts'
import type { House } from '#platform/house.ts'
import { openBareHouse } from '#platform/testing/bare-house.ts'
import { geographyModule } from '../index.ts'

let house: House
beforeAll(async () => {
  house = await openBareHouse([geographyModule], new Date('2026-06-15T12:00:00+08:00'))
})
afterAll(() => house.close())

const sign = fc.constantFrom(...'文化路玉明街甲乙1290')
const slips = ['wrong', 'missing', 'added', 'swapped', 'none'] as const
const pair = fc
  .tuple(fc.array(sign, { minLength: 2, maxLength: 12 }), fc.nat(), fc.constantFrom(...slips))
  .map(([signs, n, slip]) => {
    const typed = [...signs]
    const at = n % (signs.length - 1)
    if (slip === 'wrong') typed[at] = '错'
    if (slip === 'missing') typed.splice(at, 1)
    if (slip === 'added') typed.splice(at, 0, '多')
    if (slip === 'swapped') typed.splice(at, 2, signs[at + 1] ?? '', signs[at] ?? '')
    return { said: typed.join(''), meant: signs.join('') }
  })

it('two names one slip apart always share a form', async () => {
  const pairs = fc.sample(pair, { numRuns: 2000, seed: 20 })
  const rows = await house.database.rows<{ shares: boolean }>(
    `select geography.slips_of(said) && geography.slips_of(meant) as shares
     from unnest($1::text[], $2::text[]) with ordinality as p(said, meant, n) order by n`,
    [pairs.map((it) => it.said), pairs.map((it) => it.meant)],
  )
  const near = pairs.filter((it) => isOneSlipAway(it.said, it.meant))
  expect(near.length).toBeGreaterThan(500)
  const missed = pairs.filter((it, n) => isOneSlipAway(it.said, it.meant) && !rows[n]?.shares)
  expect(missed).toEqual([])
})

it('a part of a name shares all its pairs, and a part of pinyin its threes', async () => {
  const [row] = await house.database.rows(
    `select geography.pairs_of('东方文化路') @> geography.pairs_of('文化路') as pairs,
       geography.pairs_of('文化路') @> geography.pairs_of('化文') as others,
       geography.threes_of('wenhualu') @> geography.threes_of('hualu') as threes, geography.pairs_of('文') as single`,
  )
  expect(row).toEqual({ pairs: true, others: false, threes: true, single: [] })
})
