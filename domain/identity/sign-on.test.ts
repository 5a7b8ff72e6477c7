/** What a provider of identities is worth, and where somebody may go on after the door. */
import { describe, expect, it } from 'vitest'
import {
  countsAsSecondFactor,
  isInnerPath,
  isSafeAddress,
  isSoundIssuer,
  maskSubject,
  matchedName,
  mayBeLinkedByOthers,
} from './sign-on.ts'

const [strict, easy] = [{ allowsLoopback: false }, { allowsLoopback: true }]

describe('a way on', () => {
  it.each(['/', '/queue', '/cases?state=filed&page=2#top', '/统计'])('is the path %s', (path) => {
    expect(isInnerPath(path)).toBe(true)
  })
  it.each([
    '',
    'queue',
    '//elsewhere.example',
    '/\\elsewhere.example',
    '/a\\b',
    '/\t/elsewhere.example',
    '/a b',
    '/a\u0000',
    'https://elsewhere.example',
    'javascript:alert(1)',
    `/${'a'.repeat(500)}`,
  ])('is not %j', (path) => {
    expect(isInnerPath(path)).toBe(false)
  })
})

describe('an address the house speaks to', () => {
  it('is encrypted, or this machine where everything is made up', () => {
    expect(isSafeAddress('https://sso.example/realms/a', strict)).toBe(true)
    for (const it of ['http://localhost:1', 'http://127.0.0.1', 'http://[::1]:8'])
      expect([isSafeAddress(it, strict), isSafeAddress(it, easy)], it).toEqual([false, true])
    for (const it of [
      'http://localhost.example',
      'http://10.0.0.1',
      'file:///etc/passwd',
      'javascript:1',
      '',
    ])
      expect(isSafeAddress(it, easy), it).toBe(false)
  })
  it('names a provider without user, query and fragment', () => {
    expect(isSoundIssuer('https://sso.example/realms/a', strict)).toBe(true)
    for (const it of [
      'https://a@sso.example',
      'https://a:b@sso.example',
      'https://sso.example/?a',
      'https://sso.example/#a',
    ])
      expect(isSoundIssuer(it, strict), it).toBe(false)
  })
})

describe('what a provider says', () => {
  it('is a user name by the claim that was chosen, and where it must be proven only then', () => {
    const claims = { preferred_username: 'li', email: 'li', email_verified: 'true', staff: 7, empty: '' }
    expect(matchedName(claims, 'preferred_username')).toBe('li')
    for (const claim of [null, 'email', 'staff', 'empty', 'none'])
      expect(matchedName(claims, claim)).toBeUndefined()
    expect(matchedName({ ...claims, email_verified: true }, 'email')).toBe('li')
  })
  it('counts as a second factor by the values that were named', () => {
    expect(countsAsSecondFactor({ amr: ['pwd', 'otp'] }, ['otp'])).toBe(true)
    expect(countsAsSecondFactor({ acr: 'high' }, ['otp', 'high'])).toBe(true)
    for (const claims of [{}, { amr: 'otp' }, { amr: ['pwd'] }, { acr: ['otp'] }])
      expect(countsAsSecondFactor(claims, ['otp'])).toBe(false)
    expect(countsAsSecondFactor({ acr: '', amr: [] }, [])).toBe(false)
  })
  it('ties no account that administers, unless its person does', () => {
    expect(mayBeLinkedByOthers(['dispatcher', 'data_admin'])).toBe(true)
    for (const post of ['sysadmin', 'security_admin', 'audit_admin'])
      expect(mayBeLinkedByOthers(['leader', post])).toBe(false)
  })
  it('is masked where people read it', () => {
    expect(maskSubject('530127199001011234')).toBe('530…34')
    expect(maskSubject('li')).toBe('l…')
  })
})
