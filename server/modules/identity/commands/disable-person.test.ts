import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '#platform/actor.ts'
import { openTestHouse, type TestHouse, testAdcode } from '../../../testing/test-house.ts'
import { listAccounts } from '../queries/list-accounts.ts'
import { disablePerson } from './disable-person.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

const system = systemActor(testAdcode)
const disabledAt = async (username: string) =>
  (await listAccounts(house.database, testAdcode)).find((it) => it.username === username)?.disabledAt

describe('disabling a person', () => {
  it('is refused without the right', async () => {
    const { session } = await house.as({ username: 'hu', posts: ['leader'] })
    await expect(house.act(session, disablePerson, { username: 'hu' })).rejects.toThrow(
      'access.not-permitted',
    )
    expect(await disabledAt('hu')).toBeNull()
  })

  it('ends the sign-in and writes the audit line', async () => {
    const lin = await house.as({ username: 'lin', posts: ['leader'] })
    expect((await lin.get('/api/session')).status).toBe(200)
    const { id } = await house.act(system, disablePerson, { username: 'lin' })
    expect(await disabledAt('lin')).toEqual(house.clock.now())
    const lines = await house.database.rows(
      "select subject_id from platform.audit_entries where command = 'person.disable'",
    )
    expect(lines).toEqual([{ subject_id: id }])
    const again = await house.stranger.post('/api/session', {
      username: 'lin',
      password: 'a password for tests',
    })
    expect(again.body).toMatchObject({ code: 'session.wrong-sign-in' })
  })

  it('changes nothing more the second time, and keeps the first day', async () => {
    await house.as({ username: 'guo', posts: ['leader'] })
    const first = await house.act(system, disablePerson, { username: 'guo' }, { requestId: 'disable-guo' })
    const at = await disabledAt('guo')
    house.clock.advance(60_000)
    expect(await house.act(system, disablePerson, { username: 'guo' }, { requestId: 'disable-guo' })).toEqual(
      first,
    )
    expect(await house.act(system, disablePerson, { username: 'guo' })).toEqual(first)
    expect(await disabledAt('guo')).toEqual(at)
  })

  it('is refused for somebody who is not there', async () => {
    await expect(house.act(system, disablePerson, { username: 'nobody' })).rejects.toThrow('person.unknown')
  })
})
