/** The county's rules of passwords at work: kinds, history, days, and who may change them. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { shippedRules, shippedSecurity } from '#domain/identity/security-settings.ts'
import { sumTables } from '../../testing/table-sums.ts'
import { openTestHouse, type TestHouse, testAdcode, type Voice } from '../../testing/test-house.ts'
import { adoptSecurity } from './adopt-security.ts'

const first = 'a password for tests'
const day = 86_400_000
let house: TestHouse
let admin: Voice
beforeAll(async () => {
  house = await openTestHouse({ sessionHours: 24 * 400 })
  admin = await house.as({ username: 'an', posts: ['security_admin'] })
})
afterAll(() => house.close())

const put = (body: object, key?: string) =>
  admin.call('PUT', '/api/security-settings', body, key ? { 'idempotency-key': key } : {})
const level3 = { ...shippedRules.level3, history: 2 }

it('are changed by the security administrator alone, once, upon the version that was seen, with a history', async () => {
  const other = await house.as({ username: 'guan', posts: ['sysadmin'] })
  const body = { password: level3, secondFactorPosts: [], expectedVersion: 0 }
  const sums = await sumTables(house.database)
  expect((await other.call('PUT', '/api/security-settings', body)).body).toMatchObject({
    code: 'access.not-permitted',
  })
  expect((await put({ ...body, expectedVersion: 3 })).body).toMatchObject({
    code: 'security-settings.stale-version',
  })
  const early = { ...level3, changeDays: 5, warnDays: 5 }
  expect((await put({ ...body, password: early })).body).toMatchObject({
    code: 'security-settings.warns-too-early',
  })
  expect(await sumTables(house.database)).toEqual(sums)
  for (const _ of [1, 2]) expect((await put(body, 'level-3-of-the-county')).body).toEqual({ version: 1 })
  expect((await admin.get('/api/security-settings/history')).body).toMatchObject({
    lines: [
      {
        actorName: 'an',
        changed: { profile: ['nist', 'level3'], changeDays: [0, 90], warnDays: [0, 7], history: [0, 2] },
      },
    ],
  })
})

it('ask for kinds of characters, and let none of the last ones come again', async () => {
  const { token, session } = await house.as({ username: 'li', posts: ['leader'] })
  let [mine, present] = [token, first]
  const change = async (password: string) => {
    house.clock.advance(1000)
    const { body } = await house.stranger.call(
      'PUT',
      '/api/session/password',
      { present, password },
      { authorization: `Bearer ${mine}` },
    )
    if (typeof body['token'] === 'string') [mine, present] = [body['token'], password]
    return (body['details'] as { fault?: string } | undefined)?.fault
  }
  await vi.waitFor(async () => expect(await change('lamps along the river')).toBe('kinds'), { timeout: 1500 })
  for (const it of ['Lamps along river 1', 'Lamps along river 2', 'Lamps along river 3'])
    expect(await change(it)).toBeUndefined()
  expect(await change('Lamps along river 1')).toBe('used-before')
  expect(await change('Lamps along river 2')).toBe('used-before')
  expect(await change('Lamps along river 3')).toBe('unchanged')
  expect(await change('Lamps along river 4')).toBeUndefined()
  // Two that were used since make room for the first again.
  expect(await change('Lamps along river 1')).toBeUndefined()
  const kept = await house.database.rows<{ it: string }>(
    'select to_jsonb(h)::text as it from identity.password_history h where person_id = $1',
    [session.id],
  )
  expect(kept.length).toBe(5)
  for (const { it } of kept) expect(it).not.toContain('Lamps')
})

it('tell a person that the days run out, and after them let nothing be done but choosing another', async () => {
  const zhou = await house.as({ username: 'zhou', posts: ['leader'] })
  const stands = async () => {
    const { body } = await zhou.get('/api/session')
    return [body['mustChangePassword'], body['passwordDaysLeft']]
  }
  expect(await stands()).toEqual([false, null])
  house.clock.advance(84 * day)
  await vi.waitFor(async () => expect(await stands()).toEqual([false, 6]), { timeout: 1500 })
  house.clock.advance(6 * day)
  await vi.waitFor(async () => expect(await stands()).toEqual([true, 0]), { timeout: 1500 })
  expect((await zhou.get('/api/cases')).body).toMatchObject({ code: 'access.not-permitted' })
  const { body } = await zhou.call('PUT', '/api/session/password', {
    present: first,
    password: 'Lamps along river 9',
  })
  const mine = { authorization: `Bearer ${String(body['token'])}` }
  expect((await house.stranger.call('GET', '/api/cases', undefined, mine)).status).toBe(200)
})

it('are strict from the first start of a county where real people work, and not changed where they work already', async () => {
  const fresh = await openTestHouse()
  try {
    await adoptSecurity(fresh, testAdcode)
    await adoptSecurity(fresh, testAdcode)
    const kept = await fresh.database.house.rows('select settings, version from identity.security_settings')
    expect(kept).toEqual([{ settings: shippedSecurity(true), version: 1 }])
    const boss = await fresh.as({ username: 'boss', posts: ['sysadmin'] })
    expect((await boss.get('/api/session')).body).toMatchObject({
      mustEnrolSecondFactor: true,
      permissions: [],
    })
    const collector = await fresh.as({ username: 'walks', posts: ['collector'] })
    expect((await collector.get('/api/session')).body).toMatchObject({ mustEnrolSecondFactor: false })
    await fresh.database.house.rows(`update identity.security_settings set adcode = '530199'`)
    await adoptSecurity(fresh, testAdcode)
    expect(
      await fresh.database.house.rows('select from identity.security_settings where adcode = $1', [
        testAdcode,
      ]),
    ).toEqual([])
  } finally {
    await fresh.close()
  }
})
