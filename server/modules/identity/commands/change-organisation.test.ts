/** Adding and changing organisations by hand. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestHouse, type TestHouse, type Voice } from '../../../testing/test-house.ts'

let house: TestHouse
let admin: Voice
let leader: Voice
beforeAll(async () => {
  house = await openTestHouse()
  admin = await house.as({ username: 'guan', name: '管', posts: ['data_admin'] })
  leader = await house.as({ username: 'zhang', posts: ['leader'] })
})
afterAll(() => house.close())

const bureau = { name: '城市管理局', kind: 'bureau' }
const create = async (it: object, key?: string, by = admin) =>
  by.post('/api/organisations', it, key ? { 'idempotency-key': key } : {})
const change = (id: string, it: object, key?: string, by = admin) =>
  by.call('PUT', `/api/organisations/${id}`, it, key ? { 'idempotency-key': key } : {})

describe('an organisation', () => {
  it('is added and changed by nobody without the right', async () => {
    const { body } = await create({ ...bureau, name: '水务局' })
    const sums = await sumTables(house.database)
    expect((await create(bureau, 'not-mine', leader)).body).toMatchObject({ code: 'access.not-permitted' })
    const changed = await change(String(body['id']), { ...bureau, expectedVersion: 1 }, 'not-mine', leader)
    expect(changed.body).toMatchObject({ code: 'access.not-permitted' })
    expect(await sumTables(house.database)).toEqual(sums)
  })

  it('is added once, changed once, and its history tells what was', async () => {
    const first = await create(bureau, 'add-bureau')
    const id = String(first.body['id'])
    const added = await sumTables(house.database)
    expect((await create(bureau, 'add-bureau')).body).toEqual(first.body)
    expect(await sumTables(house.database)).toEqual(added)
    const changes = {
      ...bureau,
      name: '城市管理综合执法局',
      shortName: '城管局',
      aliases: ['城管'],
      expectedVersion: 1,
    }
    expect((await change(id, changes, 'change-bureau')).body).toEqual({ id, version: 2 })
    const changed = await sumTables(house.database)
    await change(id, changes, 'change-bureau')
    expect(await sumTables(house.database)).toEqual(changed)
    expect((await change(id, changes)).body).toMatchObject({ code: 'organisation.stale-version' })
    const { lines } = (await admin.get(`/api/organisations/${id}/history`)).body as { lines: object[] }
    expect(lines).toMatchObject([
      {
        command: 'organisation.change',
        actorName: '管',
        changed: { name: ['城市管理局', '城市管理综合执法局'], shortName: [null, '城管局'] },
      },
      { command: 'organisation.create' },
    ])
  })

  it('stands below a parent that is there, never below itself', async () => {
    const id = async (name: string, parentId: string | null = null) =>
      String((await create({ name, kind: 'other', parentId })).body['id'])
    const [top, nothing] = [await id('甲'), '0199aaaa-0000-7000-8000-00000000000a']
    const middle = await id('乙', top)
    const low = await id('丙', middle)
    const code = async (parentId: string) =>
      (await change(top, { name: '甲', kind: 'other', parentId, expectedVersion: 1 })).body['code']
    for (const parent of [top, middle, low, nothing])
      expect(await code(parent)).toBe('organisation.parent-wrong')
    expect(await code(await id('丁'))).toBeUndefined()
  })

  it('needs a sound credit code, areas of the county and a code of its own', async () => {
    const code = async (it: object) => (await create({ ...bureau, ...it })).body['code']
    expect(await code({ creditCode: '91350100M000100Y44' })).toBe('organisation.credit-code-invalid')
    expect(await code({ areaCodes: ['530128001'] })).toBe('person.area-outside')
    expect(await code({ externalCode: 'one' })).toBeUndefined()
    expect(await code({ externalCode: 'one' })).toBe('organisation.external-code-taken')
    expect(await code({ name: '' })).toBe('request.invalid')
  })
})
