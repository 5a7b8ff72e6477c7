import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#platform/ids.ts'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'
import type { Answer, Voice } from '../../../testing/test-house.ts'

let county: TestCounty
beforeAll(async () => {
  county = await openTestCounty()
})
afterAll(() => county.close())

const path = '/api/responsibility/changes'
const rule = (changes: Record<string, unknown> = {}) => ({
  id: newId(),
  kind: 'component',
  classCode: '01001',
  conditionId: null,
  areaCode: '530127001',
  leadUnitId: county.waterCompany,
  assistUnitIds: [county.lampStation],
  basis: '县政府专题会议纪要',
  validFrom: '2026-01-01',
  validTo: null,
  ...changes,
})
type Listed = { id: string; version: number; validTo: string | null; basis: string; state: string }
const change = (body: object, headers?: Record<string, string>, as: Voice = county.sysadmin) =>
  as.post(path, body, headers)
const listed = async (query = ''): Promise<Listed[]> =>
  (await county.dispatcher.get(`/api/responsibility/rules?${query}`)).body['rules'] as Listed[]
const explained = async (query: string) =>
  (await county.dispatcher.get(`/api/responsibility/explanation?${query}`)).body

describe('changing the matrix', () => {
  it('is refused without the right, and with whatever is not true of the county', async () => {
    const sums = await sumTables(county.database)
    for (const voice of [county.dispatcher, county.leader])
      expect((await change({ added: [rule()] }, {}, voice)).body).toMatchObject({
        code: 'access.not-permitted',
      })
    const [first] = await listed()
    if (!first) throw new Error('the county has no rule')
    const end = { id: first.id, expectedVersion: 1, validTo: '2026-06-15' }
    const twice = rule()
    const wrong: [string, object][] = [
      ['request.invalid', {}],
      ['responsibility.rule-wrong', { added: [rule({ classCode: '01998' })] }],
      ['responsibility.rule-wrong', { added: [rule({ kind: null })] }],
      ['responsibility.rule-wrong', { added: [rule({ areaCode: '530127999' })] }],
      ['responsibility.rule-wrong', { added: [rule({ areaCode: '530102' })] }],
      ['responsibility.rule-wrong', { added: [rule({ conditionId: county.lamp.id })] }],
      ['responsibility.rule-wrong', { added: [rule({ leadUnitId: newId() })] }],
      ['responsibility.rule-wrong', { added: [rule({ assistUnitIds: [county.waterCompany] })] }],
      ['responsibility.rule-wrong', { added: [rule({ validTo: '2026-01-01' })] }],
      ['responsibility.rule-wrong', { added: [rule(), rule()] }],
      ['responsibility.rule-twice', { added: [twice, twice] }],
      ['responsibility.rule-twice', { ended: [end, end] }],
      ['responsibility.rule-unknown', { ended: [{ ...end, id: newId() }] }],
      ['responsibility.end-too-early', { ended: [{ ...end, validTo: '2026-06-14' }] }],
      ['responsibility.stale-rule', { ended: [{ ...end, expectedVersion: 2 }] }],
    ]
    for (const [code, body] of wrong)
      expect((await change(body)).body['code'], JSON.stringify(body)).toBe(code)
    expect(await sumTables(county.database)).toEqual(sums)
  })

  it('ends a rule and puts another in its place from that day, with its audit line; sent twice it is done once', async () => {
    const [old] = await listed('classCode=01037')
    if (!old) throw new Error('the lamps have no rule')
    const next = rule({ classCode: '01037', areaCode: null, assistUnitIds: [], validFrom: '2026-07-01' })
    const body = { added: [next], ended: [{ id: old.id, expectedVersion: 1, validTo: '2026-07-01' }] }
    const key = { 'idempotency-key': 'matrix-once' }
    expect((await change(body, key)).body).toEqual({ added: 1, ended: 1 })
    const [line] = await county.database.rows(
      "select command, subject_id, input from platform.audit_entries where request_id = 'matrix-once'",
    )
    expect(line).toMatchObject({
      command: 'responsibility.change',
      subject_id: old.id,
      input: { addedCount: 1, endedCount: 1, added: [{ id: next.id }] },
    })
    const sums = await sumTables(county.database)
    expect((await change(body, key)).body).toEqual({ added: 1, ended: 1 })
    expect(await sumTables(county.database)).toEqual(sums)

    expect(await listed('classCode=01037')).toMatchObject([{ id: old.id, version: 2, validTo: '2026-07-01' }])
    expect(await listed('classCode=01037&state=coming')).toMatchObject([{ id: next.id, state: 'coming' }])
    const of = 'kind=component&classCode=01037&areaCode=530127001001'
    expect(await explained(of)).toMatchObject({
      winner: { id: old.id, lead: { name: '路灯管理所' } },
      lost: [{ rule: { id: next.id }, why: 'not-yet' }],
    })
    expect(await explained(`${of}&onDate=2026-07-01`)).toMatchObject({
      winner: { id: next.id, lead: { name: '供水公司' } },
      lost: [{ rule: { id: old.id, state: 'ended' }, why: 'ended' }],
    })
  })

  it('of several people ending the same rule lets one, and tells the others', async () => {
    const added = rule({ classCode: '01003' })
    expect((await change({ added: [added] })).status).toBe(200)
    const ends = ['2026-08-01', '2026-09-01', '2026-10-01'].map((validTo) =>
      change({ ended: [{ id: added.id, expectedVersion: 1, validTo }] }),
    )
    const answers = await Promise.all(ends)
    expect(answers.map((it) => it.status).sort()).toEqual([200, 409, 409])
    expect(answers.find((it) => it.status === 409)?.body['code']).toBe('responsibility.stale-rule')
  })

  it('is tried out at a point of the map, and outside the county says so', async () => {
    const [lng, lat] = county.place
    const here = await explained(`kind=component&classCode=01037&lng=${lng}&lat=${lat}`)
    expect((here['areas'] as { code: string }[]).map((it) => it.code.length)).toEqual([15, 12, 9])
    expect(here).toMatchObject({ winner: { lead: { name: '路灯管理所' } } })
    expect(await explained('kind=component&classCode=01037&lng=0&lat=0')).toMatchObject({
      code: 'geography.outside-county',
    })
  })
})

describe('the matrix as a file', () => {
  const send = async (name: string, content: Buffer | string, to: string): Promise<Answer> => {
    const boundary = '----jingwei-matrix'
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
    const reply = await county.app.inject({
      method: 'POST',
      url: to,
      payload: Buffer.concat([
        Buffer.from(head),
        Buffer.from(content),
        Buffer.from(`\r\n--${boundary}--\r\n`),
      ]),
      headers: {
        'content-type': `multipart/form-data; boundary=${boundary}`,
        authorization: `Bearer ${county.sysadmin.token}`,
      },
    })
    return { status: reply.statusCode, body: reply.json(), headers: reply.headers }
  }
  const exported = async (format: string): Promise<Buffer> =>
    (
      await county.app.inject({
        url: `/api/responsibility/export?format=${format}`,
        headers: { authorization: `Bearer ${county.sysadmin.token}` },
      })
    ).rawPayload

  it.each(['xlsx', 'csv'])('sent out as %s and read again changes nothing', async (format) => {
    const file = await exported(format)
    const { body } = await send(`m.${format}`, file, '/api/responsibility/check-import?endsMissing=yes')
    expect(body).toMatchObject({ added: 0, ended: 0, changed: 0, refused: [] })
    expect(body['unchanged']).toBeGreaterThan(1)
    expect(body['unchanged']).toBe(body['read'])
  })

  it('with one wrong cell names it and writes nothing; mended it is one act, and again it is nothing new', async () => {
    const heading = '类别,分类代码,主办单位,依据,生效日期'
    const rows = (unit: string) =>
      `${heading}\n部件,01002,供水公司,三定方案,2026-06-15\n部件,01005,${unit},三定方案,2026-06-15\n`
    const sums = await sumTables(county.database)
    const faulty = await send('m.csv', rows('没有的单位'), '/api/responsibility/check-import')
    expect(faulty.body['refused']).toMatchObject([{ row: 3, column: '主办单位' }])
    expect((await send('m.csv', rows('没有的单位'), '/api/responsibility/import')).body['code']).toBe(
      'responsibility.file-faulty',
    )
    expect((await send('m.txt', 'x', '/api/responsibility/import')).body['code']).toBe(
      'responsibility.file-missing',
    )
    expect((await send('m.csv', '类别\n部件\n', '/api/responsibility/import')).body['code']).toBe(
      'table.column-missing',
    )
    expect(await sumTables(county.database)).toEqual(sums)
    expect((await send('m.csv', rows('供水公司'), '/api/responsibility/import')).body).toEqual({
      added: 2,
      ended: 0,
    })
    const again = await send('m.csv', rows('供水公司'), '/api/responsibility/check-import')
    expect(again.body).toMatchObject({ added: 0, unchanged: 2 })
  })

  it('counts for coverage, community by community', async () => {
    await county.relay.drain()
    const { body } = await county.dispatcher.get('/api/responsibility/coverage')
    const { communities, covered, classes, pairs } = body as {
      communities: { covered: number }[]
      covered: number
      classes: number
      pairs: number
    }
    expect(communities.reduce((sum, it) => sum + it.covered, 0)).toBe(covered)
    expect(communities.length * classes).toBe(pairs)
    expect(Math.max(...communities.map((it) => it.covered))).toBeGreaterThanOrEqual(3)
  })
})
