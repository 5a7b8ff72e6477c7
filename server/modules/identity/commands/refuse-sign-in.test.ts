/** Guessing passwords: how many go free, how long one waits, and what is written down. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../testing/test-house.ts'

let house: TestHouse
let count = 0
let username: string
beforeAll(async () => {
  house = await openTestHouse()
})
beforeEach(async () => {
  username = `li-${++count}`
  await house.as({ username, posts: ['leader'] })
})
afterAll(() => house.close())

const right = 'a password for tests'
const signIn = async (password: string, from: { name?: string; address?: string } = {}) => {
  const reply = await house.app.inject({
    method: 'POST',
    url: '/api/session',
    remoteAddress: from.address ?? '127.0.0.1',
    payload: { username: from.name ?? username, password },
  })
  const body = reply.json<{ code?: string; details?: { seconds?: number }; sentence?: { zh: string } }>()
  return { status: reply.statusCode, code: body.code, seconds: body.details?.seconds, zh: body.sentence?.zh }
}
const fail = async (times: number, from?: Parameters<typeof signIn>[1]) => {
  let last = await signIn('wrong', from)
  for (let index = 1; index < times; index += 1) last = await signIn('wrong', from)
  return last
}

describe('sign-ins that fail', () => {
  it('cost nothing four times, then a wait that grows, and says how long', async () => {
    expect(await fail(4)).toMatchObject({ status: 401, code: 'session.wrong-sign-in' })
    expect(await fail(1)).toMatchObject({ status: 429, code: 'session.wait', seconds: 30 })
    // While one waits, even the right password is not looked at, and trying does not make it longer.
    expect(await signIn(right)).toMatchObject({ status: 429, seconds: 30 })
    house.clock.advance(29_000)
    expect(await signIn(right)).toMatchObject({ status: 429, seconds: 1 })
    house.clock.advance(1000)
    expect((await fail(1)).seconds).toBe(60)
    house.clock.advance(60_000)
    const last = await fail(1)
    expect(last.zh).toBe('登录失败次数过多，请在 2 分钟后再试；忘记密码请联系系统管理员。')
    house.clock.advance(120_000)
    expect((await signIn(right)).status).toBe(200)
    // A right password forgets what went before.
    expect(await fail(4)).toMatchObject({ status: 401 })
  })

  it('of a name that is no account sound and cost the same', async () => {
    const name = `nobody-${count}`
    expect(await fail(4, { name })).toMatchObject({ status: 401, code: 'session.wrong-sign-in' })
    expect(await fail(1, { name })).toMatchObject({ status: 429, code: 'session.wait', seconds: 30 })
  })

  it('sent all at once are counted one by one', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => signIn('wrong')))
    expect(answers.filter((it) => it.status === 401)).toHaveLength(4)
    expect(answers.filter((it) => it.status === 429)).toHaveLength(8)
  })

  it('from one address make it wait, whichever names were tried; other addresses do not', async () => {
    const address = '10.1.2.3'
    for (let index = 0; index < 29; index += 1)
      expect((await signIn('wrong', { name: `guess-${index}`, address })).status).toBe(401)
    expect(await signIn('wrong', { name: 'guess-29', address })).toMatchObject({ status: 429, seconds: 30 })
    expect((await signIn(right, { address })).status).toBe(429)
    expect((await signIn(right, { address: '10.1.2.4' })).status).toBe(200)
    house.clock.advance(30_000)
    expect((await signIn(right, { address })).status).toBe(200)
  })

  it('are written down with name and address, and never with what was typed where no name is known', async () => {
    await signIn('wrong', { address: '10.9.9.9' })
    await signIn('wrong', { name: 'my secret in the wrong field', address: '10.9.9.9' })
    const lines = await house.database.rows<{ input: object }>(
      `select input from platform.audit_entries where command = 'session.refuse' and input->>'address' = '10.9.9.9' order by seq`,
    )
    expect(lines.map((it) => it.input)).toEqual([
      { username, address: '10.9.9.9', userAgent: 'lightMyRequest', isKnownDevice: false },
      { username: null, address: '10.9.9.9', userAgent: 'lightMyRequest', isKnownDevice: false },
    ])
    const kept = await house.database.rows<{ it: string }>(
      'select to_jsonb(f)::text as it from identity.sign_in_failures f',
    )
    for (const { it } of kept) expect(it).not.toContain('secret')
  })
})
