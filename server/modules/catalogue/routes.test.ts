import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { WorkbookPreview } from '#domain/catalogue/contract.ts'
import { realData } from '#platform/testing/real-data.ts'
import { openTestHouse, type TestHouse, testAdcode, type Voice } from '../../testing/test-house.ts'
import { writeExcel } from './excel-file.ts'
import { getWorkbookMapping } from './handbook-workbook.ts'
import { getContent } from './queries/find-classes.ts'
import { seedTestCatalogue } from './testing.ts'
import { readHandbookWorkbook } from './workbook-in-thread.ts'

let house: TestHouse
let admin: Voice
let collector: Voice
let profileId = ''

beforeAll(async () => {
  house = await openTestHouse()
  const { catalogues } = await seedTestCatalogue(house, testAdcode)
  profileId = catalogues[0]?.versionId ?? ''
  admin = await house.as({ username: 'cai', posts: ['data_admin'], name: '蔡管理' })
  collector = await house.as({ username: 'alice', posts: ['collector'] })
})
afterAll(() => house.close())

/** Uploads `bytes` as a form with one file. */
async function upload(voice: Voice, path: string, bytes: Uint8Array, key = '') {
  const boundary = 'a-boundary-for-tests'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n`
  const reply = await house.app.inject({
    method: 'POST',
    url: path,
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    headers: {
      authorization: `Bearer ${voice.token}`,
      'content-type': `multipart/form-data; boundary=${boundary}`,
      ...(key ? { 'idempotency-key': key } : {}),
    },
  })
  return { status: reply.statusCode, body: reply.json<Record<string, unknown>>() }
}

const workbook = (...rows: string[][]) =>
  writeExcel(
    ['部件', '事项'].map((sheet, index) => ({
      sheet,
      headings: ['大类代码', '大类名称', '小类代码', '小类名称', '立案条件', '结案条件', '处置时限'].map(
        (text) => ({
          text,
          width: 10,
        }),
      ),
      rows: index === 0 ? rows : [],
    })),
    new Date('2026-06-15T00:00:00Z'),
  )

describe('reading', () => {
  test('lists versions, majors and classes, and finds a class by word, code or synonym', async () => {
    const { body } = await collector.get('/api/catalogues')
    expect(body).toMatchObject({ inForceId: profileId, catalogues: [{ assembled: true, classCount: 268 }] })
    const shown = await collector.get(`/api/catalogues/${profileId}`)
    const majors = shown.body['majors'] as { classCount: number }[]
    expect(majors).toHaveLength(14)
    expect(majors.reduce((sum, it) => sum + it.classCount, 0)).toBe(268)
    const classes = async (query: string) =>
      (
        (await collector.get(`/api/catalogues/${profileId}/classes?${query}`)).body['classes'] as {
          code: string
        }[]
      ).map((it) => it.code)
    expect(await classes('')).toHaveLength(268)
    expect(await classes('kind=matter&major=07')).toHaveLength(7)
    expect(await classes(`text=${encodeURIComponent('牛皮癣')}`)).toEqual(['07001'])
    expect(await classes('text=0103')).toContain('01037')
    expect(await classes(`text=${encodeURIComponent("'; drop table")}`)).toEqual([])
  })

  test('shows a class with its conditions, and says when there is none', async () => {
    const { body } = await collector.get(`/api/catalogues/${profileId}/classes/component/01037`)
    expect(body).toMatchObject({ class: { name: '路灯' }, majorName: '市政公用设施' })
    expect(body['conditions']).toHaveLength(6)
    const missing = await collector.get(`/api/catalogues/${profileId}/classes/matter/01037`)
    expect(missing).toMatchObject({ status: 404, body: { code: 'catalogue.class-not-found' } })
    const unknown = await collector.get('/api/catalogues/00000000-0000-7000-8000-000000000009/classes')
    expect(unknown).toMatchObject({ status: 404, body: { code: 'catalogue.not-found' } })
  })

  test('suggests classes with their reasons', async () => {
    const { body } = await collector.get(
      `/api/classes/suggest?text=${encodeURIComponent('小区门口路灯不亮')}`,
    )
    expect(body).toMatchObject({ catalogueId: profileId })
    expect((body['suggestions'] as unknown[])[0]).toMatchObject({
      code: '01037',
      reasons: [{ word: '路灯不亮', source: 'synonym' }],
    })
    expect((await collector.get('/api/classes/suggest')).status).toBe(400)
  })

  test('shows calendars and the days of a year, and which years are published', async () => {
    const { body } = await collector.get('/api/calendars')
    expect((body['calendars'] as { code: string }[]).map((it) => it.code)).toEqual(['collectors', 'office'])
    const days = await collector.get('/api/calendars/office/days?year=2026')
    expect(days.body).toMatchObject({ isPublished: true })
    expect(days.body['days']).toHaveLength(39)
    const later = await collector.get('/api/calendars/office/days?year=2027')
    expect(later.body).toEqual({ isPublished: false, days: [], councilDays: [] })
    expect((await collector.get('/api/calendars/none/days?year=2026')).status).toBe(404)
  })
})

describe('changing', () => {
  test('is the data administrator’s work', async () => {
    const bytes = await workbook()
    expect((await upload(collector, '/api/catalogues/workbook', bytes)).status).toBe(403)
    expect((await collector.call('PUT', '/api/calendars', {})).status).toBe(403)
    expect((await collector.post('/api/crosswalks/sign', { lineIds: [profileId] })).status).toBe(403)
    expect((await house.stranger.get('/api/catalogues')).status).toBe(401)
  })

  test('a workbook is previewed, refused by row, imported as a draft and published', async () => {
    const good = ['01', '市政公用设施', '037', '路灯', '灯不亮', '恢复照明', '2工作日']
    const odd = ['01', '市政公用设施', '038', '地灯', '灯不亮', '恢复照明', '尽快']
    const path = '/api/catalogues/workbook?mapping=jingwei-workbook'
    const preview = await upload(admin, '/api/catalogues/workbook/preview', await workbook(good, odd))
    expect(preview).toMatchObject({
      status: 200,
      body: {
        read: 2,
        accepted: 1,
        isNew: true,
        followsEdition: null,
        refused: [{ sheet: '部件', row: 3, column: 'G（处置时限）' }],
      },
    })
    const refused = await upload(admin, path, await workbook(good, odd))
    expect(refused).toMatchObject({ status: 400, body: { code: 'catalogue.workbook-refused' } })
    expect(((await admin.get('/api/catalogues')).body['catalogues'] as unknown[]).length).toBe(1)

    const imported = await upload(admin, path, await workbook(good), 'import-0001')
    expect(imported).toMatchObject({ status: 200, body: { edition: 1, isNew: true, isPublished: false } })
    expect(await upload(admin, path, await workbook(good), 'import-0001')).toEqual(imported)
    const other = await upload(admin, path, await workbook([...good.slice(0, 6), '3工作日']), 'import-0001')
    expect(other.status).toBe(409)

    const id = String(imported.body['versionId'])
    const published = await admin.post(`/api/catalogues/${id}/publish`, { validFrom: '2026-06-15' })
    expect(published).toMatchObject({ status: 200, body: { state: 'published' } })
    await house.relay.drain()
    expect((await admin.get('/api/catalogues')).body).toMatchObject({ inForceId: id })
  })

  test('what is no workbook is told so', async () => {
    const text = new TextEncoder().encode('大类代码,小类代码')
    const notExcel = await upload(admin, '/api/catalogues/workbook/preview', text)
    expect(notExcel).toMatchObject({ status: 400, body: { code: 'catalogue.workbook-unreadable' } })
    const noForm = await admin.post('/api/catalogues/workbook/preview', {})
    expect(noForm).toMatchObject({ status: 400, body: { code: 'catalogue.workbook-missing' } })
    const unknown = await upload(admin, '/api/catalogues/workbook/preview?mapping=nowhere', text)
    expect(unknown).toMatchObject({ status: 404, body: { code: 'catalogue.mapping-unknown' } })
  })

  test('crosswalk lines are signed in one’s own name, once', async () => {
    const path = '/api/crosswalks?from=gbt47678.5-2026&to=county-profile'
    const lines = (await admin.get(path)).body['lines'] as { id: string; signedOffBy: string | null }[]
    expect(lines).toHaveLength(427)
    const [first] = lines
    const lineIds = [first?.id ?? '']
    expect((await admin.post('/api/crosswalks/sign', { lineIds })).body).toEqual({
      signed: 1,
      signedOffBy: '蔡管理',
    })
    expect((await admin.post('/api/crosswalks/sign', { lineIds })).body).toMatchObject({ signed: 0 })
    const [signed] = (await admin.get(path)).body['lines'] as unknown[]
    expect(signed).toMatchObject({ signedOffBy: '蔡管理', signedOffAt: '2026-06-15T01:00:00.000Z' })
    const unknown = await admin.post('/api/crosswalks/sign', { lineIds: [profileId] })
    expect(unknown).toMatchObject({ status: 404, body: { code: 'catalogue.crosswalk-line-unknown' } })
  })

  test('a calendar is entered, and one without sense is refused', async () => {
    const calendar = {
      code: 'town',
      name: { zh: '乡镇', en: 'towns' },
      followsStateCouncil: true,
      officeHours: [{ from: '09:00', to: '17:00' }],
    }
    expect((await admin.call('PUT', '/api/calendars', calendar)).status).toBe(400)
    const put = (changes: object) => admin.call('PUT', '/api/calendars', { ...calendar, ...changes })
    expect((await put({ expectedVersion: 0 })).body).toMatchObject({ isNew: true, version: 1 })
    // Whoever looked before it was entered is told, and of two who change it at once one is.
    expect((await put({ expectedVersion: 0 })).body).toMatchObject({ code: 'calendar.stale-version' })
    const both = await Promise.all(
      ['08:30', '09:30'].map((from) => put({ expectedVersion: 1, officeHours: [{ from, to: '17:00' }] })),
    )
    expect(both.map((it) => it.status).sort()).toEqual([200, 409])
    const senseless = { ...calendar, expectedVersion: 2, officeHours: [{ from: '17:00', to: '09:00' }] }
    expect((await admin.call('PUT', '/api/calendars', senseless)).status).toBe(400)
  })
})

describe('export to Excel', () => {
  test('gives a workbook that reads back as the same catalogue', async () => {
    const reply = await house.app.inject({
      url: `/api/catalogues/${profileId}/workbook`,
      headers: { authorization: `Bearer ${collector.token}` },
    })
    expect(reply.statusCode).toBe(200)
    expect(reply.headers['content-disposition']).toContain('county-profile-1.xlsx')
    const content = await getContent(house.database, profileId)
    const back = await readHandbookWorkbook(reply.rawPayload, getWorkbookMapping('jingwei-workbook'))
    expect(back.refused).toEqual([])
    expect(back.content.classes.map((it) => [it.kind, it.code, it.name])).toEqual(
      content.classes.map((it) => [it.kind, it.code, it.name]),
    )
    const facts = (it: (typeof content.conditions)[number]) => [
      it.kind,
      it.classCode,
      it.ordinal,
      it.filingText,
      it.closingText,
      it.limits,
      it.responsibleText,
      it.legalBasis,
      it.collectionNotes,
    ]
    expect(back.content.conditions.map(facts)).toEqual(content.conditions.map(facts))
  })
})

const yuncheng = realData('case-standards-yuncheng/raw/muban.xlsx')
test.skipIf(!yuncheng || !existsSync(yuncheng))(
  'the Yuncheng workbook comes in over HTTP (needs JINGWEI_REAL_DATA)',
  async () => {
    const bytes = readFileSync(yuncheng ?? '')
    const query = 'mapping=yuncheng-workbook'
    const preview = await upload(admin, `/api/catalogues/workbook/preview?${query}`, bytes)
    const { accepted, components, matters, majors, refused } = preview.body as WorkbookPreview
    expect({ accepted, components, matters, majors, refused }).toEqual({
      accepted: 519,
      components: 92,
      matters: 98,
      majors: 11,
      refused: [],
    })
    const imported = await upload(admin, `/api/catalogues/workbook?${query}`, bytes)
    expect(imported.body).toMatchObject({
      series: 'yuncheng-2026',
      classes: 190,
      conditions: 519,
      isNew: true,
    })
    const again = await upload(admin, `/api/catalogues/workbook?${query}`, bytes)
    expect(again.body).toMatchObject({ versionId: imported.body['versionId'], isNew: false })
    const second = await upload(admin, `/api/catalogues/workbook/preview?${query}`, bytes)
    expect(second.body).toMatchObject({ isNew: false, followsEdition: 1 })
    expect(second.body['difference']).toMatchObject({
      classesAdded: [],
      conditionsAdded: 0,
      conditionsRemoved: 0,
    })
  },
)
