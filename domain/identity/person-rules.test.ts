import { describe, expect, it } from 'vitest'
import { findClosingRefusal, findGrantRefusal, findRightsRefusal, type Rights } from './person-rules.ts'
import { type AdministrationPost, administrationPosts, postCodes } from './post.ts'

const li: Rights = { posts: ['sysadmin'], areaCodes: [] }
const one = { sysadmin: 1, security_admin: 1, audit_admin: 1 }
const none = { sysadmin: 0, security_admin: 0, audit_admin: 0 }
const change = (
  after: Partial<Rights>,
  more: { actorId?: string; others?: Record<AdministrationPost, number>; before?: Rights } = {},
) =>
  findRightsRefusal({
    actorId: more.actorId ?? 'an-other',
    personId: 'li',
    adcode: '530127',
    before: more.before ?? li,
    after: { ...(more.before ?? li), ...after },
    others: more.others ?? one,
  })?.code

describe('what an administrator may not do', () => {
  it('gives nobody rights of his own: neither more nor fewer posts or areas', () => {
    const actorId = 'li'
    expect(change({ posts: ['sysadmin', 'leader'] }, { actorId })).toBe('person.own-rights')
    expect(change({ posts: [] }, { actorId })).toBe('person.own-rights')
    expect(change({ areaCodes: ['530127001'] }, { actorId })).toBe('person.own-rights')
    expect(change({}, { actorId })).toBeUndefined()
  })
  it.each(administrationPosts)('keeps one holder of %s in the county', (post) => {
    const before = { posts: [post], areaCodes: [] }
    const others = { ...one, [post]: 0 }
    expect(change({ posts: ['leader'] }, { before, others })).toBe('person.last-administrator')
    expect(change({ posts: ['leader'] }, { before, others: { ...none, [post]: 1 } })).toBeUndefined()
    expect(change({ posts: [post, 'leader'] }, { before, others })).toBeUndefined()
  })
  it('joins no two of the three administrations, and every other two posts', () => {
    for (const a of postCodes)
      for (const b of postCodes) {
        const isWrong = a !== b && [a, b].every((it) => administrationPosts.some((one) => one === it))
        const refusal = findGrantRefusal('530127', { posts: [a, b], areaCodes: [] })?.code
        expect(refusal, `${a} ${b}`).toBe(isWrong ? 'person.administrations-combined' : undefined)
      }
    expect(change({ posts: ['sysadmin', 'audit_admin'] })).toBe('person.administrations-combined')
    expect(change({ posts: [...postCodes] })).toBe('person.administrations-combined')
  })
  it('names areas of the own county only', () => {
    expect(change({ areaCodes: ['530127001', '530128'] })).toBe('person.area-outside')
    expect(change({ areaCodes: ['530127', '530127001001'] })).toBeUndefined()
  })
  it('closes neither the own account nor the last one that could open it again', () => {
    const closing = { actorId: 'wang', personId: 'li', posts: ['sysadmin'], others: none }
    expect(findClosingRefusal(closing)?.code).toBe('person.last-administrator')
    expect(findClosingRefusal({ ...closing, actorId: 'li', others: one })?.code).toBe('person.own-account')
    expect(findClosingRefusal({ ...closing, others: one })).toBeUndefined()
    expect(findClosingRefusal({ ...closing, posts: ['leader'] })).toBeUndefined()
    for (const post of administrationPosts)
      expect(findClosingRefusal({ ...closing, posts: [post] })?.code).toBe('person.last-administrator')
  })
})
