import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findPasswordFault } from './password-rule.ts'

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
    expect(findPasswordFault(password, username)).toBe(fault)
  })

  it.each([
    ['路灯亮了三盏还有两盏不亮', 'li'],
    ['correct horse battery', 'horse'],
    ['lion-in-the-lake', 'li'],
  ])('%s of %s is good', (password, username) => {
    expect(findPasswordFault(password, username)).toBeUndefined()
  })

  it('made of nothing but the user name is never good, however often and in whatever capitals', () => {
    const names = fc.stringMatching(/^[a-z][a-z0-9_.-]{1,20}$/)
    fc.assert(
      fc.property(
        names,
        fc.integer({ min: 1, max: 5 }),
        fc.stringMatching(/^[0-9]{0,7}$/),
        (name, times, tail) => {
          expect(findPasswordFault(name.toUpperCase().repeat(times) + tail, name)).toBeDefined()
        },
      ),
    )
  })
})
