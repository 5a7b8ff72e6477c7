import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { phoneDigits } from '#domain/personal-data.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'
import type { Voice } from '../../../testing/test-house.ts'

let county: TestCounty
let elsewhere: Voice
beforeAll(async () => {
  county = await openTestCounty()
  elsewhere = await county.as({ username: 'far', posts: ['acceptor'], areaCodes: ['530127999'] })
  const tell = (phone: string, description: string, isConfidential = false) =>
    county.acceptor.post('/api/reports', {
      source: 'hotline_12345',
      description,
      address: '迎宾路',
      point: county.place,
      caller: { name: '赵来电', phone, isConfidential },
    })
  await tell('138 0000 2222', '路灯不亮')
  await tell('+86 13800002222', '井盖缺失')
  await tell('13800002222', '邻居乱倒垃圾', true)
  await tell('0871-67001234', '与他人无关')
})
afterAll(() => county.close())

const ask = (voice: Voice, phone: string, key = 'look-up-callers') =>
  voice.post('/api/callers/history', { phone }, { 'idempotency-key': key })

describe('the history of a caller', () => {
  it('knows one number in every way of writing, masks the name, and counts what was told in confidence', async () => {
    const { status, body } = await ask(county.acceptor, '13800002222')
    expect(status).toBe(200)
    expect(body).toMatchObject({ callerName: '赵**', total: 3, open: 3, confidential: 1 })
    expect((body['reports'] as { description: string }[]).map((it) => it.description)).toEqual([
      '井盖缺失',
      '路灯不亮',
    ])
  })

  it('leaves an audit line for each look, with the ends of the number alone', async () => {
    const looks = () =>
      county.database.rows<{ actor_id: string }>(
        "select actor_id, input::text as input from platform.audit_entries where command = 'report.look-up-caller'",
      )
    const before = await looks()
    await ask(county.acceptor, '13800002222', 'one-for-both')
    // The same ends under the same request id are another number, and another look.
    await ask(county.acceptor, '13899992222', 'one-for-both')
    const lines = await looks()
    expect(lines).toHaveLength(before.length + 2)
    expect(new Set(lines.map((it) => it.actor_id))).toEqual(new Set([county.acceptor.session.id]))
    expect(JSON.stringify(lines)).toContain('138****2222')
    expect(JSON.stringify(lines)).not.toContain('13800002222')
  })

  it('is for those who take calls, and of their own areas', async () => {
    for (const voice of [county.collector, county.dispatcher, county.unit, county.leader])
      expect((await ask(voice, '13800002222')).body).toMatchObject({ code: 'access.not-permitted' })
    expect((await ask(elsewhere, '13800002222')).body).toMatchObject({
      total: 0,
      reports: [],
      callerName: null,
    })
    expect((await ask(county.acceptor, '赵来电')).body).toMatchObject({ code: 'request.invalid' })
  })

  it('reads numbers in SQL as the domain does', async () => {
    const numbers = [
      '138 0000 2222',
      '+86 13800002222',
      '0086-13800002222',
      '8613800002222',
      '0871-67001234',
      '861',
      '12345',
    ]
    const rows = await county.database.rows<{ digits: string }>(
      'select intake.phone_digits(it) as digits from unnest($1::text[]) with ordinality as n(it, place) order by place',
      [numbers],
    )
    expect(rows.map((it) => it.digits)).toEqual(numbers.map(phoneDigits))
  })
})
