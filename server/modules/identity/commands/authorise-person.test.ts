/** Who opens an account does not say what it may do: posts are applied for, granted by another, and never two administrations. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Post } from '#domain/identity/post.ts'
import { systemActor } from '#platform/actor.ts'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestHouse, type TestHouse, testAdcode, type Voice } from '../../../testing/test-house.ts'
import { authorisePerson } from './authorise-person.ts'
import { putPeople } from './put-people.ts'

let house: TestHouse
let opener: Voice
let granter: Voice
let reader: Voice
let count = 0
let li: Voice
beforeAll(async () => {
  house = await openTestHouse()
  opener = await house.as({ username: 'kai', posts: ['sysadmin'] })
  granter = await house.as({ username: 'shou', name: '授', posts: ['security_admin'] })
  reader = await house.as({ username: 'shen', posts: ['audit_admin'] })
})
beforeEach(async () => {
  li = await house.as({ username: `li-${++count}`, posts: ['collector'], areaCodes: ['530127001'] })
})
afterAll(() => house.close())

const account = async (id: string, by = granter) => (await by.get(`/api/accounts/${id}`)).body
const grant = async (id: string, changes: object, by = granter, key?: string) => {
  const { posts, areaCodes, version: expectedVersion } = await account(id)
  return by.call(
    'PUT',
    `/api/people/${id}/rights`,
    { posts, areaCodes, expectedVersion, ...changes },
    key ? { 'idempotency-key': key } : {},
  )
}
const codeOf = async (...it: Parameters<typeof grant>) => (await grant(...it)).body['code']
const open = async (posts: Post[], areaCodes: string[] = []) => {
  const username = `xin-${++count}`
  const { body } = await opener.post('/api/people', { username, name: '新', posts, areaCodes })
  return { username, id: String(body['id']), code: body['code'], password: body['password'] }
}

describe('granting posts and areas', () => {
  it('is refused to everybody else, who opened the account and who reads the audit too', async () => {
    const leader = await house.as({ username: 'zhang', posts: ['leader'] })
    const sums = await sumTables(house.database)
    for (const by of [leader, opener, reader, li]) {
      expect(await codeOf(li.session.id, { posts: ['leader'] }, by)).toBe('access.not-permitted')
      const all = await by.post('/api/people/grant-applied', { ids: [li.session.id] })
      expect(all.body).toMatchObject({ code: 'access.not-permitted' })
    }
    expect(await sumTables(house.database)).toEqual(sums)
  })

  it('counts at once, keeps what was in the audit line, and sent twice changes nothing more', async () => {
    const { id } = li.session
    const rights = { posts: ['acceptor', 'shift_leader'], areaCodes: ['530127002'], expectedVersion: 1 }
    expect((await grant(id, rights, granter, 'grant-li-once')).body).toEqual({ id, version: 2 })
    await vi.waitFor(async () => {
      const { body } = await li.get('/api/session')
      expect(body).toMatchObject({
        areaCodes: ['530127002'],
        permissions: expect.arrayContaining(['case.file']),
      })
    })
    const sums = await sumTables(house.database)
    await grant(id, rights, granter, 'grant-li-once')
    expect(await sumTables(house.database)).toEqual(sums)
    const { lines } = (await granter.get(`/api/people/${id}/history`)).body as { lines: object[] }
    expect(lines[0]).toMatchObject({
      command: 'person.authorise',
      actorName: '授',
      changed: {
        posts: [['collector'], ['acceptor', 'shift_leader']],
        areaCodes: [['530127001'], ['530127002']],
      },
    })
    await grant(id, { posts: [], areaCodes: [] })
    expect(await account(id)).toMatchObject({ posts: [], areaCodes: [], version: 3 })
    const facts = () => house.database.rows('select post from identity.post_facts where person_id = $1', [id])
    expect(await facts()).toEqual([])
    await grant(id, { posts: ['collector'] })
    expect(await facts()).toEqual([{ post: 'collector' }])
  })

  it('is never of oneself, never beyond the county, never of the last of an administration', async () => {
    expect(await codeOf(granter.session.id, { posts: ['security_admin', 'leader'] })).toBe(
      'person.own-rights',
    )
    const { id } = li.session
    expect(await codeOf(id, { areaCodes: ['530128001'] })).toBe('person.area-outside')
    expect(await codeOf(id, { expectedVersion: 7 })).toBe('person.stale-version')
    expect(await codeOf(opener.session.id, { posts: ['leader'] })).toBe('person.last-administrator')
    expect(await codeOf(reader.session.id, { posts: [] })).toBe('person.last-administrator')
    const system = systemActor(testAdcode)
    const last = { id: granter.session.id, posts: [], areaCodes: [], expectedVersion: 1 }
    await expect(house.act(system, authorisePerson, last)).rejects.toThrow('person.last-administrator')
    const elsewhere = await house.as({ username: `yuan-${count}`, posts: ['leader'], adcode: '530125' })
    const far = await granter.call('PUT', `/api/people/${elsewhere.session.id}/rights`, {
      posts: [],
      areaCodes: [],
      expectedVersion: 1,
    })
    expect(far.body).toMatchObject({ code: 'person.unknown' })
  })

  it('lets one of two administrators go when each loses the post at once', async () => {
    const county = { adcode: '530126' }
    const [a, b] = [
      await house.as({ username: 'jia', posts: ['security_admin', 'leader'], ...county }),
      await house.as({ username: 'yi', posts: ['security_admin', 'leader'], ...county }),
    ]
    const takeAway = (by: Voice, from: Voice) =>
      by.call('PUT', `/api/people/${from.session.id}/rights`, {
        posts: ['leader'],
        areaCodes: [],
        expectedVersion: 1,
      })
    const both = await Promise.all([takeAway(a, b), takeAway(b, a)])
    expect(both.filter((it) => it.status === 200)).toHaveLength(1)
    const left = await house.database.rows(
      "select person_id from identity.post_facts where adcode = '530126' and post = 'security_admin'",
    )
    expect(left).toHaveLength(1)
  })
})

describe('two of the three administrations', () => {
  it('meet in no account, whichever way it is tried, and not in the table either', async () => {
    const { id } = li.session
    const combined = 'person.administrations-combined'
    for (const posts of [
      ['sysadmin', 'security_admin'],
      ['audit_admin', 'collector', 'sysadmin'],
      ['security_admin', 'audit_admin'],
    ] as Post[][]) {
      expect(await codeOf(id, { posts })).toBe(combined)
      expect((await open(posts)).code).toBe(combined)
      await expect(house.as({ username: `both-${++count}`, posts })).rejects.toThrow(combined)
    }
    await grant(id, { posts: ['audit_admin'] })
    const add = (post: string) =>
      house.database.rows(
        'insert into identity.post_holdings (adcode, person_id, post) values ($1, $2, $3) returning post',
        [testAdcode, id, post],
      )
    await expect(add('sysadmin')).rejects.toMatchObject({ constraint: 'post_holdings_one_administration' })
    expect(await add('leader')).toEqual([{ post: 'leader' }])
    // From one administration to another in one step: never two between.
    expect((await grant(id, { posts: ['security_admin'] })).status).toBe(200)
    expect((await grant(id, { posts: ['sysadmin'] })).status).toBe(200)
    expect((await account(id))['posts']).toEqual(['sysadmin'])
  })

  it('cannot be had by way of a password either', async () => {
    for (const voice of [granter, reader]) {
      const { body } = await opener.post(`/api/people/${voice.session.id}/reset-password`)
      expect(body).toMatchObject({ code: 'person.administrator-password' })
      expect((await voice.get('/api/session')).status).toBe(200)
    }
  })
})

describe('posts that were applied for', () => {
  it('count for nothing before they are granted', async () => {
    const { id, username, password } = await open(['leader'], ['530127001'])
    expect(await account(id, opener)).toMatchObject({
      posts: [],
      areaCodes: [],
      applied: { posts: ['leader'], areaCodes: ['530127001'] },
    })
    const signIn = async (word: unknown) => house.stranger.post('/api/session', { username, password: word })
    const { token } = (await signIn(password)).body as { token: string }
    const chosen = { present: password, password: 'lamps along the river' }
    await house.stranger.call('PUT', '/api/session/password', chosen, { authorization: `Bearer ${token}` })
    expect((await signIn(chosen.password)).body).toMatchObject({ permissions: [], posts: [] })
    expect((await grant(id, { posts: ['leader'] })).status).toBe(200)
    expect(await account(id)).toMatchObject({ posts: ['leader'], areaCodes: [], applied: null })
    expect((await signIn(chosen.password)).body['permissions']).toContain('case.read')
  })

  it('are granted to many at once, or to nobody', async () => {
    const [a, b] = [await open(['collector'], ['530127001']), await open(['acceptor', 'sysadmin'])]
    const ids = [a.id, b.id]
    const all = (await granter.get('/api/accounts?state=applied')).body['accounts'] as { id: string }[]
    expect(all.map((it) => it.id).sort()).toEqual([...ids].sort())
    const sums = await sumTables(house.database)
    const one = await granter.post('/api/people/grant-applied', { ids: [...ids, li.session.id] })
    expect(one.body).toMatchObject({ code: 'person.nothing-applied' })
    expect(await sumTables(house.database)).toEqual(sums)
    const key = { 'idempotency-key': `grant-all-${count}` }
    expect((await granter.post('/api/people/grant-applied', { ids }, key)).body).toEqual({ granted: 2 })
    const after = await sumTables(house.database)
    expect((await granter.post('/api/people/grant-applied', { ids }, key)).body).toEqual({ granted: 2 })
    expect(await sumTables(house.database)).toEqual(after)
    expect(await account(a.id)).toMatchObject({
      posts: ['collector'],
      areaCodes: ['530127001'],
      applied: null,
    })
    expect(await account(b.id)).toMatchObject({ posts: ['acceptor', 'sysadmin'] })
  })

  it('are granted at once where the system itself adds somebody', async () => {
    const id = '0199aaaa-0000-7000-8000-00000000000b'
    const person = { id, username: 'seeded', name: '种', organisationId: null, passwordHash: 'x' }
    await house.act(systemActor(testAdcode), putPeople, {
      people: [{ ...person, posts: ['leader'], areaCodes: [], isDemonstration: false }],
    })
    expect(await account(id)).toMatchObject({ posts: ['leader'], applied: null })
  })
})
