import { describe, expect, it } from 'vitest'
import { findClosingRefusal, findRightsRefusal, type Rights } from './person-rules.ts'

const li: Rights = { posts: ['sysadmin'], areaCodes: [], organisationId: null }
const change = (
  after: Partial<Rights>,
  more: { actorId?: string; otherSysadmins?: number; before?: Rights } = {},
) =>
  findRightsRefusal({
    actorId: more.actorId ?? 'an-other',
    personId: 'li',
    adcode: '530127',
    before: more.before ?? li,
    after: { ...(more.before ?? li), ...after },
    otherSysadmins: more.otherSysadmins ?? 1,
  })?.code

describe('what an administrator may not do', () => {
  it('gives nobody rights of his own: neither more nor fewer posts or areas', () => {
    const actorId = 'li'
    expect(change({ posts: ['sysadmin', 'leader'] }, { actorId })).toBe('person.own-rights')
    expect(change({ posts: [] }, { actorId })).toBe('person.own-rights')
    expect(change({ areaCodes: ['530127001'] }, { actorId })).toBe('person.own-rights')
    expect(change({ organisationId: 'elsewhere' }, { actorId })).toBeUndefined()
  })
  it('keeps one system administrator in the county', () => {
    expect(change({ posts: ['leader'] }, { otherSysadmins: 0 })).toBe('person.last-sysadmin')
    expect(change({ posts: ['leader'] })).toBeUndefined()
    expect(change({ posts: ['sysadmin', 'leader'] }, { otherSysadmins: 0 })).toBeUndefined()
  })
  it('names areas of the own county only', () => {
    expect(change({ areaCodes: ['530127001', '530128'] })).toBe('person.area-outside')
    expect(change({ areaCodes: ['530127', '530127001001'] })).toBeUndefined()
  })
  it('closes neither the own account nor the last one that could open it again', () => {
    const closing = { actorId: 'wang', personId: 'li', posts: ['sysadmin'], otherSysadmins: 0 }
    expect(findClosingRefusal(closing)?.code).toBe('person.last-sysadmin')
    expect(findClosingRefusal({ ...closing, actorId: 'li', otherSysadmins: 3 })?.code).toBe(
      'person.own-account',
    )
    expect(findClosingRefusal({ ...closing, otherSysadmins: 1 })).toBeUndefined()
    expect(findClosingRefusal({ ...closing, posts: ['leader'] })).toBeUndefined()
  })
})
