import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countKinds, findPasswordFault } from './password-rule.ts'
import { shippedRules } from './security-settings.ts'

const { nist, level3 } = shippedRules

describe('a password', () => {
  it.each([
    ['ninechars', 'li', 'short'],
    ['   short   ', 'li', 'short'],
    ['wangxiaoming', 'wangxiaoming', 'user-name'],
    ['WangXiaoMing2026', 'wangxiaoming', 'user-name'],
    ['wangwangwangwang', 'wang', 'user-name'],
    ['1234567890', 'li', 'common'],
    ['QwertyUiop', 'li', 'common'],
    ['aaaaaaaaaaaa', 'li', 'run'],
    ['23456789:;', 'li', 'run'],
    ['zyxwvutsrqponm', 'li', 'run'],
  ])('%s of %s is refused as %s', (password, username, fault) => {
    expect(findPasswordFault(password, username, nist)).toBe(fault)
  })

  it.each([
    ['路灯亮了三盏还有两盏不亮', 'li'],
    ['correct horse battery', 'horse'],
    ['lion-in-the-lake', 'li'],
  ])('%s of %s is good', (password, username) => {
    expect(findPasswordFault(password, username, nist)).toBeUndefined()
  })

  it('made of nothing but the user name is never good, however often and in whatever capitals', () => {
    const names = fc.stringMatching(/^[a-z][a-z0-9_.-]{1,20}$/)
    fc.assert(
      fc.property(
        names,
        fc.integer({ min: 1, max: 5 }),
        fc.stringMatching(/^[0-9]{0,7}$/),
        (name, times, tail) => {
          expect(findPasswordFault(name.toUpperCase().repeat(times) + tail, name, nist)).toBeDefined()
        },
      ),
    )
  })

  it.each([
    ['Xiao Ming goes', 3, undefined],
    ['xiao ming goes', 2, 'kinds'],
    ['xiaoming goes 3', 3, undefined],
    ['XIAOMINGGOES', 1, 'kinds'],
    ['路灯亮了三盏还有两盏不亮', 1, 'kinds'],
    ['路灯亮了3盏还有两盏不亮A', 3, undefined],
    ['Ab1-', 4, 'short'],
    ['xdfp-m2ka-mmnp-q3ra', 3, undefined],
  ])('%s has something of %i kinds, which the profile of level 3 judges as %s', (password, kinds, fault) => {
    expect(countKinds(password)).toBe(kinds)
    expect(findPasswordFault(password, 'li', level3)).toBe(fault)
  })
})
