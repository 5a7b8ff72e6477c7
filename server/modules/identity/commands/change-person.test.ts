import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemActor } from '#platform/actor.ts'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestHouse, type TestHouse, type Voice } from '../../../testing/test-house.ts'
import { changePerson } from './change-person.ts'

let house: TestHouse
let admin: Voice
let count = 0
let li: Voice
beforeAll(async () => {
  house = await openTestHouse()
  admin = await house.as({ username: 'guan', name: '管', posts: ['sysadmin'] })
})
beforeEach(async () => {
  li = await house.as({
    username: `li-${++count}`,
    name: '李',
    posts: ['collector'],
    areaCodes: ['530127001'],
  })
})
afterAll(() => house.close())

const account = async (id: string) => (await admin.get(`/api/accounts/${id}`)).body
const change = async (voice: Voice, id: string, changes: object, key?: string) => {
  const now = await account(id)
  const body = {
    name: now['name'],
    organisationId: null,
    posts: now['posts'],
    areaCodes: now['areaCodes'],
    expectedVersion: now['version'],
    ...changes,
  }
  return voice.call('PUT', `/api/people/${id}`, body, key ? { 'idempotency-key': key } : {})
}

describe('changing a person', () => {
  it('is refused without the right and changes nothing', async () => {
    const leader = await house.as({ username: 'zhang', posts: ['leader'] })
    const sums = await sumTables(house.database)
    const refused = await change(leader, li.session.id, { name: '王' })
    expect(refused.body).toMatchObject({ code: 'access.not-permitted' })
    expect(await sumTables(house.database)).toEqual(sums)
  })

  it('changes rights at once, keeps what was in the audit line, and sent twice changes nothing more', async () => {
    const { id } = li.session
    const changes = { posts: ['acceptor', 'shift_leader'], areaCodes: ['530127002'], phone: '13812345678' }
    const first = await change(admin, id, { ...changes, expectedVersion: 1 }, 'change-li-once')
    expect(first.body).toEqual({ id, version: 2 })
    expect(await account(id)).toMatchObject({ ...changes, phone: '138****5678', version: 2 })
    const signedIn = await house.stranger.post('/api/session', {
      username: li.session.username,
      password: 'a password for tests',
    })
    expect(signedIn.body['permissions']).toContain('case.file')
    expect(signedIn.body['areaCodes']).toEqual(['530127002'])
    const sums = await sumTables(house.database)
    await change(admin, id, { ...changes, expectedVersion: 1 }, 'change-li-once')
    expect(await sumTables(house.database)).toEqual(sums)
    const lines = (await admin.get(`/api/people/${id}/history`)).body['lines'] as { command: string }[]
    expect(lines[0]).toMatchObject({
      command: 'person.change',
      actorName: '管',
      changed: {
        posts: [['collector'], ['acceptor', 'shift_leader']],
        areaCodes: [['530127001'], ['530127002']],
      },
    })
    const kept = await house.database.rows<{ it: string }>(
      'select to_jsonb(a)::text as it from platform.audit_entries a',
    )
    for (const { it } of kept) expect(it).not.toContain('13812345678')
  })

  it('takes posts and areas away and gives them back', async () => {
    const { id } = li.session
    await change(admin, id, { posts: ['leader'], areaCodes: [] })
    expect(await account(id)).toMatchObject({ posts: ['leader'], areaCodes: [] })
    await change(admin, id, { posts: ['collector', 'leader'], areaCodes: ['530127001'] })
    expect(await account(id)).toMatchObject({ posts: ['collector', 'leader'], areaCodes: ['530127001'] })
    const facts = await house.database.rows(
      'select post from identity.post_facts where person_id = $1 order by 1',
      [id],
    )
    expect(facts).toEqual([{ post: 'collector' }, { post: 'leader' }])
  })

  it('leaves the telephone number alone when nothing is said of it, and takes it away when asked', async () => {
    const { id } = li.session
    await change(admin, id, { phone: '0871-67911234' })
    await change(admin, id, { name: '李四' })
    expect(await account(id)).toMatchObject({ name: '李四', phone: '087****1234' })
    await change(admin, id, { phone: null })
    expect(await account(id)).toMatchObject({ phone: null })
  })

  it('is refused to oneself, to the last administrator, beyond the county, and on what has changed meanwhile', async () => {
    const code = async (id: string, changes: object, voice = admin) =>
      (await change(voice, id, changes)).body['code']
    const own = admin.session.id
    expect(await code(own, { posts: ['sysadmin', 'leader'] })).toBe('person.own-rights')
    expect(await code(own, { name: '管理员' })).toBeUndefined()
    const other = await house.as({ username: 'guan-er', posts: ['sysadmin'] })
    expect(await code(other.session.id, { posts: ['leader'] })).toBeUndefined()
    const far = await house.as({ username: 'yuan', posts: ['sysadmin'], adcode: '530125' })
    const system = systemActor('530125')
    const last = {
      id: far.session.id,
      name: '远',
      organisationId: null,
      posts: [],
      areaCodes: [],
      expectedVersion: 1,
    }
    await expect(house.act(system, changePerson, { ...last, posts: ['leader'] })).rejects.toThrow(
      'person.last-sysadmin',
    )
    const { id } = li.session
    expect(await code(id, { areaCodes: ['530128001'] })).toBe('person.area-outside')
    expect(await code(id, { organisationId: '0199aaaa-0000-7000-8000-00000000000a' })).toBe(
      'organisation.unknown',
    )
    expect(await code(id, { expectedVersion: 7 })).toBe('person.stale-version')
    expect(await code('0199aaaa-0000-7000-8000-00000000000a', {})).toBe('request.invalid')
  })

  it('lets one of two administrators go when each takes the other’s post at once', async () => {
    const county = { adcode: '530126' }
    const [a, b] = [
      await house.as({ username: 'jia', posts: ['sysadmin', 'leader'], ...county }),
      await house.as({ username: 'yi', posts: ['sysadmin', 'leader'], ...county }),
    ]
    const takeAway = (by: Voice, from: Voice) =>
      by.call('PUT', `/api/people/${from.session.id}`, {
        name: from.session.name,
        organisationId: null,
        posts: ['leader'],
        areaCodes: [],
        expectedVersion: 1,
      })
    const both = await Promise.all([takeAway(a, b), takeAway(b, a)])
    expect(both.filter((it) => it.status === 200)).toHaveLength(1)
    const left = await house.database.rows(
      "select person_id from identity.post_facts where adcode = '530126' and post = 'sysadmin'",
    )
    expect(left).toHaveLength(1)
  })
})
