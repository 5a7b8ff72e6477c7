import { describe, expect, it } from 'vitest'
import { daysToTell, gravePosts, passwordEnd, shippedRules, shippedSecurity } from './security-settings.ts'

const chosen = new Date('2026-06-01T09:00:00+08:00')
const after = (days: number) => new Date(chosen.getTime() + days * 86_400_000)

describe('the profiles of passwords', () => {
  it('ask for another after ninety days at level 3, and never by NIST', () => {
    expect(passwordEnd(chosen, shippedRules.level3)).toEqual(after(90))
    expect(passwordEnd(chosen, shippedRules.nist)).toBeNull()
  })

  it.each([
    [0, null],
    [82, null],
    [83, 7],
    [89.5, 1],
    [90, 0],
    [200, 0],
  ])('%f days after it was chosen tell that %s are left', (days, left) => {
    expect(daysToTell(chosen, shippedRules.level3, after(days))).toBe(left)
    expect(daysToTell(chosen, shippedRules.nist, after(days))).toBeNull()
  })
})

describe('the second factor', () => {
  it('is asked of whoever grants, unmasks, exports or reads the log, where real people work', () => {
    expect(gravePosts()).toEqual(
      expect.arrayContaining(['sysadmin', 'security_admin', 'audit_admin', 'acceptor', 'shift_leader']),
    )
    expect(gravePosts()).not.toContain('collector')
    expect(gravePosts()).not.toContain('citizen')
    expect(shippedSecurity(true).secondFactorPosts).toEqual(gravePosts())
  })

  it('is asked of nobody in a demonstration', () => {
    expect(shippedSecurity(false).secondFactorPosts).toEqual([])
  })
})
