import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CatalogueChange } from '#domain/catalogue/difference.ts'
import type { DraftClass } from '#domain/catalogue/draft.ts'
import { openTestHouse, type TestHouse, testAdcode, type Voice } from '../../../testing/test-house.ts'
import { seedTestCatalogue } from '../testing.ts'

let house: TestHouse
let admin: Voice
let reader: Voice
let draftId = ''
let baseId = ''

beforeAll(async () => {
  house = await openTestHouse()
  await seedTestCatalogue(house, testAdcode, ['county-profile', 'gbt47678.5-2026'])
  admin = await house.as({ username: 'editor', name: '数据员', posts: ['data_admin'] })
  reader = await house.as({ username: 'acceptor', name: '受理员', posts: ['acceptor'] })
  const { body } = await admin.post('/api/catalogue-drafts', {})
  draftId = String(body['id'])
  baseId = String(body['baseId'])
  const path = `/api/catalogue-drafts/${draftId}`
  const { after } = (await admin.get(`${path}/classes/component/01037`)).body as { after: DraftClass }
  await admin.call('PUT', `${path}/rows`, {
    row: { what: 'class', kind: 'component', code: '01037', content: { ...after, synonyms: ['黑灯'] } },
    expectedVersion: 0,
  })
})
afterAll(() => house.close())

const between = `/api/catalogue-differences`

describe('what ships, held against the national list', () => {
  test('has no fault, so a county may publish what it has changed of it', async () => {
    const { body } = await admin.get(`/api/catalogue-drafts/${draftId}/check`)
    const findings = body['findings'] as { severity: string }[]
    expect(findings.filter((it) => it.severity === 'fault')).toEqual([])
    expect(body).toMatchObject({
      hasNationalList: true,
      changes: { added: 0, ended: 0, changed: 1 },
      crosswalk: [],
    })
  })

  test('a class that is switched off leaves its lines of the crosswalk behind, and they are named', async () => {
    const path = `/api/catalogue-drafts/${draftId}`
    const row = { what: 'class', kind: 'component', code: '01001', content: null }
    await admin.call('PUT', `${path}/rows`, { row, expectedVersion: 0 })
    const { body } = await admin.get(`${path}/check`)
    expect(body['crosswalk']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'component', code: '01001', relation: 'merged' }),
      ]),
    )
    await admin.post(`${path}/rows/undo`, { key: 'class component 01001', expectedVersion: 1 })
  })
})

describe('a difference', () => {
  test('is shown of a draft and given out as a workbook, a row for each field', async () => {
    const { body } = await admin.get(`${between}?from=${baseId}&to=${draftId}`)
    const [change] = body['changes'] as CatalogueChange[]
    expect(body['counts']).toEqual({ added: 0, ended: 0, changed: 1 })
    expect(change).toMatchObject({
      what: 'class',
      code: '01037',
      fields: [{ field: 'synonyms', after: ['黑灯'] }],
    })
    const file = await house.app.inject({
      method: 'GET',
      url: `${between}/workbook?from=${baseId}&to=${draftId}`,
      headers: { authorization: `Bearer ${admin.token}` },
    })
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(file.rawPayload as unknown as ArrayBuffer)
    const sheet = workbook.getWorksheet('差异')
    expect(sheet?.getRow(1).getCell(1).text).toContain('修改 1')
    const cells = [1, 2, 4, 5, 7, 9].map((it) => sheet?.getRow(3).getCell(it).text)
    expect(cells).toEqual(['修改', '小类', '01037', '路灯', '俗称', '黑灯'])
  })

  test('of a draft is not shown to who may only read', async () => {
    expect((await reader.get(`${between}?from=${baseId}&to=${draftId}`)).body).toMatchObject({
      code: 'catalogue.not-found',
    })
    expect((await reader.get(`${between}?from=${baseId}&to=${baseId}`)).body).toMatchObject({ changes: [] })
  })
})

describe('the news of an edition', () => {
  test('reaches everybody but its publisher, until they have read it', async () => {
    const news = async (voice: Voice) => (await voice.get('/api/catalogue-news')).body['news']
    expect(await news(reader)).toBeNull()
    const input = { validFrom: '2026-07-01', note: '补充路灯俗称' }
    const { body } = await admin.post(`/api/catalogue-drafts/${draftId}/publish`, input)
    const versionId = body['versionId']
    expect(await news(reader)).toMatchObject({
      versionId,
      followedId: baseId,
      ...input,
      publishedByName: '数据员',
    })
    expect(await news(admin)).toBeNull()
    expect((await reader.post('/api/catalogue-news/read', { versionId })).body).toEqual({ versionId })
    expect(await news(reader)).toBeNull()
    const [line] = await house.database.rows<{ count: number }>(
      `select count(*) as count from platform.audit_entries where command = 'catalogue.read-news'`,
    )
    expect(line?.count).toBe(1)
  })
})
