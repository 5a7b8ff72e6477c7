import { describe, expect, it } from 'vitest'
import { demonstrationPassword } from './demonstration-password.ts'

describe('demonstrationPassword', () => {
  it('stays the same for the same secret and name', () => {
    expect(demonstrationPassword('a secret', 'collector')).toBe(
      demonstrationPassword('a secret', 'collector'),
    )
  })

  it('differs by secret and by name', () => {
    const passwords = ['one', 'two'].flatMap((secret) =>
      ['collector', 'collector2', 'unit'].map((name) => demonstrationPassword(secret, name)),
    )
    expect(new Set(passwords).size).toBe(6)
  })

  it('can be read aloud and typed', () => {
    for (const name of ['collector', 'unit', 'leader', 'unit-water-supply'])
      expect(demonstrationPassword('a secret', name)).toMatch(/^[a-kmnp-z2-9]{4}(-[a-kmnp-z2-9]{4}){2}$/)
  })
})
