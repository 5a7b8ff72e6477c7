import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestHouse, type TestHouse, type Voice } from '../../../testing/test-house.ts'

let house: TestHouse
let admin: Voice
let count = 0
let li: Voice
beforeAll(async () => {
  house = await openTestHouse()
  admin = await house.as({ username: 'guan', name: '管', posts: ['sysadmin'] })
})
beforeEach(async () => {
  li = await house.as({ username: `li-${++count}`, name: '李', posts: ['collector'] })
})
afterAll(() => house.close())

const account = async (id: string) => (await admin.get(`/api/accounts/${id}`)).body
const change = async (voice: Voice, id: string, changes: object, key?: string) => {
  const { name, version: expectedVersion } = await account(id)
  const body = { name, organisationId: null, expectedVersion, ...changes }
  return voice.call('PUT', `/api/people/${id}`, body, key ? { 'idempotency-key': key } : {})
}

describe('changing a person', () => {
  it('is refused without the right, to who grants posts too, and changes nothing', async () => {
    const leader = await house.as({ username: 'zhang', posts: ['leader'] })
    const granter = await house.as({ username: 'an', posts: ['security_admin'] })
    const sums = await sumTables(house.database)
    for (const voice of [leader, granter])
      expect((await change(voice, li.session.id, { name: '王' })).body).toMatchObject({
        code: 'access.not-permitted',
      })
    expect(await sumTables(house.database)).toEqual(sums)
  })

  it('keeps what was in the audit line, and sent twice changes nothing more', async () => {
    const { id } = li.session
    const changes = { name: '李四', phone: '13812345678' }
    const first = await change(admin, id, { ...changes, expectedVersion: 1 }, 'change-li-once')
    expect(first.body).toEqual({ id, version: 2 })
    expect(await account(id)).toMatchObject({ name: '李四', phone: '138****5678', version: 2 })
    const sums = await sumTables(house.database)
    await change(admin, id, { ...changes, expectedVersion: 1 }, 'change-li-once')
    expect(await sumTables(house.database)).toEqual(sums)
    const lines = (await admin.get(`/api/people/${id}/history`)).body['lines'] as { command: string }[]
    expect(lines[0]).toMatchObject({
      command: 'person.change',
      actorName: '管',
      changed: { name: ['李', '李四'] },
    })
    const kept = await house.database.rows<{ it: string }>(
      'select to_jsonb(a)::text as it from platform.audit_entries a',
    )
    for (const { it } of kept) expect(it).not.toContain('13812345678')
  })

  it('changes no posts and no areas, whatever is sent with it', async () => {
    const { id } = li.session
    await change(admin, id, { name: '李五', posts: ['leader'], areaCodes: ['530127001'], username: 'root' })
    expect(await account(id)).toMatchObject({
      name: '李五',
      username: li.session.username,
      posts: ['collector'],
      areaCodes: [],
    })
  })

  it('leaves the telephone number alone when nothing is said of it, and takes it away when asked', async () => {
    const { id } = li.session
    await change(admin, id, { phone: '0871-67911234' })
    await change(admin, id, { name: '李四' })
    expect(await account(id)).toMatchObject({ name: '李四', phone: '087****1234' })
    await change(admin, id, { phone: null })
    expect(await account(id)).toMatchObject({ phone: null })
  })

  it('is refused beyond the county, and on what has changed meanwhile', async () => {
    const code = async (id: string, changes: object) => (await change(admin, id, changes)).body['code']
    const { id } = li.session
    const nobody = '0199aaaa-0000-7000-8000-00000000000a'
    expect(await code(id, { organisationId: nobody })).toBe('organisation.unknown')
    expect(await code(id, { expectedVersion: 7 })).toBe('person.stale-version')
    expect(await code(nobody, { name: '无', expectedVersion: 1 })).toBe('person.unknown')
    const far = await house.as({ username: `yuan-${count}`, posts: ['leader'], adcode: '530125' })
    expect(await code(far.session.id, { name: '远', expectedVersion: 1 })).toBe('person.unknown')
  })
})
