/**
 * Everything that can be wrong with a request, once each. The moral: whoever sends nonsense learns in a sentence, in
 * either language, what is wrong; and the county is afterwards as it was, to the last byte of the last table.
 */
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CaseStory, openStory } from '../server/testing/case-story.ts'
import { sumTables, type TableSums } from '../server/testing/table-sums.ts'
import { openTestCounty, photoForm, type TestCounty } from '../server/testing/test-county.ts'
import type { Voice } from '../server/testing/test-house.ts'

const nowhere = '0199aaaa-0000-7000-8000-00000000000a'
const manyBytes = 50 * 1_048_576

let county: TestCounty
let story: CaseStory
let report: Record<string, unknown>
let filed: CaseStory
let handling: CaseStory
let before: TableSums

beforeAll(async () => {
  county = await openTestCounty({ now: new Date('2026-06-15T09:00:00+08:00') })
  story = await openStory(county)
  filed = await openStory(county)
  await filed.takeAll('sendOn', 'file')
  handling = await openStory(county)
  await handling.takeAll('sendOn', 'file', 'dispatch', 'start', 'reportDone', 'passOn')
  report = await county.lampReport()
  before = await sumTables(county.database)
})
afterAll(() => county.close())

type Raw = {
  method?: 'GET' | 'POST' | 'PUT'
  url: string
  payload?: string | Buffer
  headers?: Record<string, string>
  as?: Voice | undefined
  /** Tables in which the refusal itself is written down: who guesses passwords is remembered. */
  notedIn?: readonly string[]
}

const without = (sums: TableSums, tables: readonly string[]): TableSums =>
  Object.fromEntries(Object.entries(sums).filter(([name]) => !tables.includes(name)))

/** Sends as it is, in both languages, and demands the same problem twice and an unchanged county. */
async function refusal(raw: Raw): Promise<[number, unknown]> {
  const { as = county.acceptor, headers = {}, notedIn = [] } = raw
  const answers = await Promise.all(
    ['zh-CN', 'en'].map((language) =>
      county.app.inject({
        method: raw.method ?? 'POST',
        url: raw.url,
        ...(raw.payload === undefined ? {} : { payload: raw.payload }),
        headers: {
          ...(raw.payload === undefined ? {} : { 'content-type': 'application/json' }),
          ...('as' in raw && raw.as === undefined ? {} : { authorization: `Bearer ${as.token}` }),
          'accept-language': language,
          ...headers,
        },
      }),
    ),
  )
  type Problem = { code: string; title: string; sentence: { zh: string; en: string }; requestId: string }
  const [zh, en] = answers.map((it) => it.json<Problem>()) as [Problem, Problem]
  const { sentence } = zh
  expect(zh.code).toBe(en.code)
  expect(answers[0]?.headers['content-type']).toContain('application/problem+json')
  expect(zh.title).toBe(sentence.zh)
  expect(en.title).toBe(en.sentence.en)
  expect(sentence.zh, 'a Chinese sentence').toMatch(/\p{Script=Han}{2}/u)
  expect(sentence.en, 'an English sentence').toMatch(/^["A-Z].{8,}/)
  expect(zh.requestId).toMatch(/^[0-9a-f-]{36}$/)
  const after = await sumTables(county.database)
  expect(without(after, notedIn), 'a refused request changed something').toEqual(without(before, notedIn))
  if (notedIn.length) before = after
  return [answers[0]?.statusCode ?? 0, zh.code]
}

const json = (url: string, body: unknown, as?: Voice): Promise<[number, unknown]> =>
  refusal({ url, payload: JSON.stringify(body), ...(as ? { as } : {}) })
const reported = (changes: Record<string, unknown>): Promise<[number, unknown]> =>
  json('/api/reports', { ...report, ...changes }, county.collector)

describe('a request is refused when', () => {
  it('its body is no JSON, or no object', async () => {
    const url = '/api/reports'
    for (const payload of ['{"description": "路灯', '{', 'null,', '{"__proto__": {"admin": true}}', ''])
      expect(await refusal({ url, payload }), payload).toEqual([400, 'request.malformed'])
    for (const payload of ['[]', '"text"', '12'])
      expect(await refusal({ url, payload }), payload).toEqual([400, 'request.invalid'])
    const xml = { url, payload: '<report/>', headers: { 'content-type': 'application/xml' } }
    expect(await refusal(xml)).toEqual([400, 'request.unsupported-type'])
    expect(await refusal({ url, payload: `${'['.repeat(5000)}${']'.repeat(5000)}` })).toEqual([
      400,
      'request.invalid',
    ])
    const nest = `{"description":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}`
    expect(await refusal({ url, payload: nest })).toEqual([400, 'request.invalid'])
  })

  it('its fields have wrong types or are missing', async () => {
    expect(await reported({ description: 12 })).toEqual([400, 'request.invalid'])
    expect(await reported({ description: '' })).toEqual([400, 'request.invalid'])
    expect(await reported({ point: ['103', '25'] })).toEqual([400, 'request.invalid'])
    expect(await reported({ photoIds: 'all' })).toEqual([400, 'request.invalid'])
    expect(await reported({ description: 'a text with a \u0000 in it' })).toEqual([400, 'request.invalid'])
    expect(await reported({ description: 'half a character: \ud83d' })).toEqual([400, 'request.invalid'])
    expect(await json(`/api/cases/${story.id}/issue-verification`, {})).toEqual([400, 'request.invalid'])
    expect(await json('/api/cases/12/send-on', {})).toEqual([400, 'request.invalid'])
    const page = { method: 'GET', as: county.leader } as const
    for (const query of [
      'limit=0',
      'sort=colour',
      'unitId=3',
      'reportedFrom=yesterday',
      'reportedFrom=0000-01-01T00:00:00Z',
    ])
      expect(await refusal({ ...page, url: `/api/cases?${query}` }), query).toEqual([400, 'request.invalid'])
    const cursor = Buffer.from(`soon|${story.id}`).toString('base64url')
    expect(await refusal({ ...page, url: `/api/cases?after=${cursor}` })).toEqual([400, 'case.input-wrong'])
  })

  it('it names what does not exist', async () => {
    const { acceptor, dispatcher, unit } = county
    expect(await reported({ conditionId: nowhere })).toEqual([400, 'report.class-unknown'])
    expect(await reported({ classCode: '01999' })).toEqual([400, 'report.class-unknown'])
    expect(await reported({ photoIds: [nowhere, story.id] })).toEqual([400, 'report.photo-unknown'])
    expect(await reported({ componentId: '53012701037000001' })).toEqual([400, 'report.component-unknown'])
    const at = (it: CaseStory, action: string) => `/api/cases/${it.id}/${action}`
    expect(await json(at(story, 'issue-verification'), { collectorId: nowhere, reason: '请核实' })).toEqual([
      400,
      'case.collector-unknown',
    ])
    const { session } = dispatcher
    expect(
      await json(at(story, 'issue-verification'), { collectorId: session.id, reason: '请核实' }),
    ).toEqual([400, 'case.collector-unknown'])
    const classification = {
      catalogueId: county.lamp.versionId,
      kind: 'component',
      classCode: '01037',
      conditionId: nowhere,
    }
    expect(await json(at(story, 'send-on'), { classification })).toEqual([400, 'case.condition-unknown'])
    expect(await json(at(story, 'send-on'), { componentId: '53012701037000001' })).toEqual([
      400,
      'case.component-unknown',
    ])
    expect(await json(at(filed, 'dispatch'), { leadUnitId: nowhere }, dispatcher)).toEqual([
      400,
      'case.unit-unknown',
    ])
    expect(await json(at(story, 'merge'), { masterId: nowhere })).toEqual([400, 'case.master-wrong'])
    expect(await json(`/api/cases/${nowhere}/send-on`, {}, acceptor)).toEqual([404, 'case.unknown'])
    expect(await refusal({ method: 'GET', url: `/api/photos/${nowhere}` })).toEqual([404, 'photo.unknown'])
    expect(await refusal({ method: 'GET', url: `/api/cases/${nowhere}`, as: unit })).toEqual([
      404,
      'case.unknown',
    ])
  })

  it('its place is outside the county, or missing', async () => {
    expect(await reported({ point: [116.4, 39.9] })).toEqual([400, 'report.outside-county'])
    expect(await reported({ point: [0, 0] })).toEqual([400, 'report.outside-county'])
    expect(await reported({ point: undefined })).toEqual([400, 'report.place-needed'])
    expect(await json('/api/reports', { source: 'hotline_12345', description: '不知在哪' })).toEqual([
      400,
      'report.place-needed',
    ])
    expect(await reported({ point: [200, 95] })).toEqual([400, 'request.invalid'])
  })

  it('a collector brings too little, or the same photo twice', async () => {
    const [one] = report['photoIds'] as string[]
    expect(await reported({ photoIds: [one] })).toEqual([400, 'report.photos-needed'])
    expect(await reported({ photoIds: [one, one] })).toEqual([400, 'report.photos-needed'])
    expect(await reported({ conditionId: undefined })).toEqual([400, 'report.class-needed'])
    expect(await reported({ source: 'leader' })).toEqual([403, 'report.source-not-yours'])
  })

  it('its photo is none, is broken, or is too large', async () => {
    const upload = async (content: Buffer, type?: string) =>
      refusal({ url: '/api/photos', ...photoForm(content, type), as: county.collector })
    expect(await upload(Buffer.from('%PDF-1.7 not a photo'))).toEqual([400, 'photo.not-a-photo'])
    expect(
      await upload(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')),
    ).toEqual([400, 'photo.not-a-photo'])
    expect(await upload(Buffer.alloc(0))).toEqual([400, 'photo.not-a-photo'])
    const noise = { create: { width: 400, height: 300, channels: 3, background: '#123456' } } as const
    const whole = await sharp(noise).jpeg().toBuffer()
    expect(await upload(whole.subarray(0, whole.length - 40))).toEqual([400, 'photo.not-a-photo'])
    const huge = { create: { width: 10_000, height: 6_000, channels: 3, background: '#fff' } } as const
    expect(
      await upload(
        await sharp({ ...huge, limitInputPixels: false })
          .png()
          .toBuffer(),
      ),
    ).toEqual([413, 'photo.too-many-pixels'])
    expect(await upload(Buffer.alloc(manyBytes))).toEqual([413, 'request.too-large'])
    expect(await refusal({ url: '/api/photos', payload: '{}', as: county.collector })).toEqual([
      400,
      'photo.missing',
    ])
    const bare = { url: '/api/photos', as: county.collector, payload: 'x' }
    expect(await refusal({ ...bare, headers: { 'content-type': 'multipart/form-data' } })).toEqual([
      400,
      'request.malformed',
    ])
    const cut = photoForm(whole)
    expect(
      await refusal({
        ...bare,
        headers: cut.headers,
        payload: cut.payload.subarray(0, cut.payload.length - 60),
      }),
    ).toEqual([400, 'request.malformed'])
  })

  it('its body has fifty megabytes', async () => {
    const payload = JSON.stringify({ ...report, description: '灯'.repeat(manyBytes / 3) })
    expect(await refusal({ url: '/api/reports', payload })).toEqual([413, 'request.too-large'])
  })

  it('the action is not possible now; the answer names what is', async () => {
    expect(await json(`/api/cases/${story.id}/close`, { conditionMet: true }, county.shiftLeader)).toEqual([
      409,
      'case.action-not-allowed',
    ])
    const { body } = await county.shiftLeader.post(`/api/cases/${story.id}/close`, { conditionMet: true })
    expect(body['sentence']).toMatchObject({ zh: expect.stringContaining('此时可以：发核实') })
    expect(body['details']).toMatchObject({
      state: 'pool',
      allowed: expect.arrayContaining(['sendOn', 'merge']),
    })
  })

  it('the case is somebody else’s', async () => {
    const { otherUnit, handler, unit, checker } = county
    const confirm = `/api/cases/${handling.id}/confirm-done`
    expect(await json(confirm, {}, otherUnit)).toEqual([404, 'case.unknown'])
    expect(await json(confirm, {}, handler)).toEqual([403, 'access.not-permitted'])
    expect(await json(confirm, {}, unit)).toEqual([409, 'case.action-not-allowed'])
    expect(await json(`/api/cases/${story.id}/answer-verification`, { result: 'true' }, checker)).toEqual([
      404,
      'case.unknown',
    ])
  })

  it('it was written on an old version', async () => {
    expect(
      await json(
        `/api/cases/${filed.id}/dispatch`,
        { leadUnitId: county.lampStation, expectedVersion: 2 },
        county.dispatcher,
      ),
    ).toEqual([409, 'case.stale-version'])
    expect(
      await json(
        `/api/cases/${filed.id}/dispatch`,
        { leadUnitId: county.lampStation, expectedVersion: '3' },
        county.dispatcher,
      ),
    ).toEqual([400, 'request.invalid'])
  })

  it('nobody is there: an address that is none, a session that is none, another site', async () => {
    expect(await refusal({ method: 'GET', url: '/api/nothing-here' })).toEqual([404, 'request.unknown-path'])
    expect(await refusal({ method: 'PUT', url: '/api/reports', payload: '{}' })).toEqual([
      404,
      'request.unknown-path',
    ])
    expect(await refusal({ method: 'GET', url: '/api/%zz' })).toEqual([404, 'request.unknown-path'])
    const long = { method: 'GET', url: `/api/cases/${'9'.repeat(3000)}` } as const
    expect(await refusal(long)).toEqual([404, 'request.unknown-path'])
    const stranger = { url: '/api/reports', payload: '{}', as: undefined }
    expect(await refusal(stranger)).toEqual([401, 'access.sign-in-needed'])
    expect(await refusal({ ...stranger, headers: { authorization: 'Bearer not-a-token' } })).toEqual([
      401,
      'access.sign-in-needed',
    ])
    expect(
      await refusal({
        ...stranger,
        headers: { cookie: 'jingwei_session=', 'sec-fetch-site': 'same-origin' },
      }),
    ).toEqual([401, 'access.sign-in-needed'])
    const foreign = { 'sec-fetch-site': 'cross-site' }
    const cookie = `jingwei_session=${county.acceptor.token}`
    const planted = { ...stranger, payload: JSON.stringify(report), headers: { ...foreign, cookie } }
    expect(await refusal(planted)).toEqual([403, 'request.cross-site'])
    const signIn = {
      url: '/api/session',
      payload: '{"username":"min","password":"a password for tests"}',
      as: undefined,
    }
    expect(await refusal({ ...signIn, headers: foreign })).toEqual([403, 'request.cross-site'])
    const notedIn = ['identity.sign_in_failures', 'platform.audit_entries']
    for (const username of ['min', 'nobody']) {
      const payload = JSON.stringify({ username, password: 'wrong' })
      expect(await refusal({ url: '/api/session', payload, notedIn })).toEqual([401, 'session.wrong-sign-in'])
    }
  })

  it('its request id is none', async () => {
    const url = `/api/cases/${story.id}/send-on`
    expect(await refusal({ url, payload: '{}', headers: { 'idempotency-key': 'short' } })).toEqual([
      400,
      'request.invalid',
    ])
    expect(await json(url, { requestId: 12345678 })).toEqual([400, 'request.invalid'])
    expect(await json(url, { requestId: 'has a space in it' })).toEqual([400, 'request.invalid'])
  })
})
