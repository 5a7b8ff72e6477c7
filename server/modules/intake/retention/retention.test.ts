/** Personal data that goes in time: nothing before its day, nothing of what is held, and no figure changes. */
import { randomInt } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shippedRetention } from '#domain/intake/retention.ts'
import { maskNumbersIn } from '#domain/personal-data.ts'
import { verifyCases } from '#modules/cases/index.ts'
import { sealedColumnsOf } from '#platform/house.ts'
import { verifySealing } from '#platform/sealing/verify-sealing.ts'
import { type CaseStory, followStory, openStory } from '../../../testing/case-story.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'
import type { Voice } from '../../../testing/test-house.ts'

let county: TestCounty
let admin: Voice
beforeAll(async () => {
  county = await openTestCounty({ now: new Date('2026-06-15T09:00:00+08:00'), sessionHours: 100_000 })
  admin = await county.as({ username: 'shu', name: '舒数据', posts: ['data_admin'] })
})
afterAll(() => county.close())

const phone = '13812345678'
const call = async (name = '李小明', number = phone): Promise<{ story: CaseStory; reportId: string }> => {
  const { body } = await county.acceptor.post('/api/reports', {
    source: 'hotline_12345',
    description: `路灯不亮，请联系 ${number}`,
    address: '文化路 12 号',
    point: county.place,
    caller: { name, phone: number },
  })
  return { story: followStory(county, String(body['id'])), reportId: String(body['reportId']) }
}
const decline = (story: CaseStory) =>
  story.take('decline', { reasonCode: 'outside-duty', reason: `已电话 ${phone} 告知` })
const report = async (id: string) => {
  const [row] = await county.database.rows<Record<string, unknown>>(
    `select caller_name, caller_phone, caller_key, exact_words, description from intake.reports where id = $1`,
    [id],
  )
  return row ?? {}
}
const forgotten = {
  caller_name: null,
  caller_phone: null,
  caller_key: null,
  exact_words: null,
  description: '路灯不亮，请联系 138****5678',
}
const monthsLater = (months: number): void => {
  const now = county.clock.now()
  county.clock.turnTo(new Date(now.setMonth(now.getMonth() + months)))
}
const night = () => county.runJob('let personal data go')
const lines = (command: string) =>
  county.database.rows(
    'select actor_name, input, output from platform.audit_entries where command = $1 order by at, request_id',
    [command],
  )
const texts = async (id: string): Promise<string> =>
  JSON.stringify(
    await county.database.rows(
      `select (select jsonb_agg(a.data) from cases.case_actions a where a.case_id = c.id) as log, c.details, c.description,
         (select jsonb_agg(n.text) from cases.notes n where n.case_id = c.id) as notes
       from cases.cases c where c.id = $1`,
      [id],
    ),
  )

it('a caller, numbers in texts and a leaver go when their months have passed; figures and the replay stay', async () => {
  const { story, reportId } = await call()
  await county.acceptor.post(`/api/cases/${story.id}/notes`, { text: `诉求人另一号码 0871-67890123` })
  await decline(story)
  await (await openStory(county)).takeAll('sendOn', 'file', 'dispatch')
  const open = await call('赵六', '13711112222')
  const { body } = await county.sysadmin.post('/api/people', {
    username: 'gone',
    name: '高走',
    posts: ['collector'],
    phone: '13911113333',
  })
  await county.disable('gone')
  const figures = async () =>
    Promise.all(
      ['/api/case-counts', '/api/evaluation/board?month=2026-06', '/api/map/case-counts'].map(
        async (path) => (await county.leader.get(path)).body,
      ),
    )
  expect(await texts(story.id)).toContain(phone)

  monthsLater(23)
  await night()
  expect(await report(reportId)).not.toMatchObject({ caller_name: null })
  expect(await texts(story.id)).toContain(phone)
  expect(await county.database.rows('select phone from identity.people where id = $1', [body['id']])).toEqual(
    [{ phone: null }],
  )
  expect(await lines('person.forget-leavers')).toMatchObject([{ output: { people: 1 } }])

  monthsLater(2)
  const { body: shown } = await admin.get('/api/retention')
  expect(shown).toMatchObject({
    settings: shippedRetention,
    version: 0,
    due: { callers: 1, texts: 1, leavers: 0 },
  })
  const before = await figures()
  expect(JSON.stringify(before)).toMatch(/"not_accepted".*"filed":1/)
  await night()
  expect(await report(reportId)).toEqual(forgotten)
  expect(await report(open.reportId)).not.toMatchObject({ caller_name: null })
  const after = await texts(story.id)
  expect(after).not.toMatch(/13812345678|67890123/)
  expect(after).toContain('已电话 138****5678 告知')
  expect(after).toContain('诉求人另一号码 087****0123')
  expect(await figures()).toEqual(before)
  expect(await verifyCases(county.database, {})).toMatchObject({ differences: [] })
  for await (const it of verifySealing(county.database, county.sealer, sealedColumnsOf(county.modules)))
    expect(it).not.toHaveProperty('fault')
  expect(await lines('report.forget-callers')).toMatchObject([
    { actor_name: 'retention', output: { reports: 1 } },
  ])

  // A night in which nothing is due leaves no line.
  await night()
  expect(await lines('report.forget-callers')).toHaveLength(1)
  expect(await lines('case.mask-texts')).toHaveLength(1)
})

describe('an administrator of data', () => {
  it('sets the months once, sees before what would go, and nobody else may', async () => {
    const settings = {
      ...shippedRetention,
      callers: { isOn: true, months: 6 },
      leavers: { isOn: false, months: 12 },
    }
    const { story, reportId } = await call()
    await decline(story)
    monthsLater(7)
    for (const [method, path, body] of [
      ['GET', '/api/retention', undefined],
      ['POST', '/api/retention/preview', { settings }],
      ['PUT', '/api/retention', { settings, expectedVersion: 0 }],
      ['GET', '/api/retention/history', undefined],
      ['POST', '/api/retention/holds', { number: '1234', reason: '复核' }],
      ['POST', '/api/callers/export', { phone, reason: '本人申请' }],
      ['POST', '/api/callers/erase', { phone, reason: '本人申请' }],
    ] as const)
      expect((await county.acceptor.call(method, path, body)).body, path).toMatchObject({
        code: 'access.not-permitted',
      })
    expect((await admin.post('/api/retention/preview', { settings })).body).toMatchObject({
      due: { callers: 1 },
    })
    expect((await admin.get('/api/retention')).body).toMatchObject({ due: { callers: 0 } })
    const change = () =>
      admin.call(
        'PUT',
        '/api/retention',
        { settings, expectedVersion: 0 },
        { 'idempotency-key': 'six-months' },
      )
    expect((await change()).body).toEqual({ version: 1 })
    expect((await change()).body).toEqual({ version: 1 })
    expect((await admin.call('PUT', '/api/retention', { settings, expectedVersion: 0 })).body).toMatchObject({
      code: 'retention.stale-version',
    })
    const { body: history } = await admin.get('/api/retention/history')
    expect(history['lines']).toMatchObject([
      {
        actorName: '舒数据',
        changed: { callers: [{ months: 24 }, { months: 6 }], leavers: [{ isOn: true }, { isOn: false }] },
      },
    ])
    await night()
    expect(await report(reportId)).toEqual(forgotten)
  })

  it('holds a case under complaint until the hold is lifted', async () => {
    const { story, reportId } = await call()
    await decline(story)
    const { reportNumber } = await story.show(county.acceptor)
    monthsLater(30)
    const placed = await admin.post('/api/retention/holds', { number: reportNumber, reason: '行政复议中' })
    expect(placed.status, JSON.stringify(placed.body)).toBe(200)
    expect(
      (await admin.post('/api/retention/holds', { number: reportNumber, reason: '行政复议中' })).body,
    ).toMatchObject({ code: 'retention.held-already' })
    expect(
      (await admin.post('/api/retention/holds', { number: 'R-none', reason: '复议' })).body,
    ).toMatchObject({
      code: 'retention.case-unknown',
    })
    await night()
    expect(await report(reportId)).not.toMatchObject({ caller_name: null })
    expect(await texts(story.id)).toContain(phone)
    expect((await admin.post('/api/callers/erase', { phone, reason: '本人申请' })).body).toEqual({
      erased: 0,
      kept: 1,
    })
    const { id } = placed.body
    expect((await admin.post(`/api/retention/holds/${id}/lift`, { reason: '复议已结' })).status).toBe(200)
    expect((await admin.post(`/api/retention/holds/${id}/lift`, { reason: '复议已结' })).body).toMatchObject({
      code: 'retention.hold-unknown',
    })
    await night()
    expect(await report(reportId)).toEqual(forgotten)
    expect(await texts(story.id)).not.toContain(phone)
  })

  it('hands a caller everything that is kept, and erases it, logged by the ends of the number', async () => {
    const [ended, stillOpen] = [await call('钱七', '13600001111'), await call('钱七', '136 0000 1111')]
    await decline(ended.story)
    const { body } = await admin.post('/api/callers/export', { phone: '13600001111', reason: '本人申请查阅' })
    expect(body['reports']).toMatchObject([
      {
        callerName: '钱七',
        callerPhone: '13600001111',
        description: '路灯不亮，请联系 13600001111',
        address: '文化路 12 号',
      },
      { callerName: '钱七', callerPhone: '136 0000 1111' },
    ])
    const erase = () => admin.post('/api/callers/erase', { phone: '+86 13600001111', reason: '本人申请删除' })
    expect((await erase()).body).toEqual({ erased: 1, kept: 1 })
    expect((await erase()).body).toEqual({ erased: 0, kept: 1 })
    expect(await report(ended.reportId)).toMatchObject({
      caller_name: null,
      caller_phone: null,
      exact_words: null,
    })
    expect(await report(stillOpen.reportId)).not.toMatchObject({ caller_name: null })
    const logged = JSON.stringify([await lines('report.export-caller'), await lines('report.erase-caller')])
    expect(logged).toContain('本人申请删除')
    expect(logged).not.toMatch(/13600001111|钱七/)
  })
})

it('the database masks numbers as the domain does', async () => {
  const digits = (length: number): string => Array.from({ length }, () => randomInt(10)).join('')
  const piece = fc.oneof(
    fc.constantFrom('电', ' ', '，', '-', 'A', 'x', '×', '(', ')', '138', '0871-', '\n'),
    fc.constantFrom(...[3, 4, 7, 8, 10, 11, 12, 17, 18, 19].map((it) => digits(it))),
    fc.constantFrom(
      '13812345678',
      '138 1234 5678',
      '138-1234-5678',
      '0871-6789012',
      '010-67890123',
      '11010519491231002X',
    ),
  )
  const texts = fc.sample(
    fc.array(piece, { maxLength: 6 }).map((it) => it.join(' ')),
    400,
  )
  const rows = await county.database.rows<{ masked: string }>(
    'select cases.mask_numbers(it) as masked from unnest($1::text[]) with ordinality as t (it, place) order by place',
    [texts],
  )
  expect(rows.map((it) => it.masked)).toEqual(texts.map(maskNumbersIn))
  expect(rows.some(({ masked }, at) => masked !== texts[at])).toBe(true)
})
