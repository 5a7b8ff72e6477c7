/** Keeping the address library over HTTP: adding, changing, ending, and what is refused. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, systemActor } from '#platform/actor.ts'
import type { House } from '#platform/house.ts'
import { createServer } from '#platform/http/create-server.ts'
import { openBareHouse } from '#platform/testing/bare-house.ts'
import { geographyModule, searchAddresses } from '../index.ts'
import { seedTinyTerritory, tinyMiddle } from '../testing.ts'

const adcode = '530127'
const manager: Actor = { ...systemActor(adcode), permissions: new Set(['area.read', 'address.manage']) }
const reader: Actor = { ...manager, permissions: new Set(['area.read']) }
const library = '/api/addresses/library'
let house: House
let call: (
  method: 'GET' | 'PUT' | 'POST',
  path: string,
  body?: object,
  as?: Actor,
) => Promise<{ status: number; body: Record<string, unknown> }>

beforeAll(async () => {
  house = await openBareHouse([geographyModule], new Date('2026-06-15T12:00:00+08:00'))
  await house.act(systemActor(adcode), seedTinyTerritory, {})
  let asking: Actor | undefined
  const findActor = async () => asking
  const app = await createServer({ house, findActor, version: 'test', isDemonstration: true, adcode })
  call = async (method, url, body, as = manager) => {
    asking = as
    const headers = { authorization: 'Bearer a-token-for-tests' }
    const reply = await app.inject({ method, url, headers, ...(body ? { payload: body } : {}) })
    return { status: reply.statusCode, body: reply.json() }
  }
})
afterAll(() => house.close())

const auditLines = async () =>
  (await house.database.rows<{ n: number }>('select count(*) as n from platform.audit_entries'))[0]?.n ?? 0
const found = async (said: string) =>
  (await searchAddresses(house.database, adcode, said, 5)).map((it) => it.text)
const school = {
  kind: 'landmark',
  name: '实验小学',
  code: 'SM-0001',
  otherNames: [{ name: '老一小', kind: 'alias' }],
  point: tinyMiddle(1, 1),
}
let id = ''

describe('a place of the library', () => {
  it('is not added without the right', async () => {
    expect((await call('POST', library, school, reader)).status).toBe(403)
  })

  it('is added once, where it lies found by its point, and found by each of its names', async () => {
    const request = { ...school, requestId: 'add-school' }
    const made = await call('POST', library, request)
    expect(made).toMatchObject({ status: 200, body: { version: 1 } })
    const lines = await auditLines()
    expect(await call('POST', library, request)).toEqual(made)
    expect(await auditLines()).toBe(lines)
    id = String(made.body['id'])
    const { body } = await call('GET', `${library}/${id}`)
    expect(body).toMatchObject({
      fullText: '小小镇实验小学',
      townCode: '530127001',
      communityCode: '530127001001',
      cellCode: '530127001001006',
    })
    expect(await found('实验小学')).toEqual(['小小镇实验小学'])
    expect(await found('老一小对面')).toEqual(['小小镇实验小学对面'])
    expect((await found('lyx'))[0]).toBe('小小镇实验小学')
    const [hit] = await searchAddresses(house.database, adcode, '老一小', 1)
    expect(hit?.match).toEqual({ way: 'name', name: '老一小' })
    const [line] = await house.database.rows(
      `select command, subject_id from platform.audit_entries where request_id = 'add-school'`,
    )
    expect(line).toMatchObject({ command: 'address.create', subject_id: id })
  })

  it.each([
    ['outside the county', { ...school, code: null, point: [110, 25] }, 400, 'geography.outside-county'],
    ['with a code that is taken', { ...school, name: '第二小学' }, 409, 'address.code-taken'],
    [
      'with its name twice',
      { ...school, code: null, otherNames: [{ name: '实验小学', kind: 'alias' }] },
      400,
      'address.alias-twice',
    ],
    ['with a name of one sign', { ...school, code: null, name: '校' }, 400, 'request.invalid'],
  ])('is refused %s', async (_, request, status, code) => {
    const lines = await auditLines()
    expect(await call('POST', library, request)).toMatchObject({ status, body: { code } })
    expect(await auditLines()).toBe(lines)
  })

  it('is renamed with the former name kept, and moves to the cell of its new point', async () => {
    const change = {
      ...school,
      name: '师大附小',
      point: tinyMiddle(2, 1),
      expectedVersion: 1,
      keepFormerName: true,
    }
    expect((await call('PUT', `${library}/${id}`, change, reader)).status).toBe(403)
    const request = { ...change, requestId: 'rename-school' }
    const done = await call('PUT', `${library}/${id}`, request)
    expect(done).toMatchObject({ status: 200, body: { version: 2 } })
    const lines = await auditLines()
    expect(await call('PUT', `${library}/${id}`, request)).toEqual(done)
    expect(await auditLines()).toBe(lines)
    expect((await call('GET', `${library}/${id}`)).body).toMatchObject({
      name: '师大附小',
      communityCode: '530127001002',
      otherNames: [
        { name: '老一小', kind: 'alias' },
        { name: '实验小学', kind: 'former' },
      ],
    })
    expect(await found('实验小学')).toEqual(['小小镇师大附小'])
    const { body } = await call('GET', `${library}/${id}/history`)
    expect(body['lines']).toMatchObject([
      { command: 'address.change', changed: { name: ['实验小学', '师大附小'] } },
      { command: 'address.create', changed: {} },
    ])
  })

  it('is not changed by somebody who looked at an older state', async () => {
    const stale = { ...school, expectedVersion: 1 }
    expect(await call('PUT', `${library}/${id}`, stale)).toMatchObject({
      status: 409,
      body: { code: 'address.changed-meanwhile' },
    })
  })

  it('is no longer found by a name that was taken away', async () => {
    const change = {
      ...school,
      name: '师大附小',
      otherNames: [],
      point: tinyMiddle(2, 1),
      expectedVersion: 2,
    }
    expect((await call('PUT', `${library}/${id}`, change)).status).toBe(200)
    expect(await found('老一小')).toEqual([])
  })

  it('ends once, is kept, and is found no more', async () => {
    expect((await call('POST', `${library}/${id}/end`, { expectedVersion: 3 }, reader)).status).toBe(403)
    const request = { expectedVersion: 3, requestId: 'end-school' }
    const done = await call('POST', `${library}/${id}/end`, request)
    expect(done).toMatchObject({ status: 200, body: { version: 4 } })
    const lines = await auditLines()
    expect(await call('POST', `${library}/${id}/end`, request)).toEqual(done)
    expect(await auditLines()).toBe(lines)
    expect(await found('师大附小')).toEqual([])
    expect((await call('GET', `${library}/${id}`)).body).toMatchObject({ endedOn: '2026-06-15' })
    const listed = async (state: string) =>
      (await call('GET', `${library}?state=${state}&text=师大`)).body['total']
    expect([await listed('open'), await listed('ended')]).toEqual([0, 0])
    expect((await call('GET', `${library}?state=ended&text=SM-0001`)).body['total']).toBe(1)
    expect(await call('POST', `${library}/${id}/end`, { expectedVersion: 4 })).toMatchObject({
      body: { code: 'address.ended' },
    })
  })
})

describe('a door that is not known', () => {
  it('lies between its neighbours on the same side, and nowhere beyond the last one', async () => {
    const [lng, lat] = tinyMiddle(0, 0)
    for (const [number, metres] of [
      [1, 0],
      [2, 5],
      [9, 40],
    ] as const)
      await call('POST', library, {
        kind: 'address',
        name: `文化路${number}号`,
        point: [lng + metres / 100_000, lat],
      })
    const [between] = await searchAddresses(house.database, adcode, '文化路5号', 3)
    expect(between).toMatchObject({ text: '小小镇文化路5号', match: { way: 'doors', name: '文化路1号–9号' } })
    expect(between?.position[0]).toBeCloseTo(lng + 20 / 100_000, 6)
    const beyond = await searchAddresses(house.database, adcode, '文化路11号', 3)
    expect(beyond.map((it) => it.match.way)).not.toContain('doors')
    const even = await searchAddresses(house.database, adcode, '文化路4号', 3)
    expect(even.map((it) => it.match.way)).not.toContain('doors')
  })
})
