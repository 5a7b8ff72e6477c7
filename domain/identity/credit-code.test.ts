import { describe, expect, it } from 'vitest'
import { creditCodeCheck, isCreditCode } from './credit-code.ts'

describe('the unified social credit code (GB 32100-2015)', () => {
  // Published codes of well-known bodies.
  it.each(['91350100M000100Y43', '91110000600037341L', '91440300708461136T'])('accepts %s', (code) => {
    expect(isCreditCode(code)).toBe(true)
  })
  it('refuses a changed digit, a wrong length and a letter outside the alphabet', () => {
    expect(isCreditCode('91350100M000100Y44')).toBe(false)
    expect(isCreditCode('91350100M000100Y4')).toBe(false)
    expect(creditCodeCheck('9135010OM000100Y4')).toBeUndefined()
  })
})
