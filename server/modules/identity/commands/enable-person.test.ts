/** Opening an account again, forgetting its failed sign-ins, and seeing its telephone number. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestHouse, type TestHouse, type Voice } from '../../../testing/test-house.ts'

let house: TestHouse
let admin: Voice
let leader: Voice
let count = 0
let username: string
let id: string
beforeAll(async () => {
  house = await openTestHouse()
  admin = await house.as({ username: 'guan', posts: ['sysadmin'] })
  leader = await house.as({ username: 'zhang', posts: ['leader'] })
})
beforeEach(async () => {
  username = `li-${++count}`
  id = (await house.as({ username, posts: ['collector'] })).session.id
})
afterAll(() => house.close())

const signIn = async (password = 'a password for tests') =>
  (await house.stranger.post('/api/session', { username, password })).status
const once = (verb: string) => ({ 'idempotency-key': `${verb}-${username}` })
const lines = (command: string) =>
  house.database.rows('select actor_id from platform.audit_entries where command = $1 and subject_id = $2', [
    command,
    id,
  ])

async function expectTrio(verb: string, command: string, check: () => Promise<void>): Promise<void> {
  const sums = await sumTables(house.database)
  const path = `/api/people/${id}/${verb}`
  const body = verb === 'unmask-phone' ? { reason: '核对值班电话' } : {}
  expect((await leader.post(path, body)).body).toMatchObject({ code: 'access.not-permitted' })
  expect(await sumTables(house.database)).toEqual(sums)
  const first = await admin.post(path, body, once(verb))
  expect(first.status, JSON.stringify(first.body)).toBe(200)
  await check()
  const after = await sumTables(house.database)
  expect((await admin.post(path, body, once(verb))).body).toEqual(first.body)
  expect(await sumTables(house.database)).toEqual(after)
  expect(await lines(command)).toEqual([{ actor_id: admin.session.id }])
}

describe('an account', () => {
  it('that was disabled is opened again, with its old password', async () => {
    await house.disable(username)
    expect(await signIn()).toBe(401)
    await expectTrio('enable', 'person.enable', async () => {
      expect((await admin.get(`/api/accounts/${id}`)).body).toMatchObject({ disabledAt: null })
    })
    expect(await signIn()).toBe(200)
  })

  it('that must wait after wrong passwords is freed of the wait', async () => {
    for (let index = 0; index < 5; index += 1) await signIn('wrong')
    expect(await signIn()).toBe(429)
    const waiting = (await admin.get('/api/accounts?state=waiting')).body['accounts'] as { id: string }[]
    expect(waiting.map((it) => it.id)).toEqual([id])
    await expectTrio('unlock', 'person.unlock', async () => {
      expect((await admin.get(`/api/accounts/${id}`)).body).toMatchObject({ waitsUntil: null })
    })
    expect(await signIn()).toBe(200)
  })

  it('shows its telephone number to whoever asks for it by name, and keeps who asked', async () => {
    await house.database.rows(`update identity.people set phone = '13812345678' where id = $1`, [id])
    expect(JSON.stringify((await admin.get('/api/accounts')).body)).not.toContain('13812345678')
    await expectTrio('unmask-phone', 'person.unmask-phone', async () => {
      const kept = await house.database.rows<{ it: string }>(
        'select to_jsonb(a)::text as it from platform.audit_entries a',
      )
      for (const { it } of kept) expect(it).not.toContain('13812345678')
    })
    expect((await admin.post(`/api/people/${id}/unmask-phone`, { reason: '核对值班电话' })).body).toEqual({
      phone: '13812345678',
    })
  })

  it('of another county is unknown, and one without a number has none to show', async () => {
    const stranger = await house.as({ username: `lin-${count}`, adcode: '530126', posts: ['sysadmin'] })
    for (const verb of ['enable', 'unlock', 'unmask-phone', 'reset-password'])
      expect((await stranger.post(`/api/people/${id}/${verb}`, { reason: '看看是谁' })).body).toMatchObject({
        code: 'person.unknown',
      })
    expect((await stranger.get(`/api/accounts/${id}`)).body).toMatchObject({ code: 'person.unknown' })
    expect((await stranger.get(`/api/people/${id}/history`)).body).toEqual({ lines: [] })
    expect(
      (await admin.post(`/api/people/${id}/unmask-phone`, { reason: '核对值班电话' })).body,
    ).toMatchObject({
      code: 'person.no-phone',
    })
  })
})
