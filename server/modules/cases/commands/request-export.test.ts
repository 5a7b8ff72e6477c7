/**
 * An export holds what the list shows to whoever asked for it, in words; it is fetched by nobody else, survives a
 * server that died on the way, and goes away after its days.
 */
import { parse } from 'csv-parse/sync'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaseExport } from '#domain/cases/export-contract.ts'
import { usualColumns } from '#domain/cases/list-columns.ts'
import { systemActor } from '#platform/actor.ts'
import { newId } from '#platform/ids.ts'
import { openStory } from '../../../testing/case-story.ts'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'
import { testAdcode, type Voice } from '../../../testing/test-house.ts'
import { changeExport } from './change-export.ts'

let county: TestCounty
beforeAll(async () => {
  county = await openTestCounty()
  for (const description of ['路灯不亮', '=HYPERLINK("x")', '逗号,“引号”"与\n换行'])
    await openStory(county, { report: { description } })
  await (await openStory(county)).takeAll('sendOn', 'file', 'dispatch')
  await county.settle()
})
afterAll(() => county.close())

const wanted = { format: 'csv', queue: 'all', query: {}, columns: usualColumns, language: 'zh' }
const ask = (as: Voice, changes: object = {}, requestId: string = newId()) =>
  as.post('/api/case-exports', { ...wanted, ...changes }, { 'idempotency-key': requestId })
const list = async (as: Voice) => (await as.get('/api/case-exports')).body['exports'] as CaseExport[]
const fetchFile = (as: Voice, id: unknown) =>
  county.app.inject({
    url: `/api/case-exports/${String(id)}/file`,
    headers: { authorization: `Bearer ${as.token}` },
  })
const made = async (as: Voice, changes: object = {}) => {
  const { id } = (await ask(as, changes)).body
  await county.settle()
  return fetchFile(as, id)
}

describe('an export', () => {
  it('is refused without the right and of columns that do not exist', async () => {
    const before = await sumTables(county.database)
    expect((await ask(county.collector)).body).toMatchObject({ code: 'access.not-permitted' })
    for (const wrong of [
      { columns: ['phone'] },
      { columns: [] },
      { query: { light: 'purple' } },
      { format: 'pdf' },
    ])
      expect((await ask(county.dispatcher, wrong)).body).toMatchObject({ code: 'request.invalid' })
    expect(await sumTables(county.database)).toEqual(before)
  })

  it('is asked for with an audit line; sent twice it is one; until it is made it cannot be fetched', async () => {
    const { id } = (await ask(county.dispatcher, {}, 'export-once')).body
    const before = await sumTables(county.database)
    expect((await ask(county.dispatcher, {}, 'export-once')).body).toEqual({ id })
    expect(await sumTables(county.database)).toEqual(before)
    const audit = await county.database.rows(
      "select command, subject_id from platform.audit_entries where request_id = 'export-once'",
    )
    expect(audit).toEqual([{ command: 'case-export.request', subject_id: id }])
    expect((await fetchFile(county.dispatcher, id)).json()).toMatchObject({ code: 'case-export.not-ready' })
    await county.settle()
    expect((await list(county.dispatcher))[0]).toMatchObject({ id, state: 'done', total: 4, written: 4 })
    expect(await list(county.acceptor)).toEqual([])
    expect((await fetchFile(county.acceptor, id)).json()).toMatchObject({ code: 'case-export.unknown' })
    expect((await fetchFile(county.dispatcher, newId())).json()).toMatchObject({
      code: 'case-export.unknown',
    })
  })

  it('says in words what the list shows, in its order, and nothing that a table program would run', async () => {
    const columns = ['light', 'state', 'description', 'class', 'unit', 'reportedAt', 'source', 'reworks']
    const reply = await made(county.dispatcher, { columns, query: { sort: 'oldest' } })
    expect(reply.headers['content-disposition']).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent('案卷_2026-06-15_0900.csv')}`,
    )
    const rows = parse(reply.body, { bom: true, columns: true }) as Record<string, string>[]
    expect(Object.keys(rows[0] ?? {})).toEqual([
      '时限',
      '状态',
      '问题描述',
      '小类',
      '处置单位',
      '上报时间',
      '来源',
      '返工次数',
    ])
    expect(rows.map((it) => it['问题描述']).sort()).toEqual(
      ['\'=HYPERLINK("x")', '路灯不亮', '路灯不亮，单灯熄灭', '逗号,“引号”"与\n换行'].sort(),
    )
    const sent = rows.find((it) => it['处置单位'])
    expect(sent).toMatchObject({
      时限: '正常',
      状态: '待处置',
      小类: '路灯',
      处置单位: '路灯管理所',
      上报时间: '2026-06-15 09:00',
      来源: '监督员上报',
      返工次数: '0',
    })
  })

  it('is the same in Excel and in English', async () => {
    const reply = await made(county.dispatcher, {
      format: 'xlsx',
      language: 'en',
      columns: ['number', 'state', 'description'],
      query: { state: 'pending_handle' },
    })
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(reply.rawPayload as unknown as ArrayBuffer)
    const cells = workbook.worksheets[0]
      ?.getRows(1, 2)
      ?.map((row) => [1, 2, 3].map((n) => row.getCell(n).value))
    expect(cells).toEqual([
      ['Case number', 'State', 'Description'],
      [expect.stringMatching(/^530127/), 'waiting for the unit', '路灯不亮，单灯熄灭'],
    ])
  })

  it('holds what lies within a drawing, and nothing else', async () => {
    const rows = async (query: object) =>
      (parse((await made(county.dispatcher, { query })).body, { bom: true }) as string[][]).length - 1
    const [lng, lat] = county.place
    const corner = (x: number, y: number): string => `${(lng + x).toFixed(6)},${(lat + y).toFixed(6)}`
    const around = (to: number): string =>
      [corner(-to, -to), corner(to, -to), corner(to, to), corner(-to, to)].join(' ')
    expect(await rows({ within: around(0.001) })).toBe(4)
    expect(await rows({ within: '0,0 1,0 1,1' })).toBe(0)
  })

  it('holds for a unit its own cases only', async () => {
    const rows = async (as: Voice) => (parse((await made(as)).body, { bom: true }) as string[][]).length - 1
    expect(await rows(county.unit)).toBe(1)
    expect(await rows(county.otherUnit)).toBe(0)
  })

  it('fails for somebody whose account was closed meanwhile', async () => {
    const leaver = await county.as({ username: 'leaver', posts: ['dispatcher'] })
    await ask(leaver)
    await county.disable('leaver')
    await county.settle()
    const rows = await county.database.rows(
      'select state, problem_code from cases.exports where owner_id = $1',
      [leaver.session.id],
    )
    expect(rows).toEqual([{ state: 'failed', problem_code: 'case-export.not-allowed' }])
  })

  it('is refused while three are in the making', async () => {
    for (let count = 0; count < 3; count++) expect((await ask(county.leader)).status).toBe(200)
    expect((await ask(county.leader)).body).toMatchObject({ code: 'case-export.too-many', status: 429 })
    await county.settle()
    expect((await ask(county.leader)).status).toBe(200)
    await county.settle()
  })

  it('is begun anew when the server that made it fell silent, and no sooner', async () => {
    const { id } = (await ask(county.shiftLeader)).body
    const of = { adcode: testAdcode, id: String(id), ownerId: county.shiftLeader.session.id, version: 1 }
    await county.act(systemActor(testAdcode), changeExport, { of, state: 'running', total: 4, written: 0 })
    await county.runJob('case.make-exports')
    expect((await list(county.shiftLeader))[0]).toMatchObject({ state: 'running' })
    county.clock.advance(121_000)
    await county.runJob('case.make-exports')
    expect((await list(county.shiftLeader))[0]).toMatchObject({ state: 'done', written: 4 })
  })

  it('goes away after its days', async () => {
    const [newest] = await list(county.shiftLeader)
    county.clock.advance(8 * 86_400_000)
    await county.runJob('case.drop-exports')
    const later = await county.as({ username: 'qiang2', posts: ['shift_leader'] })
    expect(await list(later)).toEqual([])
    const states = await county.database.rows<{ state: string }>(
      "select distinct state from cases.exports where state not in ('failed')",
    )
    expect(states).toEqual([{ state: 'gone' }])
    expect(newest).toBeDefined()
  })
})
