import { describe, expect, it } from 'vitest'
import { organisationCodeCheck } from './organisation-code.ts'

describe('organisationCodeCheck', () => {
  // The worked example of the standard's appendix, and the three places where the rule turns a corner.
  it.each([
    ['D2143569', 'X'],
    ['00000000', '0'],
    ['00000001', '9'],
    ['00000005', '1'],
  ])('%s has the check character %s', (first8, check) => {
    expect(organisationCodeCheck(first8)).toBe(check)
  })

  it.each(['1234567', '123456789', 'abcdefgh', '1234 678'])('%s is no organisation code', (text) => {
    expect(organisationCodeCheck(text)).toBeUndefined()
  })
})
