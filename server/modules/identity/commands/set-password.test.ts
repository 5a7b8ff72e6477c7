import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '#platform/actor.ts'
import { newId } from '#platform/ids.ts'
import { openTestHouse, type TestHouse, testAdcode } from '../../../testing/test-house.ts'
import { putPeople } from './put-people.ts'
import { setPassword } from './set-password.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

const system = systemActor(testAdcode)
const before = 'a password for tests'
const after = 'another password for tests'
const signIn = async (username: string, password: string) =>
  (await house.stranger.post('/api/session', { username, password })).status
const auditLines = () =>
  house.database.rows<{ input: unknown; body_hash: string }>(
    "select input, body_hash from platform.audit_entries where command = 'person.set-password' order by at",
  )

describe('setting a password', () => {
  it('is refused without the right', async () => {
    const { session } = await house.as({ username: 'hu', posts: ['leader'] })
    const input = { username: 'hu', password: after }
    await expect(house.act(session, setPassword, input)).rejects.toThrow('access.not-permitted')
    expect(await signIn('hu', before)).toBe(200)
  })

  it('lets the new one in and the old one not, and ends what was open', async () => {
    const lin = await house.as({ username: 'lin', posts: ['leader'] })
    expect(await house.act(system, setPassword, { username: 'lin', password: after })).toMatchObject({
      endedSessions: 1,
    })
    expect([await signIn('lin', before), await signIn('lin', after)]).toEqual([401, 200])
    const open = await house.database.rows<{ n: number }>(
      'select count(*) as n from identity.sessions where person_id = $1 and ended_at is null',
      [lin.session.id],
    )
    expect(open).toEqual([{ n: 1 }])
  })

  it('keeps nothing in the audit line from which the password could be guessed', async () => {
    await house.as({ username: 'guo', posts: ['leader'] })
    await house.act(system, setPassword, { username: 'guo', password: after })
    await house.act(system, setPassword, { username: 'guo', password: 'a third password for tests' })
    const [first, second] = (await auditLines()).slice(-2)
    expect(first?.input).toEqual({ username: 'guo' })
    expect(second).toEqual(first)
  })

  it('changes nothing more when the same request comes twice', async () => {
    await house.as({ username: 'ma', posts: ['leader'] })
    const input = { username: 'ma', password: after }
    const first = await house.act(system, setPassword, input, { requestId: 'password-of-ma' })
    expect(await signIn('ma', after)).toBe(200)
    expect(await house.act(system, setPassword, input, { requestId: 'password-of-ma' })).toEqual(first)
    const lines = (await auditLines()).filter((it) => JSON.stringify(it.input).includes('"ma"'))
    expect(lines).toHaveLength(1)
  })

  it('is refused for demonstration accounts and for nobody', async () => {
    const person = { id: newId(), username: 'demo', name: 'demo', organisationId: null, passwordHash: 'x' }
    await house.act(system, putPeople, {
      people: [{ ...person, posts: ['leader'], areaCodes: [], isDemonstration: true }],
    })
    const set = (username: string) => house.act(system, setPassword, { username, password: after })
    await expect(set('demo')).rejects.toThrow('person.demonstration-password')
    await expect(set('nobody')).rejects.toThrow('person.unknown')
  })
})
