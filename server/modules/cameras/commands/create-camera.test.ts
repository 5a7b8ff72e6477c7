/** The register: made, changed and ended by whoever keeps it, with a place, a sound code, and addresses that never come back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestCounty, photoForm, type TestCounty, tinyMiddle } from '../../../testing/test-county.ts'
import type { Voice } from '../../../testing/test-house.ts'

let county: TestCounty
let keeper: Voice
beforeAll(async () => {
  county = await openTestCounty()
  keeper = await county.as({ username: 'keeper', name: '戴数据', posts: ['data_admin'] })
})
afterAll(() => county.close())

const secret = 'http://admin:s3cret@10.9.8.7/live/1.m3u8?token=t0ken'
let serial = 0
const camera = (changes = {}) => ({
  code: `C-${++serial}`,
  name: '文化路口',
  point: tinyMiddle(0, 3),
  purpose: '市容巡查',
  legalBasis: '县政府批复',
  streamUrl: secret,
  bearing: 90,
  angle: 60,
  ...changes,
})
const list = async (by: Voice, query = '') =>
  ((await by.get(`/api/cameras${query}`)).body['cameras'] as Record<string, unknown>[]) ?? []

describe('a camera', () => {
  it('is registered, changed and ended by nobody without the right', async () => {
    const { body } = await keeper.post('/api/cameras', camera())
    const sums = await sumTables(county.database)
    for (const answer of [
      await county.shiftLeader.post('/api/cameras', camera()),
      await county.shiftLeader.call('PUT', `/api/cameras/${body['id']}`, { ...camera(), expectedVersion: 1 }),
      await county.shiftLeader.post(`/api/cameras/${body['id']}/end`, { expectedVersion: 1 }),
    ])
      expect(answer.body).toMatchObject({ code: 'access.not-permitted' })
    expect((await county.unit.get('/api/cameras')).body).toMatchObject({ code: 'access.not-permitted' })
    expect(await sumTables(county.database)).toEqual(sums)
  })

  it('is registered once, placed by its point, and its address stands in no list, log or audit line', async () => {
    const key = { 'idempotency-key': 'camera-made-once' }
    const input = camera()
    const first = await keeper.post('/api/cameras', input, key)
    expect(first.status, JSON.stringify(first.body)).toBe(200)
    const [line] = await county.database.rows<{ command: string; subject_id: string; input: object }>(
      "select command, subject_id, input from platform.audit_entries where request_id = 'camera-made-once'",
    )
    expect(line).toMatchObject({ command: 'camera.create', subject_id: first.body['id'] })
    expect(JSON.stringify(line)).not.toMatch(/s3cret|t0ken/)
    const sums = await sumTables(county.database)
    expect((await keeper.post('/api/cameras', input, key)).body).toEqual(first.body)
    expect(await sumTables(county.database)).toEqual(sums)
    for (const by of [keeper, county.shiftLeader, county.sysadmin]) {
      const text = JSON.stringify(await list(by))
      expect(text).toContain(input.code)
      expect(text).not.toMatch(/s3cret|t0ken|live/)
    }
    const own = (await list(keeper)).find((it) => it['code'] === input.code)
    expect(own).toMatchObject({ townCode: '530127001', streamHost: 'http://10.9.8.7/…', mayWatch: false })
    const seen = (await list(county.shiftLeader)).find((it) => it['code'] === input.code)
    expect(seen).toMatchObject({ streamHost: null, mayWatch: true, hasStream: true })
    expect(seen?.['wedge']).toHaveLength(7)
    const file = await keeper.get('/api/cameras/export')
    expect(file.status).toBe(200)
  })

  it.each([
    [{ code: '5301270000131000000' }, 'request.invalid'],
    [{ point: [100, 20] }, 'camera.outside-county'],
    [{ streamUrl: 'rtsp://10.1.1.1/a' }, 'camera.address-refused'],
    [{ snapshotUrl: 'file:///etc/passwd' }, 'camera.address-refused'],
    [{ organisationId: '0199aaaa-0000-7000-8000-00000000000a' }, 'organisation.unknown'],
    [{ purpose: '' }, 'request.invalid'],
  ])('is refused with %j: %s', async (changes, code) => {
    const sums = await sumTables(county.database)
    expect((await keeper.post('/api/cameras', camera(changes))).body).toMatchObject({ code })
    expect(await sumTables(county.database)).toEqual(sums)
  })

  it('is changed once, on the version that was seen, and keeps an address that is not named', async () => {
    const input = camera()
    const { body } = await keeper.post('/api/cameras', input)
    const { streamUrl: _, ...words } = input
    const change = (changes: object, headers = {}) =>
      keeper.call('PUT', `/api/cameras/${body['id']}`, { ...words, expectedVersion: 1, ...changes }, headers)
    const key = { 'idempotency-key': 'camera-changed-once' }
    const first = await change({ name: '文化路东口' }, key)
    expect(first.body).toEqual({ id: body['id'], version: 2 })
    const sums = await sumTables(county.database)
    expect((await change({ name: '文化路东口' }, key)).body).toEqual(first.body)
    expect((await change({})).body).toMatchObject({ code: 'camera.changed' })
    const other = await list(keeper)
    const taken = other.find((it) => it['id'] !== body['id'])?.['code']
    expect((await change({ code: taken, expectedVersion: 2 })).body).toMatchObject({
      code: 'camera.code-taken',
    })
    expect(await sumTables(county.database)).toEqual(sums)
    expect((await list(keeper)).find((it) => it['id'] === body['id'])).toMatchObject({
      name: '文化路东口',
      hasStream: true,
    })
  })

  it('ends once; its addresses are forgotten and its code is free', async () => {
    const input = camera()
    const { body } = await keeper.post('/api/cameras', input)
    const key = { 'idempotency-key': 'camera-ended-once' }
    const end = () => keeper.post(`/api/cameras/${body['id']}/end`, { expectedVersion: 1 }, key)
    const first = await end()
    expect(first.body).toEqual({ id: body['id'], version: 2 })
    const sums = await sumTables(county.database)
    expect((await end()).body).toEqual(first.body)
    expect(await sumTables(county.database)).toEqual(sums)
    const rows = await county.database.rows('select stream_url, state from cameras.cameras where id = $1', [
      body['id'],
    ])
    expect(rows).toEqual([{ stream_url: null, state: 'ended' }])
    expect((await list(keeper)).some((it) => it['id'] === body['id'])).toBe(false)
    expect((await list(keeper, '?withEnded=1')).some((it) => it['id'] === body['id'])).toBe(true)
    expect((await keeper.post('/api/cameras', input)).status).toBe(200)
  })

  it('is found near a point, the nearest first, and no farther than asked', async () => {
    const [lng, lat] = tinyMiddle(1, 0)
    await keeper.post('/api/cameras', camera({ name: '近处', point: [lng, lat] }))
    await keeper.post('/api/cameras', camera({ name: '稍远', point: [lng + 0.001, lat] }))
    const near = await list(county.dispatcher, `?near=${lng.toFixed(6)},${lat.toFixed(6)}&withinMetres=150`)
    expect(near.map((it) => it['name'])).toEqual(['近处', '稍远'])
    expect(
      (await list(county.dispatcher, `?near=${lng.toFixed(6)},${lat.toFixed(6)}&withinMetres=50`)).map(
        (it) => it['name'],
      ),
    ).toEqual(['近处'])
  })
})

describe('a file of cameras', () => {
  const heading = '编码,名称,经度,纬度,用途,设置依据,播放地址'
  const [lng, lat] = tinyMiddle(0, 1)
  const send = async (path: string, lines: string[], by = keeper, headers = {}) => {
    const form = photoForm(Buffer.from([heading, ...lines].join('\n')), 'text/csv')
    const payload = Buffer.from(form.payload.toString('utf8').replace('photo.jpg', 'cameras.csv'))
    const reply = await county.app.inject({
      method: 'POST',
      url: `/api/cameras/${path}`,
      payload,
      headers: { ...form.headers, ...headers, authorization: `Bearer ${by.token}` },
    })
    return reply.json<Record<string, unknown>>()
  }
  const good = `F-1,甲路口,${lng},${lat},巡查,批复,${secret}`

  it('is judged without writing, every fault by row and column, and one fault writes nothing', async () => {
    const sums = await sumTables(county.database)
    expect(await send('check-import', [good], county.shiftLeader)).toMatchObject({
      code: 'access.not-permitted',
    })
    const bad = [good, `F-2,乙路口,100,20,巡查,批复,`, `F-3,,${lng},${lat},巡查,批复,ftp://a/b`]
    const report = await send('check-import', bad)
    expect(report).toMatchObject({ read: 3 })
    expect((report['refused'] as { row: number; column: string }[]).map((it) => [it.row, it.column])).toEqual(
      [
        [3, '经度'],
        [4, '名称'],
        [4, '播放地址'],
      ],
    )
    expect(await send('import', bad)).toMatchObject({ code: 'camera.file-faulty' })
    expect(await sumTables(county.database)).toEqual(sums)
  })

  it('is written in one act, once, and written again it changes and keeps what it does not say', async () => {
    const key = { 'idempotency-key': 'cameras-imported-once' }
    expect(await send('import', [good], keeper, key)).toEqual({ added: 1, changed: 0 })
    const lines = await county.database.rows<object>(
      "select command, input from platform.audit_entries where request_id = 'cameras-imported-once'",
    )
    expect(lines).toEqual([{ command: 'camera.import', input: { codes: ['F-1'] } }])
    const sums = await sumTables(county.database)
    expect(await send('import', [good], keeper, key)).toEqual({ added: 1, changed: 0 })
    expect(await sumTables(county.database)).toEqual(sums)
    expect(await send('import', [`F-1,甲路口东,${lng},${lat},巡查,批复,`])).toEqual({ added: 0, changed: 1 })
    const found = (await list(keeper)).filter((it) => it['code'] === 'F-1')
    expect(found).toMatchObject([{ name: '甲路口东', hasStream: true, version: 2 }])
  })
})
