import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#platform/ids.ts'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'

let county: TestCounty
beforeAll(async () => {
  county = await openTestCounty()
})
afterAll(() => county.close())

const path = '/api/responsibility/rules'
const rule = (changes: Record<string, unknown> = {}) => ({
  id: newId(),
  kind: 'component',
  classCode: '01',
  conditionId: null,
  areaCode: '530127001001',
  leadUnitId: county.waterCompany,
  assistUnitIds: [county.lampStation],
  basis: '县政府专题会议纪要',
  validFrom: '2026-01-01',
  validTo: null,
  ...changes,
})
const put = (rules: unknown[], headers?: Record<string, string>) =>
  county.sysadmin.post(path, { rules }, headers)
const suggested = async (query: string) =>
  (await county.dispatcher.get(`/api/responsibility/suggestion?${query}`)).body['unit']

describe('rules of responsibility', () => {
  it('are refused without the right', async () => {
    const sums = await sumTables(county.database)
    expect((await county.dispatcher.post(path, { rules: [rule()] })).body).toMatchObject({
      code: 'access.not-permitted',
    })
    expect(await sumTables(county.database)).toEqual(sums)
  })

  it('decide from then on, leave their audit line, and sent twice are written once', async () => {
    const western = 'kind=component&classCode=01020&areaCode=530127001001'
    expect(await suggested(western)).toBeNull()
    const added = rule()
    const key = { 'idempotency-key': 'rules-once' }
    const first = await put([added], key)
    expect(first).toMatchObject({ status: 200, body: { written: 1 } })
    await county.relay.drain()
    expect(await suggested(western)).toMatchObject({
      ruleId: added.id,
      lead: { name: '供水公司' },
      assist: [{ name: '路灯管理所' }],
      rule: '县政府专题会议纪要',
    })
    expect(await suggested('kind=component&classCode=01020&areaCode=530127001002')).toBeNull()
    const lines = await county.database.rows(
      "select command, input from platform.audit_entries where request_id = 'rules-once'",
    )
    expect(lines).toEqual([{ command: 'responsibility.put', input: { count: 1, ids: [added.id] } }])
    const sums = await sumTables(county.database)
    expect((await put([added], key)).body).toEqual(first.body)
    expect(await sumTables(county.database)).toEqual(sums)
  })

  it('are ended and never rewritten', async () => {
    const added = rule({ classCode: '02' })
    await put([added])
    expect((await put([{ ...added, leadUnitId: county.lampStation }])).body).toMatchObject({
      code: 'responsibility.rule-kept',
      status: 409,
    })
    expect((await put([{ ...added, validTo: '2026-06-15' }])).status).toBe(200)
    await county.relay.drain()
    expect(await suggested('kind=component&classCode=02001&areaCode=530127001001')).toBeNull()
  })

  it('are refused as a whole when one of them is wrong', async () => {
    const sums = await sumTables(county.database)
    const stranger = '0199aaaa-0000-7000-8000-00000000000a'
    const twice = rule()
    const wrong: [string, Record<string, unknown>[]][] = [
      ['responsibility.unit-unknown', [rule(), rule({ leadUnitId: stranger })]],
      ['responsibility.unit-unknown', [rule({ assistUnitIds: [stranger] })]],
      ['responsibility.rule-twice', [twice, twice]],
      ['responsibility.never-in-force', [rule({ validTo: '2026-01-01' })]],
      ['request.invalid', [rule({ validFrom: 'yesterday' })]],
      ['request.invalid', [rule({ validFrom: '0000-01-01' })]],
      ['request.invalid', [rule({ basis: ' ' })]],
      ['request.invalid', []],
    ]
    for (const [code, rules] of wrong) expect((await put(rules)).body['code'], code).toBe(code)
    expect(await sumTables(county.database)).toEqual(sums)
  })

  it('are counted for coverage: pairs of class and community with and without one', async () => {
    const { body } = await county.dispatcher.get('/api/responsibility/coverage')
    const { pairs, covered, gaps } = body as {
      pairs: number
      covered: number
      gaps: { communities: number }[]
    }
    expect(pairs).toBe(268 * 2)
    expect(covered).toBeGreaterThan(1)
    expect(covered + gaps.reduce((sum, it) => sum + it.communities, 0)).toBe(pairs)
  })
})
