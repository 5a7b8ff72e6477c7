import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addFailure, type Failures, secondsLeft, waitAfter, waitKindsOf, waitRules } from './sign-in-wait.ts'

const start = Date.parse('2026-06-15T09:00:00+08:00')

describe('the wait after sign-ins that failed', () => {
  it.each([
    [1, 0],
    [4, 0],
    [5, 30],
    [6, 60],
    [7, 120],
    [10, 960],
    [11, 1800],
    [99, 1800],
    [100, 86_400],
    [500, 86_400],
  ])('of an account is, after %i, %i seconds', (count, seconds) => {
    expect(waitAfter(count, waitRules.account)).toBe(seconds)
  })

  it('never shrinks with another failure, and never passes the longest', () => {
    const rules = fc.constantFrom(...Object.values(waitRules))
    fc.assert(
      fc.property(rules, fc.integer({ min: 1, max: 10_000 }), (rule, count) => {
        const [now, next] = [waitAfter(count, rule), waitAfter(count + 1, rule)]
        expect(next).toBeGreaterThanOrEqual(now)
        expect(next).toBeLessThanOrEqual('dayAfter' in rule ? 86_400 : rule.longestSeconds)
      }),
    )
  })

  it('lets nobody guess more than a hundred times in a row within two days', () => {
    const rule = waitRules.account
    let [now, failures]: [number, Failures | undefined] = [start, undefined]
    let tries = 0
    while (now < start + 48 * 3_600_000) {
      failures = addFailure(failures, new Date(now), rule)
      tries += 1
      now = failures.waitUntil?.getTime() ?? now
    }
    expect(tries).toBeLessThanOrEqual(100)
  })

  it('of a known device adds to its own count alone, and of any other to account and address', () => {
    expect([waitKindsOf(true), waitKindsOf(false)]).toEqual([['device'], ['account', 'address']])
  })

  it('counts within the day and forgets after it', () => {
    const rule = waitRules.account
    let failures: Failures | undefined
    for (let index = 0; index < 5; index += 1) failures = addFailure(failures, new Date(start + index), rule)
    expect([failures?.count, secondsLeft(failures, new Date(start + 4))]).toEqual([5, 30])
    expect(secondsLeft(failures, new Date(start + 4 + 29_001))).toBe(1)
    expect(secondsLeft(failures, new Date(start + 4 + 30_000))).toBe(0)
    expect(addFailure(failures, new Date(start + 4 + 24 * 3_600_000), rule).count).toBe(1)
    expect(addFailure(failures, new Date(start + 3 + 24 * 3_600_000), rule).count).toBe(6)
  })
})
