/** The rule for spikes against a worked example, the table of Poisson, and what must hold of any count. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chanceOfAtLeast, judgeSpike, spikeBound, spikeRule, usualCount, weeksOnRecord } from './spike.ts'

describe('the chance of a count', () => {
  it.each([
    // Upper tails of printed Poisson tables.
    [1, 1, 0.63212],
    [4, 1, 0.01899],
    [7, 2.5, 0.01419],
    [10, 3, 0.0011],
    [11, 3, 0.00029],
    [21, 10, 0.00159],
  ])('of %i or more where %f are usual', (count, mean, expected) => {
    expect(chanceOfAtLeast(count, mean)).toBeCloseTo(expected, 5)
  })

  it('falls with the count and grows with what is usual', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 80 }),
        fc.double({ min: 0.05, max: 40, noNaN: true }),
        (count, mean) => {
          const chance = chanceOfAtLeast(count, mean)
          expect(chance).toBeGreaterThanOrEqual(0)
          expect(chance).toBeLessThanOrEqual(1)
          expect(chanceOfAtLeast(count + 1, mean)).toBeLessThanOrEqual(chance)
          expect(chanceOfAtLeast(count, mean + 1)).toBeGreaterThanOrEqual(chance - 1e-12)
        },
      ),
    )
  })
})

describe('a spike', () => {
  it('by a worked example: 23 reports on eight Mondays by this hour make about 3 usual, and 10 remarkable', () => {
    expect(usualCount(23, 8)).toBeCloseTo(2.9375, 6)
    expect(spikeBound(2.9375)).toBe(10)
    expect(judgeSpike(9, 23, 8)).toMatchObject({ bound: 10, isSpike: false })
    expect(judgeSpike(10, 23, 8)).toMatchObject({ bound: 10, isSpike: true })
  })

  it('is never a handful, however rare the class, and begins at five of what was never seen', () => {
    expect(judgeSpike(4, 0, 8)?.isSpike).toBe(false)
    expect(judgeSpike(5, 0, 8)?.isSpike).toBe(true)
  })

  it('is not judged before four of the same weekday are on record', () => {
    expect(judgeSpike(50, 0, 3)).toBeUndefined()
    expect(judgeSpike(50, 0, 4)?.isSpike).toBe(true)
  })

  it('is found where very many are usual', () => {
    expect(spikeBound(2000)).toBeGreaterThan(2100)
    expect(spikeBound(2000)).toBeLessThan(2200)
  })

  it('has the least bound that is unlikely enough', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 60, noNaN: true }), (usual) => {
        const bound = spikeBound(usual)
        expect(chanceOfAtLeast(bound, usual)).toBeLessThan(spikeRule.chance)
        if (bound > spikeRule.fewestToday)
          expect(chanceOfAtLeast(bound - 1, usual)).toBeGreaterThanOrEqual(spikeRule.chance)
      }),
    )
  })
})

it('counts whole weeks on record, at most eight', () => {
  const day = new Date('2026-06-15T00:00:00+08:00')
  const ago = (days: number) => new Date(day.getTime() - days * 86_400_000)
  expect([ago(0), ago(6.9), ago(7), ago(30), ago(400), ago(-1)].map((it) => weeksOnRecord(it, day))).toEqual([
    0, 0, 1, 4, 8, 0,
  ])
})
