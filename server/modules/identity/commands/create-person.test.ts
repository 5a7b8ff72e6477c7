import { afterAll, beforeAll, expect, it } from 'vitest'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestHouse, type TestHouse } from '../../../testing/test-house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

const person = {
  username: 'xin-lai',
  name: '新来',
  password: 'something long enough',
  posts: ['collector'],
  areaCodes: ['530127001001'],
}

it('is refused without the right and changes nothing', async () => {
  const leader = await house.as({ username: 'zhang', posts: ['leader'] })
  const sums = await sumTables(house.database)
  expect((await leader.post('/api/people', person)).body).toMatchObject({ code: 'access.not-permitted' })
  expect(await sumTables(house.database)).toEqual(sums)
})

it('adds the person, writes the audit line without the password, and sent twice adds one', async () => {
  const admin = await house.as({ username: 'guan', posts: ['sysadmin'] })
  const key = { 'idempotency-key': 'create-once' }
  const first = await admin.post('/api/people', person, key)
  expect(first.status, JSON.stringify(first.body)).toBe(200)
  const lines = await house.database.rows(
    "select command, subject_id, input from platform.audit_entries where request_id = 'create-once'",
  )
  const { password, ...shown } = person
  expect(lines).toEqual([
    {
      command: 'person.create',
      subject_id: first.body['id'],
      input: { ...shown, organisationId: null, mustChangePassword: true },
    },
  ])
  const signedIn = await house.stranger.post('/api/session', { username: 'xin-lai', password })
  expect(signedIn).toMatchObject({
    status: 200,
    // What was applied for is granted by another.
    body: { areaCodes: [], posts: [], mustChangePassword: true, permissions: [] },
  })
  const sums = await sumTables(house.database)
  expect((await admin.post('/api/people', person, key)).body).toEqual(first.body)
  expect(await sumTables(house.database)).toEqual(sums)
})

it('refuses a name that is taken, an organisation that is none and a short password', async () => {
  const admin = await house.as({ username: 'guan-er', posts: ['sysadmin'] })
  const code = async (changes: object) =>
    (await admin.post('/api/people', { ...person, ...changes })).body['code']
  expect(await code({})).toBe('person.username-taken')
  expect(await code({ username: 'other', organisationId: '0199aaaa-0000-7000-8000-00000000000a' })).toBe(
    'organisation.unknown',
  )
  expect(await code({ username: 'other', password: 'short' })).toBe('request.invalid')
  expect(await code({ username: 'other-one', password: 'other-one-1' })).toBe('password.weak')
  expect(await code({ username: 'other', areaCodes: ['530128'] })).toBe('person.area-outside')
  expect(await code({ username: 'Big Name' })).toBe('request.invalid')
  // The same post or area named twice is named once.
  expect(
    await code({ username: 'twice', posts: ['collector', 'collector'], areaCodes: ['530127', '530127'] }),
  ).toBeUndefined()
})

it('makes a password that is shown once and opens the door', async () => {
  const admin = await house.as({ username: 'guan-san', posts: ['sysadmin'] })
  const { password: _, ...withoutPassword } = { ...person, username: 'made', phone: '13800001234' }
  const key = { 'idempotency-key': 'create-with-made-password' }
  const first = await admin.post('/api/people', withoutPassword, key)
  const password = String(first.body['password'])
  expect(password).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/)
  expect((await house.stranger.post('/api/session', { username: 'made', password })).status).toBe(200)
  expect((await admin.post('/api/people', withoutPassword, key)).body).toEqual({
    id: first.body['id'],
    password: null,
  })
  const kept = await house.database.rows<{ it: string }>(
    'select to_jsonb(a)::text as it from platform.audit_entries a',
  )
  for (const { it } of kept) expect(it.includes(password) || it.includes('13800001234')).toBe(false)
})
