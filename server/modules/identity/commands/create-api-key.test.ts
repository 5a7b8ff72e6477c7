/** API keys: made once, kept as a hash, good for what they say, and gone within a second when revoked. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openStory } from '../../../testing/case-story.ts'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'

let county: TestCounty
let count = 0
beforeAll(async () => {
  county = await openTestCounty({ idleMinutes: 30 })
})
afterAll(() => county.close())

const asked = {
  name: '市级平台',
  post: 'dispatcher',
  permissions: ['case.read', 'case.note'],
  expiresOn: '2026-12-31',
}
const make = (changes: object = {}, key = `make-key-${++count}`, by = county.securityAdmin) =>
  by.post('/api/api-keys', { ...asked, ...changes }, { 'idempotency-key': key })
const made = async (changes: object = {}) => {
  const { body } = await make(changes)
  return { id: String(body['id']), key: String(body['key']) }
}
const call = (key: string, method: string, path: string, body?: unknown) =>
  county.stranger.call(method, path, body, { authorization: `Bearer ${key}` })
const keys = async () =>
  (await county.securityAdmin.get('/api/api-keys')).body['keys'] as Record<string, unknown>[]

describe('an API key', () => {
  it('is made and seen by the security administrator alone', async () => {
    const sums = await sumTables(county.database)
    for (const by of [county.sysadmin, county.auditAdmin, county.leader]) {
      expect((await make({}, `refused-${++count}`, by)).body).toMatchObject({ code: 'access.not-permitted' })
      expect((await by.get('/api/api-keys')).body).toMatchObject({ code: 'access.not-permitted' })
    }
    const code = async (changes: object) => (await make(changes)).body['code']
    expect(await code({ permissions: ['person.manage'] })).toBe('api-key.permission-beyond')
    expect(await code({ post: 'sysadmin' })).toBe('request.invalid')
    expect(await code({ expiresOn: '2026-06-15' })).toBe('api-key.expiry-wrong')
    expect(await code({ areaCodes: ['530128'] })).toBe('person.area-outside')
    expect(await code({ organisationId: '0199aaaa-0000-7000-8000-00000000000a' })).toBe(
      'organisation.unknown',
    )
    expect(await sumTables(county.database)).toEqual(sums)
  })

  it('is shown once, stands nowhere in clear, and the same request makes one', async () => {
    const first = await make({}, 'make-key-once')
    const key = String(first.body['key'])
    expect(key).toMatch(/^jwk_[\w-]{43}$/)
    const sums = await sumTables(county.database)
    expect((await make({}, 'make-key-once')).body).toEqual({ id: first.body['id'], key: null })
    expect(await sumTables(county.database)).toEqual(sums)
    const kept = await county.database.rows<{ it: string }>(
      `select to_jsonb(k)::text as it from identity.api_keys k
       union all select to_jsonb(a)::text from platform.audit_entries a where command = 'api-key.create'`,
    )
    expect(kept.length).toBeGreaterThan(1)
    for (const { it } of kept) expect(it).not.toContain(key)
    const { expiresOn: _, ...shown } = asked
    expect((await keys())[0]).toMatchObject({ ...shown, start: key.slice(0, 10), lastUsedAt: null })
  })

  it('acts under its own name, may what it says, and nothing of a person', async () => {
    const { id, key } = await made({ organisationId: county.lampStation })
    const story = await openStory(county)
    expect((await call(key, 'GET', '/api/session')).body).toMatchObject({ person: { id, name: '市级平台' } })
    expect((await call(key, 'GET', `/api/cases/${story.id}`)).status).toBe(200)
    expect((await call(key, 'POST', `/api/cases/${story.id}/notes`, { text: '市里已阅' })).status).toBe(200)
    const lines = await county.database.rows(
      'select actor_name from platform.audit_entries where actor_id = $1',
      [id],
    )
    expect(lines).toEqual([{ actor_name: '市级平台' }])
    for (const [method, path] of [
      ['POST', `/api/cases/${story.id}/dispatch`],
      ['GET', '/api/accounts'],
      ['PUT', '/api/session/password'],
      ['DELETE', '/api/session'],
      ['PUT', '/api/preferences/columns'],
    ] as const)
      expect((await call(key, method, path, method === 'GET' ? undefined : {})).body, path).toMatchObject({
        code: 'access.not-permitted',
      })
    expect((await keys()).find((it) => it['id'] === id)?.['lastUsedAt']).toBe(
      county.clock.now().toISOString(),
    )
  })

  it('sees the areas it was given', async () => {
    const story = await openStory(county)
    const { key } = await made({ areaCodes: ['530127001002'] })
    expect((await call(key, 'GET', `/api/cases/${story.id}`)).body).toMatchObject({ code: 'case.unknown' })
  })

  it('is worth nothing once revoked or expired, or in any other form', async () => {
    const { id, key } = await made()
    expect((await call(key, 'GET', '/api/cases')).status).toBe(200)
    expect((await call(`${key}x`, 'GET', '/api/cases')).status).toBe(401)
    expect((await county.sysadmin.post(`/api/api-keys/${id}/revoke`)).body).toMatchObject({
      code: 'access.not-permitted',
    })
    const once = { 'idempotency-key': `revoke-${id}` }
    const path = `/api/api-keys/${id}/revoke`
    expect((await county.securityAdmin.post(path, {}, once)).body).toEqual({ id })
    await county.relay.drain()
    await vi.waitFor(async () => expect((await call(key, 'GET', '/api/cases')).status).toBe(401), {
      timeout: 5000,
    })
    const sums = await sumTables(county.database)
    expect((await county.securityAdmin.post(path, {}, once)).body).toEqual({ id })
    expect(await sumTables(county.database)).toEqual(sums)
    const lines = await county.database.rows(
      "select subject_id from platform.audit_entries where command = 'api-key.revoke'",
    )
    expect(lines).toEqual([{ subject_id: id }])
    const unknown = await county.securityAdmin.post(
      '/api/api-keys/0199aaaa-0000-7000-8000-00000000000a/revoke',
    )
    expect(unknown.body).toMatchObject({ code: 'api-key.unknown' })
    const { key: short } = await made({ expiresOn: '2026-06-16' })
    expect((await call(short, 'GET', '/api/cases')).status).toBe(200)
    // Somebody at a desk must come back after a while; a system need not.
    county.clock.advance(45 * 60_000)
    expect((await call(short, 'GET', '/api/cases')).status).toBe(200)
    county.clock.advance(48 * 3_600_000)
    await vi.waitFor(async () => expect((await call(short, 'GET', '/api/cases')).status).toBe(401))
  })
})
