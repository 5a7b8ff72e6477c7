import { describe, expect, it } from 'vitest'
import { findKeyRefusal, keyPermissionsOf, keyPosts } from './api-key.ts'

const key = {
  post: 'dispatcher' as const,
  permissions: ['case.read'],
  areaCodes: [] as string[],
  expiresOn: '2026-12-31',
}
const code = (changes: object) =>
  findKeyRefusal({ ...key, ...changes }, { adcode: '530127', today: '2026-06-15' })?.code

describe('an API key', () => {
  it('may do what its post may, and nothing beyond', () => {
    expect(code({})).toBeUndefined()
    expect(code({ permissions: ['case.read', 'case.dispatch'] })).toBeUndefined()
    expect(code({ permissions: ['case.read', 'case.file'] })).toBe('api-key.permission-beyond')
    expect(code({ permissions: ['*'] })).toBe('api-key.permission-beyond')
  })
  it('never administers, whichever post it has the view of', () => {
    for (const post of keyPosts)
      for (const permission of [
        'person.manage',
        'person.authorise',
        'security.manage',
        'audit.read',
        'audit.export',
      ])
        expect(code({ post, permissions: [permission] }), post).toBe('api-key.permission-beyond')
    expect(keyPermissionsOf('leader')).toContain('case.read')
  })
  it('ends within two years, and not before tomorrow', () => {
    expect(code({ expiresOn: '2026-06-15' })).toBe('api-key.expiry-wrong')
    expect(code({ expiresOn: '2026-06-16' })).toBeUndefined()
    expect(code({ expiresOn: '2028-06-14' })).toBeUndefined()
    expect(code({ expiresOn: '2028-06-15' })).toBe('api-key.expiry-wrong')
  })
  it('works in areas of its county', () => {
    expect(code({ areaCodes: ['530127001'] })).toBeUndefined()
    expect(code({ areaCodes: ['530128'] })).toBe('person.area-outside')
  })
})
